import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { defaultRetryPolicy } from '../../sync/retry.ts';
import { create, dispatcherOn, never, settled, update } from './dispatcher.test-fixture.ts';
import { defaultDispatcherLimits } from './dispatcher-limits.ts';
import { createFakeGraph, createFakeTokens } from './fake-graph.ts';
import { systemTimers, type Timers } from './timers.ts';
import { TransportError } from './transport.ts';

beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse('2026-03-01T12:00:00Z') });
});

afterEach(() => {
  vi.useRealTimers();
});

describe('packing', () => {
  test('one update in each of 1,000 mailboxes takes 50 requests', async () => {
    const graph = createFakeGraph({ delayMs: () => 200 });
    const dispatcher = dispatcherOn(graph);
    await settled(Promise.all(Array.from({ length: 1000 }, (_, n) => dispatcher.send(update(`m${n}`), never))));
    expect(graph.batches).toHaveLength(50);
  });

  test.each([20, 64, 100])('… and at most 52 when %i mailboxes are worked on at a time', async (concurrency) => {
    const graph = createFakeGraph({ delayMs: () => 150 });
    const dispatcher = dispatcherOn(graph);
    let next = 0;
    const worker = async () => {
      for (; next < 1000; ) {
        const mailbox = `m${next++}`;
        await new Promise((resolve) => setTimeout(resolve, next % 7));
        await dispatcher.send(update(mailbox), never);
      }
    };
    await settled(Promise.all(Array.from({ length: concurrency }, worker)));
    expect(graph.batches.flat()).toHaveLength(1000);
    expect(graph.batches.length).toBeLessThanOrEqual(52);
  });

  test('many creates in few mailboxes at a time fill their batches', async () => {
    const graph = createFakeGraph({ part: () => ({ status: 201, body: { id: 'x' } }), delayMs: () => 30 });
    const dispatcher = dispatcherOn(graph);
    let next = 0;
    const worker = async () => {
      for (; next < 100; ) {
        const mailbox = `m${next++}`;
        await Promise.all(Array.from({ length: 100 }, () => dispatcher.send(create(mailbox), never)));
      }
    };
    await settled(Promise.all(Array.from({ length: 32 }, worker)));
    expect(graph.batches.length).toBeLessThanOrEqual(Math.ceil((10_000 / 20) * 1.02));
    expect(graph.mostPerMailbox()).toBe(4);
  });

  test('a mailbox with much to do does not keep another waiting', async () => {
    const graph = createFakeGraph({ delayMs: () => 50 });
    const dispatcher = dispatcherOn(graph);
    const many = Promise.all(Array.from({ length: 400 }, () => dispatcher.send(update('busy'), never)));
    await settled(dispatcher.send(update('quick'), never));
    expect(graph.batches.length).toBeLessThanOrEqual(2);
    await settled(many);
  });

  test('a single request goes out after a short silence', async () => {
    const graph = createFakeGraph();
    const dispatcher = dispatcherOn(graph);
    const sent = dispatcher.send(update('m'), never);
    await vi.advanceTimersByTimeAsync(defaultDispatcherLimits.quietMs + 5);
    expect(graph.batches).toHaveLength(1);
    await sent;
  });

  test('bodies that are large together go in several batches', async () => {
    const graph = createFakeGraph();
    const dispatcher = dispatcherOn(graph);
    const body = JSON.stringify({ personalNotes: 'x'.repeat(600_000) });
    await settled(
      Promise.all(Array.from({ length: 20 }, (_, n) => dispatcher.send({ ...update(`m${n}`), body }, never))),
    );
    expect(graph.batches.length).toBe(10);
  });

  test('a body that no batch could carry is refused alone, without a request', async () => {
    const graph = createFakeGraph();
    const dispatcher = dispatcherOn(graph);
    const body = JSON.stringify({ personalNotes: 'x'.repeat(3_000_000) });
    const both = [dispatcher.send({ ...create('m1'), body }, never), dispatcher.send(update('m2'), never)];
    expect(await settled(Promise.all(both))).toMatchObject([
      { kind: 'failed', failure: { code: 'invalid-item' } },
      { kind: 'answered' },
    ]);
    expect(graph.batches.flat().map(({ mailboxId }) => mailboxId)).toEqual(['m2']);
  });

  test('every part asks for immutable ids', async () => {
    const graph = createFakeGraph();
    await settled(dispatcherOn(graph).send(update('m'), never));
    expect(graph.batches[0]?.[0]?.headers).toEqual({
      'Content-Type': 'application/json',
      Prefer: 'IdType="ImmutableId"',
    });
  });
});

