import { readFile } from 'node:fs/promises';
import { createGraphPlatform } from '../src/connectors/graph/client.ts';
import {
  createTransport,
  type HttpAnswer,
  type HttpRequest,
  type Transport,
} from '../src/connectors/graph/transport.ts';
import type { Config } from '../src/platform/config/config.ts';

/** Sends one request to Graph, signed in; the first one asks for a token before, as the program does. */
export type SendSigned = (request: {
  readonly method: HttpRequest['method'];
  /** With the query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}) => Promise<HttpAnswer>;

const never = new AbortController().signal;

/** The program's own HTTP client with a token of the program's app, for a bare loop. Close the transport at the end. */
export async function signIn(
  config: Config,
  entraTenantId: string,
): Promise<{ readonly transport: Transport; readonly send: SendSigned }> {
  const { entra, caFile, graph } = config;
  if (entra === undefined || caFile === undefined) throw new Error('the company has no app');
  const transport = createTransport({ caPem: await readFile(caFile, 'utf8') });
  const platform = createGraphPlatform({
    clientId: entra.clientId,
    credential: {
      kind: 'certificate',
      certificatePem: await readFile(entra.certificateFile, 'utf8'),
      privateKeyPem: await readFile(entra.privateKeyFile, 'utf8'),
    },
    hosts: { loginUrl: entra.loginUrl, graphUrl: graph.url },
    transport,
  });
  const { origin } = new URL(graph.url);
  let token: ReturnType<typeof platform.tokens.token> | null = null;
  return {
    transport,
    async send({ path, headers, ...request }) {
      token ??= platform.tokens.token(entraTenantId, { kind: 'valid' }, never);
      const authorization = `Bearer ${(await token).value}`;
      return transport.send({ ...request, url: origin + path, headers: { ...headers, authorization } }, never);
    },
  };
}
