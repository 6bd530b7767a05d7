import type { Duplex } from 'node:stream';
import accepts from '@fastify/accepts';
import cookie from '@fastify/cookie';
import rateLimit from '@fastify/rate-limit';
import fastify from 'fastify';
import type { Language, PageServer, Translate } from './context.ts';
import { getHealth } from './dashboard/get-health.ts';
import { languageOf } from './dashboard/language.ts';
import { openApiDocument } from './endpoint/openapi.ts';
import { Problem } from './endpoint/problem.ts';
import { sendProblem, toProblem } from './endpoint/send-problem.ts';

export interface ServerOptions {
  readonly certificatePem: string;
  readonly privateKeyPem: string;
  /** Of the program. */
  readonly version: string;
  readonly translator: (language: Language) => Translate;
  /** Told of what should not happen, with the id that the caller was given. No content. */
  readonly onFailure: (id: string, error: unknown) => void;
  /** Addresses of reverse proxies whose word on where a caller is counts. */
  readonly trustedProxies?: readonly string[];
  /** Requests a minute from one address. */
  readonly perAddress?: number;
  /** A caller has so long to send what it sends. */
  readonly receiveTimeoutMs?: number;
}

const headersTimeoutMs = 15_000;
const bodyLimitBytes = 1_000_000;
const hashedAssets = '/assets/';

/** On every answer that does not say otherwise: nothing of it is kept, shown in a frame, or read by other sites. */
const headers: Readonly<Record<string, string>> = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
  'strict-transport-security': 'max-age=31536000',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cache-control': 'no-store',
};

/**
 * The HTTPS server, by HTTP/2 and HTTP/1.1, with what answers without a sign-in: health and the description of the API.
 * Everything else is registered by whoever knows it; nothing is served without TLS.
 */
export async function createServer(options: ServerOptions): Promise<PageServer> {
  const { version, translator, onFailure, perAddress = 600, receiveTimeoutMs = 60_000, trustedProxies = [] } = options;
  const speaking = fastify({
    http2: true,
    https: {
      allowHTTP1: true,
      cert: options.certificatePem,
      key: options.privateKeyPem,
      minVersion: 'TLSv1.2',
    },
    bodyLimit: bodyLimitBytes,
    routerOptions: { maxParamLength: 2_000 },
    ...(trustedProxies.length === 0 ? {} : { trustProxy: [...trustedProxies] }),
  });
  // Fastify's types name one protocol; Node's HTTP/2 server gives requests and answers of the same shape for both.
  const server = speaking as unknown as PageServer;
  server.server.headersTimeout = headersTimeoutMs;
  server.server.requestTimeout = receiveTimeoutMs;
  closeConnectionsWith(server);
  server.setErrorHandler((error, request, reply) => {
    const problem = toProblem(error);
    if (problem.status >= 500) onFailure(request.id, error);
    const language = languageOf(request);
    return sendProblem(reply, problem, request.id, language, translator(language));
  });
  server.setNotFoundHandler((request, reply) => {
    const language = languageOf(request);
    return sendProblem(reply, new Problem('not-found'), request.id, language, translator(language));
  });
  server.addHook('onSend', async (_request, reply) => {
    for (const [name, value] of Object.entries(headers)) if (!reply.hasHeader(name)) reply.header(name, value);
  });
  server.addHook('onRequest', async ({ raw }) => {
    const timer = setTimeout(() => raw.destroy(), receiveTimeoutMs);
    for (const end of ['end', 'close', 'error'] as const) raw.once(end, () => clearTimeout(timer));
  });
  await server.register(accepts);
  await server.register(cookie);
  await server.register(rateLimit, {
    max: perAddress,
    timeWindow: 60_000,
    // What a page is made of is cached for good, and opens nothing.
    allowList: (request) => request.url.startsWith(hashedAssets),
    errorResponseBuilder: (_request, { ttl }) =>
      new Problem('too-many-requests', { retryAfterSeconds: Math.ceil(ttl / 1000) }),
  });
  getHealth(server);
  const description = JSON.stringify(openApiDocument(version));
  server.get('/api/openapi.json', async (_request, reply) => reply.type('application/json').send(description));
  return server;
}

/** Whoever keeps a connection open must not keep the program from ending. */
function closeConnectionsWith(server: PageServer): void {
  const open = new Set<Duplex>();
  let isClosing = false;
  server.server.on('connection', (socket) => {
    if (isClosing) socket.destroy();
    open.add(socket);
    socket.once('close', () => open.delete(socket));
  });
  server.addHook('preClose', async () => {
    isClosing = true;
    for (const socket of open) socket.destroy();
  });
}
