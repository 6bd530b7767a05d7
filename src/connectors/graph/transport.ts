import { createSecureContext, getCACertificates } from 'node:tls';
import { Agent, errors } from 'undici';

export interface HttpRequest {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

export interface HttpAnswer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

/** The body of a request as text, for who looks at it; empty if there is none. */
export function bodyText({ body = '' }: { readonly body?: HttpRequest['body'] | undefined }): string {
  return typeof body === 'string' ? body : Buffer.from(body).toString();
}

/** Sends one request and reads the whole answer, whatever its status. @throws {TransportError} No whole answer came. */
export type Send = (request: HttpRequest, signal: AbortSignal) => Promise<HttpAnswer>;

export interface Transport {
  readonly send: Send;
  /** Resolves when requests in flight have ended. */
  close(): Promise<void>;
}

/** No whole answer came. `sent: false`: nothing reached the service, so nothing happened there. */
export class TransportError extends Error {
  readonly sent: boolean;

  constructor(message: string, sent: boolean, options?: ErrorOptions) {
    super(message, options);
    this.name = 'TransportError';
    this.sent = sent;
  }
}

export interface TransportOptions {
  /** PEM of certificate authorities to trust besides the usual ones. */
  readonly caPem?: string;
  /** From the first byte sent to the last one read; default 100 s, as Microsoft's own clients wait. */
  readonly timeoutMs?: number;
  /** An answer larger than this is cut off; default 64 MB. */
  readonly maxAnswerBytes?: number;
}

/** As many as batches are in flight at most; what else is asked at the same time waits a moment. */
const connectionsPerHost = 64;

/** HTTPS over kept-alive connections. Redirects are not followed: an access token goes nowhere else. */
export function createTransport(options: TransportOptions = {}): Transport {
  const { caPem, timeoutMs = 100_000, maxAnswerBytes = 64 * 1024 * 1024 } = options;
  // Made once: reading some hundred authorities takes longer than a connection.
  const ca = [...getCACertificates('default'), ...(caPem === undefined ? [] : [caPem])];
  const agent = new Agent({
    connect: { timeout: 15_000, secureContext: createSecureContext({ ca }) },
    // Large requests, few at a time: over HTTP/2 each costs more (docs/performance.md#transport).
    allowH2: false,
    connections: connectionsPerHost,
    headersTimeout: 0,
    bodyTimeout: 0,
    maxResponseSize: maxAnswerBytes,
  });

  async function send({ method, url, headers, body }: HttpRequest, signal: AbortSignal): Promise<HttpAnswer> {
    const deadline = new AbortController();
    const abort = () => deadline.abort();
    const timer = setTimeout(abort, timeoutMs);
    signal.addEventListener('abort', abort, { once: true });
    if (signal.aborted) abort();
    try {
      const { origin, pathname, search } = new URL(url);
      const answer = await agent.request({
        origin,
        path: pathname + search,
        method,
        headers,
        body: body ?? null,
        signal: deadline.signal,
      });
      return { status: answer.statusCode, headers: singleValues(answer.headers), text: await answer.body.text() };
    } catch (error) {
      throw transportError(error, !signal.aborted && deadline.signal.aborted);
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', abort);
    }
  }

  return { send, close: () => agent.close() };
}

function singleValues(headers: Readonly<Record<string, string | string[] | undefined>>): Record<string, string> {
  const single: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (typeof value === 'string') single[name] = value;
    else if (value !== undefined) single[name] = value.join(', ');
  }
  return single;
}

/** What the network says before a single byte of a request has left. */
const beforeSending: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

function transportError(error: unknown, timedOut: boolean): TransportError {
  if (timedOut) return new TransportError('no answer in time', true, { cause: error });
  const code = codeOf(error);
  return new TransportError(code, !(beforeSending.has(code) || isUntrusted(code)), { cause: error });
}

/** The service's certificate was not accepted; OpenSSL's own errors (`ERR_SSL_…`) also come in the middle. */
function isUntrusted(code: string): boolean {
  return /CERT|LEAF_SIGNATURE/.test(code) && !code.startsWith('ERR_SSL');
}

function codeOf(error: unknown): string {
  if (error instanceof errors.UndiciError) return error.code;
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code;
  return error instanceof Error ? error.name : 'unknown';
}