test('never more than 4 requests of a mailbox are in flight, whatever is asked and answered', async () => {
  const asked = fc.array(fc.record({ mailbox: fc.nat(6), after: fc.nat(40) }), { minLength: 1, maxLength: 120 });
  const statuses = fc.infiniteStream(fc.constantFrom(200, 200, 200, 429, 503));
  await fc.assert(
    fc.asyncProperty(asked, statuses, fc.infiniteStream(fc.nat(300)), async (requests, answers, delays) => {
      const graph = createFakeGraph({
        part: () => ({ status: answers.next().value }),
        delayMs: () => delays.next().value,
      });
      const dispatcher = dispatcherOn(graph);
      const sent = requests.map(async ({ mailbox, after }) => {
        await new Promise((resolve) => setTimeout(resolve, after));
        return await dispatcher.send(update(`m${mailbox}`), never);
      });
      const outcomes = await settled(Promise.all(sent));
      expect(outcomes).toHaveLength(requests.length);
      expect(graph.mostPerMailbox()).toBeLessThanOrEqual(4);
    }),
    { numRuns: 25 },
  );
});

describe('waiting', () => {
  test.each([
    ['seconds', { 'Retry-After': '7' }, 7000, 7700],
    ['a date', { 'retry-after': 'Sun, 01 Mar 2026 12:00:09 GMT' }, 8900, 9900],
    ['nothing', {}, 250, 500],
  ])('Retry-After as %s holds back that mailbox alone', async (_form, headers, leastMs, mostMs) => {
    let refused = false;
    const sentAt: number[] = [];
    const graph = createFakeGraph({
      part: ({ mailboxId }) => {
        if (mailboxId !== 'slow') return { status: 200 };
        sentAt.push(Date.now());
        if (refused) return { status: 200, body: {} };
        refused = true;
        return { status: 429, headers, body: { error: { code: 'ApplicationThrottled', message: '' } } };
      },
    });
    const dispatcher = dispatcherOn(graph);
    const slow = dispatcher.send(update('slow'), never);
    const first = Date.now();
    await settled(dispatcher.send(update('other'), never));
    await settled(dispatcher.send(update('other'), never));
    expect(Date.now() - first).toBeLessThan(200);
    expect(await settled(slow)).toMatchObject({ kind: 'answered' });
    const waited = (sentAt[1] ?? 0) - (sentAt[0] ?? 0);
    expect(waited).toBeGreaterThanOrEqual(leastMs);
    expect(waited).toBeLessThanOrEqual(mostMs + 50);
  });

  test('a batch that is refused as a whole holds back all mailboxes', async () => {
    let refused = false;
    const graph = createFakeGraph({
      outer: () => {
        if (refused) return null;
        refused = true;
        return { status: 429, headers: { 'retry-after': '5' }, text: '' };
      },
    });
    const dispatcher = dispatcherOn(graph);
    const start = Date.now();
    const first = dispatcher.send(create('m1'), never);
    await vi.advanceTimersByTimeAsync(100);
    const second = dispatcher.send(update('m2'), never);
    expect(await settled(Promise.all([first, second]))).toMatchObject([{ kind: 'answered' }, { kind: 'answered' }]);
    expect(Date.now() - start).toBeGreaterThanOrEqual(5000);
    expect(graph.batches).toHaveLength(2);
  });

  test.each([
    ['the batch', undefined],
    ['a part', () => ({ status: 503 })],
  ])('timers that come early do not stop what waits after a failure of %s', async (_what, part) => {
    const early: Timers = { ...systemTimers, after: (ms, run) => systemTimers.after(Math.max(0, ms - 5), run) };
    const outer = () => (part === undefined ? { status: 503, headers: {}, text: '' } : null);
    const graph = createFakeGraph({ outer, ...(part === undefined ? {} : { part }) });
    const dispatcher = dispatcherOn(graph, createFakeTokens(), early);
    expect(await settled(dispatcher.send(update('m'), never))).toMatchObject({ failure: { code: 'unavailable' } });
    expect(graph.batches).toHaveLength(defaultRetryPolicy.maxTries);
  });

  test('throttling without end is reported as such', async () => {
    const graph = createFakeGraph({ part: () => ({ status: 429 }) });
    expect(await settled(dispatcherOn(graph).send(create('m'), never))).toMatchObject({
      kind: 'failed',
      failure: { code: 'throttled' },
    });
    expect(graph.batches).toHaveLength(defaultRetryPolicy.maxThrottledTries);
  });
});

