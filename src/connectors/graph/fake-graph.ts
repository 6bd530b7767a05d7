import { isObject, parseJson } from './answer.ts';
import type { AccessToken, TokenProvider } from './tokens.ts';
import { bodyText, type HttpAnswer, type HttpRequest, type Send, TransportError } from './transport.ts';

/** A part of a batch as it came over the wire. */
export interface FakePart {
  readonly id: string;
  readonly method: string;
  readonly url: string;
  readonly headers: unknown;
  readonly body: unknown;
  readonly mailboxId: string;
}

export interface FakeAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

export interface FakeGraphOptions {
  /** Answers a part; `null` leaves it out of the answer. */
  readonly part?: (part: FakePart) => FakeAnswer | null;
  /** Answers a request that is no batch. */
  readonly single?: (request: HttpRequest) => FakeAnswer;
  /** Takes the place of the whole answer to a batch, or breaks the connection. */
  readonly outer?: (parts: readonly FakePart[], answered: string) => HttpAnswer | TransportError | null;
  readonly delayMs?: () => number;
}

/** Graph in the place of the network, for tests: what was asked, and how much at a time. */
export interface FakeGraph {
  readonly send: Send;
  readonly batches: (readonly FakePart[])[];
  readonly singles: HttpRequest[];
  /** The most requests of one mailbox that were in flight at the same time. */
  readonly mostPerMailbox: () => number;
  readonly aborted: () => number;
}

export function createFakeGraph(options: FakeGraphOptions = {}): FakeGraph {
  const { part: answerPart = () => ({ status: 200, body: {} }), outer = () => null, delayMs = () => 1 } = options;
  const batches: (readonly FakePart[])[] = [];
  const singles: HttpRequest[] = [];
  const inFlight = new Map<string, number>();
  let most = 0;
  let aborted = 0;

  function count(parts: readonly FakePart[], change: 1 | -1): void {
    for (const { mailboxId } of parts) {
      const now = (inFlight.get(mailboxId) ?? 0) + change;
      inFlight.set(mailboxId, now);
      most = Math.max(most, now);
    }
  }

  async function wait(signal: AbortSignal): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(resolve, delayMs());
      const abort = () => {
        aborted += 1;
        clearTimeout(timer);
        reject(new TransportError('aborted', true));
      };
      if (signal.aborted) abort();
      signal.addEventListener('abort', abort, { once: true });
    });
  }

  return {
    batches,
    singles,
    mostPerMailbox: () => most,
    aborted: () => aborted,
    async send(request, signal) {
      if (!request.url.endsWith('/$batch')) {
        singles.push(request);
        await wait(signal);
        return toHttp(options.single?.(request) ?? { status: 404, body: {} });
      }
      const parts = readParts(bodyText(request));
      batches.push(parts);
      count(parts, 1);
      try {
        await wait(signal);
      } finally {
        count(parts, -1);
      }
      const responses = parts.flatMap((part) => {
        const answer = answerPart(part);
        return answer === null ? [] : [{ id: part.id, headers: {}, ...answer }];
      });
      const text = JSON.stringify({ responses: responses.reverse() });
      const replaced = outer(parts, text);
      if (replaced instanceof TransportError) throw replaced;
      return replaced ?? { status: 200, headers: {}, text };
    },
  };
}

export const fakeToken: AccessToken = {
  value: 'token-1',
  roles: ['Contacts.ReadWrite', 'User.Read.All', 'MailboxSettings.Read'],
  expiresAtMs: Number.MAX_SAFE_INTEGER,
};

/** Tokens without end: `token-2` when `token-1` was rejected, and so on. */
export function createFakeTokens(roles: readonly string[] = fakeToken.roles): TokenProvider & { issued(): number } {
  let issued = 1;
  return {
    issued: () => issued,
    async token(_entraTenantId, wish) {
      if (wish.kind === 'fresh' || (wish.kind === 'other-than' && wish.rejected === `token-${issued}`)) issued += 1;
      return { ...fakeToken, roles, value: `token-${issued}` };
    },
  };
}

function toHttp({ status, headers = {}, body }: FakeAnswer): HttpAnswer {
  return { status, headers, text: body === undefined ? '' : JSON.stringify(body) };
}

function readParts(body: string): readonly FakePart[] {
  const json = parseJson(body);
  const requests = isObject(json) ? json.requests : undefined;
  if (!Array.isArray(requests)) throw new TypeError('not a batch');
  return requests.filter(isObject).map((part) => {
    const url = String(part.url);
    return {
      id: String(part.id),
      method: String(part.method),
      url,
      headers: part.headers,
      body: part.body,
      mailboxId: url.split('/')[2] ?? '',
    };
  });
}
