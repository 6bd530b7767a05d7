import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { ConnectorError } from '../../runs/connector-error.ts';
import { create, dispatcherOn, never, settled } from './dispatcher.test-fixture.ts';
import type { Dispatcher } from './dispatcher.ts';
import { createFakeGraph } from './fake-graph.ts';
import type { Outcome } from './mailbox-request.ts';

beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse('2026-03-01T12:00:00Z') });
});

afterEach(() => {
  vi.useRealTimers();
});

const created = () => ({ status: 201, body: { id: 'x' } });

/** Posts so many creates to a mailbox, each when an earlier one has ended; tells what came of them. */
function chain(dispatcher: Dispatcher, mailbox: string, count: number, signal: AbortSignal) {
  const told: (Outcome['kind'] | ConnectorError['code'])[] = [];
  return new Promise<typeof told>((resolve) => {
    const tell = (what: (typeof told)[number]) => {
      told.push(what);
      if (told.length === count) resolve(told);
      else next();
    };
    const next = () =>
      dispatcher.post(
        create(mailbox),
        signal,
        ({ kind }) => tell(kind),
        ({ code }) => tell(code),
      );
    next();
  });
}

test('what is posted while an outcome is told goes into the same batches as all else', async () => {
  const graph = createFakeGraph({ part: created, delayMs: () => 30 });
  const dispatcher = dispatcherOn(graph);
  const chains = Array.from({ length: 160 }, (_, n) => chain(dispatcher, `m${n % 40}`, 25, never));
  const told = (await settled(Promise.all(chains))).flat();
  expect(told).toEqual(Array(4000).fill('answered'));
  expect(graph.batches.length).toBeLessThanOrEqual(Math.ceil((4000 / 20) * 1.02));
  expect(graph.mostPerMailbox()).toBe(4);
});

test('each is told once that it was cancelled, also what is posted afterwards', async () => {
  const graph = createFakeGraph({ part: created, delayMs: () => 1000 });
  const dispatcher = dispatcherOn(graph);
  const stop = new AbortController();
  const chains = Array.from({ length: 8 }, () => chain(dispatcher, 'm', 3, stop.signal));
  await vi.advanceTimersByTimeAsync(500);
  stop.abort();
  expect((await settled(Promise.all(chains))).flat()).toEqual(Array(24).fill('cancelled'));
  await settled(dispatcher.close());
});

test('one that stops its fellows while its outcome is told leaves the mailbox free for others', async () => {
  const graph = createFakeGraph({ part: created, delayMs: () => 30 });
  const dispatcher = dispatcherOn(graph);
  const stop = new AbortController();
  const told: string[] = [];
  for (let n = 0; n < 8; n += 1) {
    dispatcher.post(
      create('m'),
      stop.signal,
      () => {
        told.push('answered');
        stop.abort();
      },
      ({ code }) => told.push(code),
    );
  }
  expect(await settled(chain(dispatcher, 'm', 8, never))).toEqual(Array(8).fill('answered'));
  expect(told).toEqual([...Array(7).fill('cancelled'), 'answered'].toSorted());
  await settled(dispatcher.close());
});

test('a closed dispatcher takes nothing', async () => {
  const dispatcher = dispatcherOn(createFakeGraph());
  await settled(dispatcher.close());
  expect(await chain(dispatcher, 'm', 2, never)).toEqual(['cancelled', 'cancelled']);
});
