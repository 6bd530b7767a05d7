import { test as property } from '@fast-check/vitest';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createHostileGraph, type RawAnswer } from './hostile-graph.test-fixture.ts';
import { anyMutation, mutate, poisons } from './hostile-mutations.test-fixture.ts';
import { answersOf, outcomeOf } from './hostile-outcome.test-fixture.ts';
import { hostileParameters } from './hostile-parameters.test-fixture.ts';
import { readers } from './hostile-readers.test-fixture.ts';

const { parameters, timeoutMs } = hostileParameters(30);

/** A call ends after so many requests, whatever one of its answers is. */
const fewRequests = 100;

const anyError = fc.record({
  status: fc.oneof(
    fc.integer({ min: 200, max: 599 }),
    fc.constantFrom(200, 204, 302, 400, 401, 403, 404, 410, 429, 503),
  ),
  wait: fc.constantFrom(
    '',
    '0',
    '-1',
    '7',
    '9'.repeat(400),
    'NaN',
    'Sun, 01 Mar 2026 12:00:00 GMT',
    'Sunday',
    ' '.repeat(10_000),
  ),
  mutation: anyMutation,
});

const good = {
  error: {
    code: 'ErrorItemNotFound',
    message: 'Anna',
    innerError: { code: 'syncStateNotFound', 'request-id': 'x', innerError: { code: 'MailboxNotEnabledForRESTAPI' } },
  },
};

describe.each(Object.entries(readers))('%s', (_name, reader) => {
  const pages = Object.entries(reader.answers).flatMap(([route, answers]) =>
    answers.map((_, index) => ({ route, index })),
  );
  const isUnread = (route: string) => reader.unread?.test(route) ?? false;

  test('good answers are all asked for and read', async () => {
    const graph = createHostileGraph(answersOf(reader, () => undefined));
    expect(await outcomeOf(reader, graph)).toMatchObject({ kind: 'read' });
    expect([...new Set(graph.asked)].sort()).toEqual(Object.keys(reader.answers).sort());
  });

  property.prop([fc.constantFrom(...pages), anyMutation], parameters)(
    'a page that is changed in one place is read, or is an error with a name',
    async ({ route, index }, mutation) => {
      let told = '';
      const hostile = (asked: string, page: number, answer: unknown): RawAnswer | undefined => {
        if (asked !== route || page !== index) return undefined;
        const { text, isTold, what } = mutate(answer, mutation);
        if (isTold && !isUnread(route)) told = what;
        return { text };
      };
      const graph = createHostileGraph(answersOf(reader, hostile));
      const { kind } = await outcomeOf(reader, graph);
      expect(graph.urls.length).toBeLessThan(fewRequests);
      if (told !== '') expect(kind, told).toBe('failed');
    },
    timeoutMs,
  );

  property.prop([fc.constantFrom(...pages), anyError], parameters)(
    'an error of any kind is one with a name',
    async ({ route, index }, { status, wait, mutation }) => {
      const { text } = mutate(good, mutation);
      const headers = wait === '' ? {} : { 'retry-after': wait };
      const hostile = (asked: string, page: number) =>
        asked === route && page === index ? { status, headers, text } : undefined;
      const graph = createHostileGraph(answersOf(reader, hostile));
      await outcomeOf(reader, graph);
      expect(graph.urls.length).toBeLessThan(fewRequests);
    },
    timeoutMs,
  );

  property.prop([anyMutation, fc.boolean()], parameters)(
    'a batch that is changed in one place is read, or is an error with a name',
    async (mutation, once) => {
      let batches = 0;
      const graph = createHostileGraph(
        answersOf(reader, () => undefined),
        (text) => {
          batches += 1;
          return once && batches > 1 ? text : mutate(JSON.parse(text), mutation).text;
        },
      );
      await outcomeOf(reader, graph);
      expect(graph.urls.length).toBeLessThan(fewRequests);
    },
    timeoutMs,
  );
});

test('poisons are JSON, but for what no JSON can be', () => {
  for (const poison of poisons) expect(JSON.parse(poison)).toBeDefined();
});
