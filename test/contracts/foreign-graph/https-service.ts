import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import type { LocalhostCertificate } from '../../fixtures/server-certificate.ts';
import type { Habits } from './habits.ts';
import type { Answer } from './weather.ts';

/** A request as it came over the wire. */
export interface WireRequest {
  readonly method: string;
  readonly url: URL;
  readonly authorization: string;
  readonly text: string;
}

/** What a service does about it. `cut`: the answer ends in the middle. */
export type Reply =
  | { readonly kind: 'answer'; readonly answer: Answer; readonly cut: boolean }
  | { readonly kind: 'reset' }
  | { readonly kind: 'silence' };

export interface HttpsService {
  /** `https://localhost:port` */
  readonly url: string;
  close(): Promise<void>;
}

/** Listens on a free port of localhost. */
export async function startHttpsService(
  { certPem, keyPem }: LocalhostCertificate,
  habits: Habits,
  reply: (request: WireRequest) => Reply,
): Promise<HttpsService> {
  const sockets = new Set<Socket>();
  const server = createServer({ cert: certPem, key: keyPem }, (request, response) => {
    void handle(request, response, habits, reply).catch(() => response.destroy());
  });
  server.on('secureConnection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  return {
    url: `https://localhost:${portOf(server.address())}`,
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('the service has no port');
  return address.port;
}

async function handle(
  request: IncomingMessage,
  response: ServerResponse,
  habits: Habits,
  reply: (request: WireRequest) => Reply,
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  const { method = '', headers } = request;
  const url = new URL(request.url ?? '/', 'https://localhost');
  const { authorization = '' } = headers;
  const decided = reply({ method, url, authorization, text: Buffer.concat(chunks).toString('utf8') });
  // Nothing is at once: what else was sent meanwhile comes in.
  await new Promise((resolve) => setTimeout(resolve, 1));
  switch (decided.kind) {
    case 'silence':
      return;
    case 'reset':
      request.socket.destroy();
      return;
    case 'answer':
      await write(response, decided.answer, decided.cut, habits);
  }
}

async function write(response: ServerResponse, answer: Answer, cut: boolean, habits: Habits): Promise<void> {
  const { status, headers = {}, body } = answer;
  if (habits.connections === 'closed') response.setHeader('Connection', 'close');
  const text = typeof body === 'string' ? body : body === undefined ? '' : JSON.stringify(body);
  const mark = habits.bodies === 'with a byte order mark' && text !== '' ? '\ufeff' : '';
  const bytes = Buffer.from(mark + text);
  const type = typeof body === 'string' ? 'text/html' : 'application/json;odata.metadata=minimal';
  response.writeHead(status, { 'Content-Type': type, 'request-id': 'f00', ...headers });
  if (cut) {
    response.write(bytes.subarray(0, bytes.length - 3));
    await new Promise((resolve) => setTimeout(resolve, 1));
    response.socket?.destroy();
    return;
  }
  if (habits.bodies === 'in pieces') {
    // Pieces end also between the bytes of one letter.
    const size = Math.ceil(bytes.length / 3) + 1;
    for (let start = 0; start < bytes.length; start += size) {
      response.write(bytes.subarray(start, start + size));
      await new Promise((resolve) => setImmediate(resolve));
    }
    response.end();
    return;
  }
  response.end(bytes);
}
