import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { Socket } from 'node:net';
import type { RequestBody, SimOutcome, SimRequest, SimResponse } from './message.ts';

export interface HttpServerOptions {
  readonly host: string;
  /** 0 for any free port. */
  readonly port: number;
  readonly tls: { readonly key: string; readonly cert: string };
  /** The simulated time: every answer's `Date`. */
  readonly nowMs: () => number;
  /** More than this is answered 413. */
  readonly maxBodyBytes: (path: string) => number;
  readonly handle: (request: SimRequest) => Promise<SimOutcome>;
  /** A request that failed inside the simulator; the client got a 500. */
  readonly onFailure: (error: unknown, request: SimRequest) => void;
}

export interface HttpServer {
  readonly port: number;
  /** Ends all connections, hanging ones too. */
  close(): Promise<void>;
}

/** Starts an HTTPS server (HTTP/1.1 with keep-alive) that answers by `handle`. */
export async function startHttpServer(options: HttpServerOptions): Promise<HttpServer> {
  const dateHeader = createDateHeader(options.nowMs);
  const server = createServer({ ...options.tls, keepAlive: true, noDelay: true }, (incoming, outgoing) => {
    outgoing.sendDate = false;
    outgoing.setHeader('date', dateHeader());
    answer(incoming, outgoing, options, reset).catch(() => incoming.socket.destroy());
  });
  const reset = createReset(server);
  server.keepAliveTimeout = 120_000;
  server.headersTimeout = 130_000;
  server.requestTimeout = 0;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, options.host, () => {
      server.off('error', reject);
      resolve();
    });
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return {
    port: address.port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  options: HttpServerOptions,
  reset: (socket: Socket) => void,
): Promise<void> {
  const target = incoming.url ?? '/';
  const queryStart = target.indexOf('?');
  const path = queryStart < 0 ? target : target.slice(0, queryStart);
  const body = await readBody(incoming, options.maxBodyBytes(path));
  if (body === null) {
    send(outgoing, tooLarge);
    return;
  }
  const request: SimRequest = {
    method: incoming.method ?? 'GET',
    path,
    query: queryStart < 0 ? '' : target.slice(queryStart + 1),
    headers: plainHeaders(incoming),
    body,
  };
  let outcome: SimOutcome;
  try {
    outcome = await options.handle(request);
  } catch (error) {
    options.onFailure(error, request);
    outcome = failure(error);
  }
  if (!('kind' in outcome)) send(outgoing, outcome);
  else if (outcome.kind === 'reset') reset(incoming.socket);
}

/** Only the connection below TLS can be reset: it is found by its other end. */
function createReset(server: Server): (socket: Socket) => void {
  const connections = new Map<string, Socket>();
  const endOf = ({ remoteAddress, remotePort }: Socket): string => `${remoteAddress} ${remotePort}`;
  server.on('connection', (connection: Socket) => {
    const end = endOf(connection);
    connections.set(end, connection);
    connection.once('close', () => {
      if (connections.get(end) === connection) connections.delete(end);
    });
  });
  return (socket) => connections.get(endOf(socket))?.resetAndDestroy();
}

/** Null: longer than allowed; the rest is read and thrown away, so that the client gets to see the answer. */
async function readBody(incoming: IncomingMessage, maxBytes: number): Promise<RequestBody | null> {
  const { 'content-length': contentLength, 'transfer-encoding': transferEncoding } = incoming.headers;
  if (transferEncoding === undefined && (contentLength === undefined || contentLength === '0')) return { kind: 'none' };
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    incoming.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length <= maxBytes) chunks.push(chunk);
      else chunks.length = 0;
    });
    incoming.on('end', () => {
      const [only, ...more] = chunks;
      if (length > maxBytes) resolve(null);
      else if (only === undefined) resolve({ kind: 'none' });
      else resolve({ kind: 'bytes', bytes: more.length === 0 ? only : Buffer.concat(chunks, length) });
    });
    incoming.on('error', reject);
    incoming.on('close', () => reject(new Error('the client went away')));
  });
}

function plainHeaders(incoming: IncomingMessage): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const name in incoming.headers) {
    const value = incoming.headers[name];
    if (typeof value === 'string') headers[name] = value;
    else if (value !== undefined) headers[name] = value.join(', ');
  }
  return headers;
}

function send(outgoing: ServerResponse, response: SimResponse): void {
  const { status, headers, body } = response;
  let hasType = false;
  for (const name in headers) {
    if (name.length === 12 && name.toLowerCase() === 'content-type') hasType = true;
    outgoing.setHeader(name, headers[name] ?? '');
  }
  outgoing.statusCode = status;
  if (body === undefined) {
    if (status !== 204 && status !== 304) outgoing.setHeader('content-length', 0);
    outgoing.end();
    return;
  }
  const [type, payload] = encodeBody(body);
  if (!hasType) outgoing.setHeader('content-type', type);
  outgoing.setHeader('content-length', payload.byteLength);
  outgoing.end(payload);
}

function encodeBody(body: object | Uint8Array | string): readonly [type: string, payload: Uint8Array] {
  if (body instanceof Uint8Array) return ['application/octet-stream', body];
  if (typeof body === 'string') return ['text/plain; charset=utf-8', Buffer.from(body)];
  return ['application/json; charset=utf-8', Buffer.from(JSON.stringify(body))];
}

/** The header is the same for a second: it is written once per second. */
function createDateHeader(nowMs: () => number): () => string {
  let second = Number.NaN;
  let text = '';
  return () => {
    const now = Math.floor(nowMs() / 1000);
    if (now !== second) {
      second = now;
      text = new Date(now * 1000).toUTCString();
    }
    return text;
  };
}

const tooLarge: SimResponse = {
  status: 413,
  headers: {},
  body: { error: { code: 'RequestEntityTooLarge', message: 'The request body is larger than the service accepts.' } },
};

function failure(error: unknown): SimResponse {
  const message = error instanceof Error ? error.message : String(error);
  return { status: 500, headers: {}, body: { error: { code: 'simulatorFailure', message } } };
}