describe('answers that are lost', () => {
  const truncate = (_parts: unknown, text: string) => ({ status: 200, headers: {}, text: text.slice(0, -10) });
  const lost = [
    ['the batch answers 504', () => ({ status: 504, headers: {}, text: '' })],
    ['the answer is cut off', truncate],
    ['the answer is no batch', () => ({ status: 200, headers: {}, text: '{"value":[]}' })],
    ['the connection breaks', () => new TransportError('ECONNRESET', true)],
    [
      'a part is there twice',
      (parts: readonly { id: string }[]) => ({
        status: 200,
        headers: {},
        text: JSON.stringify({
          responses: parts.flatMap(({ id }) => [
            { id, status: 201 },
            { id, status: 429 },
          ]),
        }),
      }),
    ],
    [
      'the parts have ids of nobody',
      () => ({ status: 200, headers: {}, text: '{"responses":[{"id":"99","status":200},{"id":0,"status":200}]}' }),
    ],
  ] as const;

  test.each(lost)('%s: an update is sent again, a create is not', async (_name, outer) => {
    let broken = true;
    const graph = createFakeGraph({
      outer: (parts, text) => {
        if (!broken) return null;
        broken = false;
        return outer(parts, text);
      },
    });
    const dispatcher = dispatcherOn(graph);
    const both = Promise.all([dispatcher.send(update('m1'), never), dispatcher.send(create('m2'), never)]);
    expect(await settled(both)).toMatchObject([
      { kind: 'answered' },
      { kind: 'failed', failure: { code: 'unknown-outcome' } },
    ]);
    expect(graph.batches.map((parts) => parts.map(({ mailboxId }) => mailboxId))).toEqual([['m1', 'm2'], ['m1']]);
  });

  test('a part is missing: only that one is unknown', async () => {
    const graph = createFakeGraph({ part: ({ mailboxId }) => (mailboxId === 'm1' ? null : { status: 201 }) });
    const dispatcher = dispatcherOn(graph);
    const both = Promise.all([dispatcher.send(create('m1'), never), dispatcher.send(create('m2'), never)]);
    expect(await settled(both)).toMatchObject([
      { kind: 'failed', failure: { code: 'unknown-outcome' } },
      { kind: 'answered' },
    ]);
  });

  test('a part answers 503: its create may have happened', async () => {
    const graph = createFakeGraph({ part: () => ({ status: 503, headers: { 'Retry-After': '1' } }) });
    expect(await settled(dispatcherOn(graph).send(create('m'), never))).toMatchObject({
      failure: { code: 'unknown-outcome' },
    });
  });

  test.each([
    ['a part names', { part: () => ({ status: 503, headers: { 'Retry-After': '30' } }) }, 30_000],
    ['the batch names', { outer: () => ({ status: 503, headers: { 'retry-after': '30' }, text: '' }) }, 30_000],
    ['nobody names', { part: () => ({ status: 504 }) }, 250],
  ])('before a lost create is looked for passes the wait that %s', async (_who, answers, leastMs) => {
    const graph = createFakeGraph(answers);
    const dispatcher = dispatcherOn(graph);
    await settled(dispatcher.send(create('m'), never));
    const lostAt = Date.now();
    const stop = new AbortController();
    const look = dispatcher.send({ ...update('m'), operation: 'contact.read', method: 'GET' }, stop.signal);
    look.catch(() => {});
    await vi.advanceTimersByTimeAsync(leastMs - 20 - (Date.now() - lostAt));
    expect(graph.batches).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(leastMs / 5);
    expect(graph.batches).toHaveLength(2);
    stop.abort();
  });

  test('nothing was sent: also a create is sent again', async () => {
    let refused = false;
    const graph = createFakeGraph({
      outer: () => {
        if (refused) return null;
        refused = true;
        return new TransportError('ECONNREFUSED', false);
      },
    });
    expect(await settled(dispatcherOn(graph).send(create('m'), never))).toMatchObject({ kind: 'answered' });
    expect(graph.batches).toHaveLength(2);
  });
});

