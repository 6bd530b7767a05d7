import { createSecureContext, getCACertificates } from 'node:tls';
import { Agent, type Dispatcher, errors } from 'undici';

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** The answer's text may come as bytes: half as large where there are umlauts in it, and read in less time. */
  readonly asBytes?: boolean;
}

export interface HttpAnswer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /**
   * Who has read a long one empties it: a promise that was waited for is old by then, and all that it came to would grow
   * old with it.
   */
  text: string;
  /** Each character of the text stands for one byte of what it is in UTF-8. Only where the request allows it. */
  readonly isBytes?: boolean;
}

/** The body of a request as text, for who looks at it; empty if there is none. */
export function bodyText({ body = '' }: { readonly body?: HttpRequest['body'] | undefined }): string {
  return typeof body === 'string' ? body : Buffer.from(body).toString();
}

/** The text that these bytes are, each in one character. */
export function fromBytes(bytes: string): string {
  return Buffer.from(bytes, 'latin1').toString();
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
const connectionsPerHost = 128;

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

  function send(
    { method, url, headers, body, asBytes = false }: HttpRequest,
    signal: AbortSignal,
  ): Promise<HttpAnswer> {
    const { origin, pathname, search } = new URL(url);
    const request = { origin, path: pathname + search, method, headers, body: body ?? null };
    return exchange(agent, request, asBytes, timeoutMs, signal);
  }

  return { send, close: () => agent.close() };
}

/**
 * Sends a request and collects its answer from the client's own events: as a stream with a promise at its end, the text
 * of each answer would stay in memory long after it was read, and half of the client's time would go into that.
 */
function exchange(
  agent: Agent,
  request: Dispatcher.DispatchOptions,
  isBytes: boolean,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    let controller: Dispatcher.DispatchController | null = null;
    let brokenOff: TransportError | null = null;
    let status = 0;
    let headers: Record<string, string> = {};
    let chunks: Buffer[] = [];
    const finish = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', cancel);
    };
    const fail = (error: TransportError) => {
      finish();
      reject(error);
    };
    const breakOff = (error: TransportError) => {
      brokenOff = error;
      fail(error);
      controller?.abort(error);
    };
    const cancel = () => breakOff(new TransportError('cancelled', true));
    const timer = setTimeout(() => breakOff(new TransportError('no answer in time', true)), timeoutMs);
    signal.addEventListener('abort', cancel, { once: true });
    if (signal.aborted) {
      cancel();
      return;
    }
    agent.dispatch(request, {
      onRequestStart(started) {
        controller = started;
        chunks = [];
        // While it waited for a connection.
        if (brokenOff !== null) started.abort(brokenOff);
      },
      onResponseStart(_, statusCode, fields) {
        status = statusCode;
        headers = singleValues(fields);
      },
      onResponseData(_, chunk) {
        chunks.push(chunk);
      },
      onResponseEnd() {
        finish();
        const bytes = Buffer.concat(chunks);
        const text = isBytes ? withoutMark(bytes.toString('latin1'), markAsBytes) : withoutMark(bytes.toString(), mark);
        resolve({ status, headers, text, isBytes });
      },
      onResponseError(_, error) {
        fail(transportError(error));
      },
    });
  });
}

/** Some services begin their texts with a byte order mark. */
const mark = '\ufeff';
const markAsBytes = '\u00ef\u00bb\u00bf';

function withoutMark(text: string, itsMark: string): string {
  return text.startsWith(itsMark) ? text.slice(itsMark.length) : text;
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

function transportError(error: unknown): TransportError {
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
