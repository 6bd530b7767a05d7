import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { create, dispatcherOn, never, settled, update } from './dispatcher.test-fixture.ts';
import type { Dispatcher } from './dispatcher.ts';
import { defaultDispatcherLimits } from './dispatcher-limits.ts';
import { createFakeGraph, createFakeTokens, type FakeGraph } from './fake-graph.ts';
import { systemTimers } from './timers.ts';

beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse('2026-03-01T12:00:00Z') });
});

afterEach(() => {
  vi.useRealTimers();
});

describe('what is allowed', () => {
  const created = { part: () => ({ status: 201, body: { id: 'x' } }), delayMs: () => 100 };
  const many = (dispatcher: Dispatcher, mailboxId: string, count: number, body = '{}') =>
    Promise.all(Array.from({ length: count }, () => dispatcher.send({ ...create(mailboxId), body }, never)));

  test('requests to a mailbox stay within those of ten minutes, and others do not wait for it', async () => {
    const sentAt: number[] = [];
    const graph = createFakeGraph({
      ...created,
      part: ({ mailboxId }) => {
        if (mailboxId === 'busy') sentAt.push(Date.now());
        return created.part();
      },
    });
    const dispatcher = dispatcherOn(graph, createFakeTokens(), systemTimers, { requestsPer10Min: 30 });
    const start = Date.now();
    const busy = many(dispatcher, 'busy', 70);
    await settled(many(dispatcher, 'other', 30));
    expect(Date.now() - start).toBeLessThan(10_000);
    await settled(busy);
    for (const at of sentAt) {
      expect(sentAt.filter((other) => other >= at && other < at + 600_000).length).toBeLessThanOrEqual(30);
    }
    // Three windows' worth: begun at once, and again as soon as it is allowed.
    expect(Date.now() - start).toBeLessThan(2 * 600_000 + 60_000);
  });

  test('uploads to a mailbox stay within the bytes of five minutes', async () => {
    const graph = createFakeGraph(created);
    const dispatcher = dispatcherOn(graph, createFakeTokens(), systemTimers, { uploadBytesPer5Min: 100_000 });
    const start = Date.now();
    await settled(many(dispatcher, 'm', 10, JSON.stringify('ü'.repeat(10_000))));
    expect(Date.now() - start).toBeGreaterThan(2 * 300_000);
    expect(Date.now() - start).toBeLessThan(3 * 300_000);
  });

  test('reading photos costs the directory units, and pauses as a whole when it asks for it', async () => {
    let refused = false;
    const graph = createFakeGraph({
      part: () => {
        if (refused) return { status: 200, body: {} };
        refused = true;
        return { status: 429, headers: { 'Retry-After': '8' } };
      },
    });
    const dispatcher = dispatcherOn(graph);
    const photo = (id: string) =>
      dispatcher.send(
        { mailboxId: id, operation: 'photo.read', method: 'GET', path: `/users/${id}/photo`, repeatable: true },
        never,
      );
    const start = Date.now();
    const first = photo('p1');
    await vi.advanceTimersByTimeAsync(100);
    await settled(Promise.all([first, photo('p2')]));
    expect(Date.now() - start).toBeGreaterThanOrEqual(8000);
    expect(graph.batches.map((parts) => parts.length)).toEqual([1, 2]);
  });

  test('batches in flight rise while the service takes them, and fall when it pushes back', async () => {
    let inFlight = 0;
    let most = 0;
    const graph = createFakeGraph({ delayMs: () => 100 });
    const counting: FakeGraph = {
      ...graph,
      send: async (request, signal) => {
        inFlight += 1;
        most = Math.max(most, inFlight);
        const refused = inFlight > 12;
        try {
          const answer = await graph.send(request, signal);
          return refused ? { status: 503, headers: {}, text: '' } : answer;
        } finally {
          inFlight -= 1;
        }
      },
    };
    const dispatcher = dispatcherOn(counting);
    await settled(
      Promise.all(Array.from({ length: 40_000 }, (_, n) => dispatcher.send(update(`m${n % 1000}`), never))),
    );
    expect(most).toBeGreaterThan(12);
    expect(graph.batches.length).toBeLessThan(2000 * 1.02);
  });

  test('a small request is not stuck behind a large fill', async () => {
    const graph = createFakeGraph({ delayMs: () => 100 });
    const dispatcher = dispatcherOn(graph);
    const fill = Array.from({ length: 300 }, (_, n) => many(dispatcher, `m${n}`, 40));
    await vi.advanceTimersByTimeAsync(500);
    const before = graph.batches.length;
    await settled(dispatcher.send(update('small'), never));
    const sinceThen = graph.batches.length - before;
    await settled(Promise.all(fill));
    // What is in flight, and one turn of every mailbox before it.
    expect(sinceThen).toBeLessThanOrEqual(300 / 20 + 2 * defaultDispatcherLimits.batchesInFlight);
    expect(graph.batches.length).toBeGreaterThan(3 * sinceThen);
  });
});

describe('a wait longer than a run', () => {
  const later = { 'retry-after': '7200' };

  test('that a mailbox asks for fails what is sent to it, and others go on', async () => {
    const graph = createFakeGraph({
      part: ({ mailboxId }) => (mailboxId === 'm1' ? { status: 429, headers: later } : { status: 200 }),
    });
    const dispatcher = dispatcherOn(graph);
    const both = Promise.all([dispatcher.send(create('m1'), never), dispatcher.send(create('m2'), never)]);
    expect(await settled(both)).toMatchObject([
      { kind: 'failed', failure: { code: 'throttled', retryAfterMs: 7_200_000 } },
      { kind: 'answered' },
    ]);
  });

  test('that the service asks for fails all that waits and comes, without a request, until it is over', async () => {
    let isBusy = true;
    const graph = createFakeGraph({ outer: () => (isBusy ? { status: 429, headers: later, text: '' } : null) });
    const dispatcher = dispatcherOn(graph, createFakeTokens(), systemTimers, { batchesAtFirst: 1 });
    const outcomes = await settled(
      Promise.all(Array.from({ length: 100 }, (_, n) => dispatcher.send(update(`m${n}`), never))),
    );
    const failure = { code: 'throttled', wholeTenant: true };
    expect(outcomes).toMatchObject(outcomes.map(() => ({ kind: 'failed', failure })));
    expect(await dispatcher.send(update('m'), never)).toMatchObject({ kind: 'failed', failure });
    expect(graph.batches).toHaveLength(1);
    isBusy = false;
    await vi.advanceTimersByTimeAsync(7_200_000);
    expect(await settled(dispatcher.send(update('m'), never))).toMatchObject({ kind: 'answered' });
  });

  test('a service that is away for many batches concerns the whole tenant', async () => {
    const graph = createFakeGraph({ outer: () => ({ status: 503, headers: {}, text: '' }) });
    const dispatcher = dispatcherOn(graph, createFakeTokens(), systemTimers, { batchesAtFirst: 1 });
    const first = await settled(dispatcher.send(update('m1'), never));
    const second = await settled(dispatcher.send(update('m2'), never));
    expect(first).not.toMatchObject({ failure: { wholeTenant: true } });
    expect(second).toMatchObject({ failure: { code: 'unavailable', wholeTenant: true } });
  });
});