describe('tokens', () => {
  const rejection = { status: 401, body: { error: { code: 'InvalidAuthenticationToken', message: '' } } };

  test('a part that rejects the token is sent again with another one, once', async () => {
    const tokens = createFakeTokens();
    let rejected = false;
    const graph = createFakeGraph({
      part: () => {
        if (rejected) return { status: 201 };
        rejected = true;
        return rejection;
      },
    });
    expect(await settled(dispatcherOn(graph, tokens).send(create('m'), never))).toMatchObject({ kind: 'answered' });
    expect(tokens.issued()).toBe(2);
  });

  test('batches that are rejected together renew the token once', async () => {
    const tokens = createFakeTokens();
    let batches = 0;
    const graph = createFakeGraph({
      outer: () => {
        batches += 1;
        return batches <= 3 ? { status: 401, headers: {}, text: '' } : null;
      },
    });
    const dispatcher = dispatcherOn(graph, tokens);
    await settled(Promise.all(Array.from({ length: 60 }, (_, n) => dispatcher.send(create(`m${n}`), never))));
    expect(tokens.issued()).toBe(2);
    expect(graph.batches).toHaveLength(6);
  });

  test('a second rejection is the end of it, and only several mailboxes tell that it is the token', async () => {
    const graph = createFakeGraph({ part: () => rejection });
    const dispatcher = dispatcherOn(graph);
    const codes: string[] = [];
    for (const mailbox of ['m1', 'm1', 'm2', 'm3']) {
      const outcome = await settled(dispatcher.send(update(mailbox), never));
      codes.push(outcome.kind === 'failed' ? outcome.failure.code : outcome.kind);
    }
    expect(codes).toEqual(['unavailable', 'unavailable', 'unavailable', 'unauthorized']);
    expect(graph.batches).toHaveLength(8);
  });

  test('a mailbox that rejects a token with which others are answered is kept out, and only that one', async () => {
    const graph = createFakeGraph({ part: ({ mailboxId }) => (mailboxId === 'm1' ? rejection : { status: 200 }) });
    const dispatcher = dispatcherOn(graph);
    const refused = dispatcher.send(update('m1'), never);
    const others = (async () => {
      for (let n = 0; n < 3; n += 1) await dispatcher.send(update('m2'), never);
    })();
    await settled(others);
    expect(await settled(refused)).toMatchObject({ kind: 'failed', failure: { code: 'unavailable' } });
    expect(graph.batches.flat().filter(({ mailboxId }) => mailboxId === 'm1')).toHaveLength(2);
  });

  test('a role for something else does not make it a policy', async () => {
    const denied = { status: 403, body: { error: { code: 'ErrorAccessDenied', message: '' } } };
    const graph = createFakeGraph({ part: ({ method }) => (method === 'GET' ? { status: 200 } : denied) });
    const dispatcher = dispatcherOn(graph, createFakeTokens(['Contacts.Read']));
    await settled(dispatcher.send({ ...update('m'), operation: 'contact.read', method: 'GET' }, never));
    expect(await settled(dispatcher.send(update('m'), never))).toMatchObject({
      failure: { code: 'permission-missing', permission: 'Contacts.ReadWrite' },
    });
  });

  test('without a role in the token, a mailbox that answers shows that another is kept out by policy', async () => {
    const denied = { status: 403, body: { error: { code: 'ErrorAccessDenied', message: '' } } };
    const graph = createFakeGraph({ part: ({ mailboxId }) => (mailboxId === 'denied' ? denied : { status: 200 }) });
    const dispatcher = dispatcherOn(graph, createFakeTokens([]));
    expect(await settled(dispatcher.send(update('denied'), never))).toMatchObject({
      failure: { code: 'permission-missing', permission: 'Contacts.ReadWrite' },
    });
    await settled(dispatcher.send(update('open'), never));
    expect(await settled(dispatcher.send(update('denied'), never))).toMatchObject({
      failure: { code: 'mailbox-access-denied' },
    });
  });
});

