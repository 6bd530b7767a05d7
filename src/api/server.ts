import accepts from '@fastify/accepts';
import fastify from 'fastify';
import type { ApiContext, PageServer } from './context.ts';
import { answerBroken } from './dashboard/broken-page.ts';
import { getConnectCallback } from './dashboard/get-connect-callback.ts';
import { getHealth } from './dashboard/get-health.ts';
import { getStatus } from './dashboard/get-status.ts';
import { styleHash } from './dashboard/page.ts';

export interface ServerOptions {
  readonly certificatePem: string;
  readonly privateKeyPem: string;
}

const contentSecurityPolicy = `default-src 'none'; style-src '${styleHash}'; frame-ancestors 'none'; base-uri 'none'`;

/** The HTTPS server of the pages; nothing is served without TLS. */
export function createServer(options: ServerOptions, context: ApiContext): PageServer {
  const server = fastify({
    https: { cert: options.certificatePem, key: options.privateKeyPem, minVersion: 'TLSv1.2' },
    forceCloseConnections: true,
  });
  server.register(accepts);
  server.addHook('onSend', async (_request, reply) => {
    reply.headers({
      'content-security-policy': contentSecurityPolicy,
      'strict-transport-security': 'max-age=31536000',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-store',
    });
  });
  server.setErrorHandler((error, request, reply) => answerBroken(context, error, request, reply));
  for (const route of [getStatus, getHealth, getConnectCallback]) route(server, context);
  return server;
}
