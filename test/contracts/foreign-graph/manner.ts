import { randomUUID } from 'node:crypto';
import type { Habits } from './habits.ts';
import type { Random } from './random.ts';
import type { Answer } from './weather.ts';

/** How a service with these habits says what every service says. */
export interface Manner {
  error(status: number, code: string): Answer;
  throttled(): Answer;
  /** A page of the entries from a place on; `link` makes the address of the page that begins at another. */
  page(entries: readonly object[], from: number, link: (next: number) => string): Page;
  /** Headers in this service's spelling. */
  spell(headers: Readonly<Record<string, string>>): Record<string, string>;
  /** An entity with what this service adds to it. */
  entity(properties: object): object;
}

export interface Page {
  readonly value: readonly object[];
  readonly '@odata.nextLink'?: string | null;
}

export function createManner(habits: Habits, random: Random, clock: () => number): Manner {
  const manner: Manner = {
    error(status, code) {
      const date = new Date(clock()).toISOString().slice(0, 19);
      const inner = { date, 'request-id': randomUUID(), 'client-request-id': randomUUID() };
      switch (habits.errorWording) {
        case 'plain':
          return { status, body: { error: { code, message: 'The request failed.', innerError: inner } } };
        case 'nested':
          return {
            status,
            body: { error: { code: 'UnknownError', message: '', details: null, innererror: { code, ...inner } } },
          };
        case 'terse':
          return { status, body: { error: { code } } };
      }
    },
    throttled() {
      const answer = manner.error(
        429,
        random.pick(['ApplicationThrottled', 'TooManyRequests', 'activityLimitReached']),
      );
      switch (habits.retryAfter) {
        case 'seconds':
          return { ...answer, headers: { 'Retry-After': '1' } };
        case 'date':
          return { ...answer, headers: { 'Retry-After': new Date(clock() + 1500).toUTCString() } };
        case 'absent':
          return answer;
      }
    },
    page(entries, from, link) {
      if (habits.emptyPages && random.chance(0.3)) return { value: [], '@odata.nextLink': link(from) };
      const end = from + habits.pageSize;
      const value = entries.slice(habits.repeats ? Math.max(0, from - 1) : from, end).map(manner.entity);
      if (end < entries.length) return { value, '@odata.nextLink': link(end) };
      return habits.unset === 'null' ? { value, '@odata.nextLink': null } : { value };
    },
    spell(headers) {
      return Object.fromEntries(Object.entries(headers).map(([name, value]) => [spelling(name, habits), value]));
    },
    entity: (properties) =>
      habits.extras
        ? { '@odata.etag': `W/"${random.next()}"`, futureProperty: { deep: [1, null] }, ...properties }
        : properties,
  };
  return manner;
}

function spelling(name: string, { headerNames }: Habits): string {
  switch (headerNames) {
    case 'Title-Case':
      return name;
    case 'lower-case':
      return name.toLowerCase();
    case 'UPPER-CASE':
      return name.toUpperCase();
  }
}