test('a mailbox that a policy keeps out is told from a missing permission by others in the same batch', async () => {
  const denied = { status: 403, body: { error: { code: 'ErrorAccessDenied', message: '' } } };
  const graph = createFakeGraph({ part: ({ mailboxId }) => (mailboxId === 'denied' ? denied : { status: 200 }) });
  const dispatcher = dispatcherOn(graph, createFakeTokens([]));
  const both = Promise.all([dispatcher.send(update('denied'), never), dispatcher.send(update('open'), never)]);
  expect(await settled(both)).toMatchObject([
    { kind: 'failed', failure: { code: 'mailbox-access-denied' } },
    { kind: 'answered' },
  ]);
});

describe('cancelling', () => {
  test('what waits is not sent', async () => {
    const graph = createFakeGraph();
    const dispatcher = dispatcherOn(graph);
    const stop = new AbortController();
    const waiting = dispatcher.send(update('m1'), stop.signal);
    const other = dispatcher.send(update('m2'), never);
    stop.abort();
    await expect(waiting).rejects.toMatchObject({ code: 'cancelled' });
    await settled(other);
    expect(graph.batches.flat().map(({ mailboxId }) => mailboxId)).toEqual(['m2']);
  });

  test('what is in flight is left at once; the request is broken off when nobody waits for it', async () => {
    const graph = createFakeGraph({ delayMs: () => 60_000 });
    const dispatcher = dispatcherOn(graph);
    const one = new AbortController();
    const two = new AbortController();
    const first = dispatcher.send(update('m1'), one.signal);
    const second = dispatcher.send(update('m2'), two.signal);
    first.catch(() => {});
    second.catch(() => {});
    await vi.advanceTimersByTimeAsync(1000);
    one.abort();
    await expect(first).rejects.toMatchObject({ code: 'cancelled' });
    expect(graph.aborted()).toBe(0);
    two.abort();
    await expect(second).rejects.toMatchObject({ code: 'cancelled' });
    expect(graph.aborted()).toBe(1);
  });

  test('closing sends what waits, waits for what is in flight and takes nothing new', async () => {
    const graph = createFakeGraph({ delayMs: () => 500 });
    const dispatcher = dispatcherOn(graph);
    const sent = dispatcher.send(update('m'), never);
    const closed = dispatcher.close();
    await expect(dispatcher.send(update('m'), never)).rejects.toMatchObject({ code: 'cancelled' });
    await settled(closed);
    expect(await sent).toMatchObject({ kind: 'answered' });
  });

  test('after closing, a wait that a service asked for keeps nothing alive', async () => {
    const graph = createFakeGraph({ part: () => ({ status: 429, headers: { 'Retry-After': '600' } }) });
    const dispatcher = dispatcherOn(graph);
    const stop = new AbortController();
    const sent = dispatcher.send(update('m'), stop.signal);
    await vi.advanceTimersByTimeAsync(1000);
    stop.abort();
    await expect(sent).rejects.toMatchObject({ code: 'cancelled' });
    await dispatcher.close();
    expect(vi.getTimerCount()).toBe(0);
  });
});
