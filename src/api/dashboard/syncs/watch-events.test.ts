import { expect, test } from 'vitest';
import { createEventLog } from './event-log.ts';
import { eventStream } from './watch-events.ts';

const settle = () => new Promise((resolve) => setImmediate(resolve));

/** A stream whose time goes on when the test says so. */
function watch(events: ReturnType<typeof createEventLog>, after: string | null = null) {
  let nowMs = 0;
  const timers = new Set<{ readonly dueMs: number; readonly ring: () => void }>();
  const sleep = (ms: number, signal: AbortSignal) =>
    new Promise<void>((resolve) => {
      const timer = {
        dueMs: nowMs + ms,
        ring() {
          timers.delete(timer);
          resolve();
        },
      };
      timers.add(timer);
      signal.addEventListener('abort', timer.ring);
      if (signal.aborted) timer.ring();
    });
  const gone = new AbortController();
  const told: string[] = [];
  const ended = (async () => {
    for await (const chunk of eventStream({ events, sleep }, 't', after, gone.signal)) told.push(chunk);
  })();
  return {
    told,
    timers,
    ended,
    leave: () => gone.abort(),
    async pass(ms: number) {
      const untilMs = nowMs + ms;
      for (;;) {
        await settle();
        const [next] = [...timers].toSorted((a, b) => a.dueMs - b.dueMs);
        if (next === undefined || next.dueMs > untilMs) break;
        nowMs = next.dueMs;
        next.ring();
      }
      nowMs = untilMs;
    },
  };
}

const beat = ':\n\n';

test('while nothing happens there is a sign of life each 15 seconds, and an event puts it off', async () => {
  const events = createEventLog('e');
  const watching = watch(events);
  await watching.pass(14_999);
  expect(watching.told).toEqual(['retry: 1000\n\n']);
  await watching.pass(1);
  expect(watching.told.slice(1)).toEqual([beat]);
  await watching.pass(10_000);
  events.add('t', { kind: 'changed', what: 'tenant' });
  await watching.pass(14_999);
  expect(watching.told.slice(2)).toEqual(['id: e-1\ndata: {"kind":"changed","what":"tenant"}\n\n']);
  await watching.pass(1);
  expect(watching.told.slice(3)).toEqual([beat]);
  watching.leave();
  await watching.ended;
});

test('after five minutes it ends, and whoever comes back goes on where they were', async () => {
  const events = createEventLog('e');
  const first = watch(events);
  await first.pass(0);
  events.add('t', { kind: 'changed', what: 'tenant' });
  await first.pass(5 * 60_000 - 1);
  let isOver = false;
  void first.ended.then(() => {
    isOver = true;
  });
  await settle();
  expect(isOver).toBe(false);
  await first.pass(1);
  await first.ended;
  expect(first.told.filter((chunk) => chunk === beat)).toHaveLength(19);
  expect(first.timers.size).toBe(0);

  events.add('t', { kind: 'changed', what: 'members' });
  const second = watch(events, 'e-1');
  await second.pass(0);
  expect(second.told.slice(1)).toEqual(['id: e-2\ndata: {"kind":"changed","what":"members"}\n\n']);
  second.leave();
  await second.ended;
});

test('it ends with the watcher, and leaves no timer', async () => {
  const watching = watch(createEventLog('e'));
  await watching.pass(1_000);
  watching.leave();
  await watching.ended;
  expect(watching.timers.size).toBe(0);
});
