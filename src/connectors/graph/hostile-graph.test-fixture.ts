import type { TenantConnector } from '../../runs/ports.ts';
import { defaultRetryPolicy } from '../../sync/retry.ts';
import { isObject, parseJson } from './answer.ts';
import { defaultDispatcherLimits } from './dispatcher-limits.ts';
import { createFakeTokens } from './fake-graph.ts';
import { createTenantConnector } from './tenant-connector.ts';
import type { Timers } from './timers.ts';
import { bodyText, type HttpAnswer, type Send } from './transport.ts';

export const graphUrl = 'https://graph.test';

/** An answer as it comes over the wire, alone or in a part of a batch. */
export interface RawAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly text: string;
}

export interface HostileGraph {
  readonly connector: TenantConnector;
  /** `GET /users/m/contacts`: decoded but for slashes, without the version and the query. */
  readonly asked: string[];
  /** All URLs as they were sent, those of parts too. */
  readonly urls: string[];
}

/** A call that asks more often than this hangs. */
const mostRequests = 12_000;

/**
 * A connector on a Graph that answers text, whatever it is.
 * @param answer Null: no such part.
 * @param batchAnswer Changes the text of a whole answer to a batch.
 */
export function createHostileGraph(
  answer: (route: string, url: string) => RawAnswer | null,
  batchAnswer: (text: string) => string = (text) => text,
): HostileGraph {
  const asked: string[] = [];
  const urls: string[] = [];

  function ask(method: string, url: string): RawAnswer | null {
    urls.push(url);
    if (urls.length > mostRequests) throw new TypeError('asked without end');
    const { pathname } = new URL(url);
    const segments = pathname.replace(/^\/v1\.0/, '').split('/');
    const route = `${method} ${segments.map((part) => decodeURIComponent(part).replaceAll('/', '%2F')).join('/')}`;
    asked.push(route);
    return answer(route, url);
  }

  const send: Send = async ({ method, url, headers, body }) => {
    if (headers.authorization === undefined) throw new TypeError('a request without a token');
    if (!url.endsWith('/$batch')) return toHttp(ask(method, url) ?? { status: 404, text: '{}' });
    urls.push(url);
    const json = parseJson(bodyText({ body }));
    const parts = isObject(json) && Array.isArray(json.requests) ? json.requests.filter(isObject) : [];
    const responses = parts.flatMap((part) => {
      const given = ask(String(part.method), `${graphUrl}/v1.0${String(part.url)}`);
      return given === null ? [] : [partOf(String(part.id), given)];
    });
    return { status: 200, headers: {}, text: batchAnswer(`{"responses":[${responses.join(',')}]}`) };
  };

  const connector = createTenantConnector({
    entraTenantId: 'tenant',
    graphUrl,
    tokens: createFakeTokens(),
    send,
    retryPolicy: { ...defaultRetryPolicy, maxTries: 2, maxThrottledTries: 2 },
    limits: defaultDispatcherLimits,
    timers: createHastyTimers(),
    random: () => 0,
  });
  return { connector, asked, urls };
}

/** Text that is no JSON comes as a text in a part: only so can it be in one. */
function partOf(id: string, { status = 200, headers = {}, text }: RawAnswer): string {
  const body = text === '' ? '' : `,"body":${parseJson(text) === undefined ? JSON.stringify(text) : text}`;
  return `{"id":"${id}","status":${status},"headers":${JSON.stringify(headers)}${body}}`;
}

function toHttp({ status = 200, headers = {}, text }: RawAnswer): HttpAnswer {
  return { status, headers, text };
}

/** The clock goes where the next timer wants it to be. */
function createHastyTimers(): Timers {
  let nowMs = Date.parse('2026-03-01T12:00:00Z');
  return {
    now: () => nowMs,
    after: (ms, callback) => {
      const dueMs = nowMs + ms;
      const immediate = setImmediate(() => {
        nowMs = Math.max(nowMs, dueMs);
        callback();
      });
      return () => clearImmediate(immediate);
    },
  };
}
