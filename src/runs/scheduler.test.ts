import { expect, test } from 'vitest';
import type { Schedule } from './schedule.ts';
import { runScheduler, type ScheduledSync } from './scheduler.ts';

const start = '2026-03-01T12:00:00.000Z';
const hourly: Schedule = { kind: 'every', minutes: 60 };
const sync = (change: Partial<ScheduledSync> = {}): ScheduledSync => ({
  tenantId: 't',
  syncId: 's',
  name: 'contacts',
  schedule: hourly,
  timeZone: 'Europe/Berlin',
  lastStartedAt: null,
  ...change,
});

/** Runs it for some hours, and tells when it asked for what. @param syncs As they are at a time. */
async function play(hours: number, syncs: (at: string) => readonly ScheduledSync[]) {
  let nowMs = Date.parse(start);
  const until = nowMs + hours * 3_600_000;
  const stop = new AbortController();
  const asked: string[] = [];
  const failures: unknown[] = [];
  const now = () => new Date(nowMs).toISOString();
  await runScheduler(
    {
      async *syncs() {
        yield* syncs(now());
      },
      request: (tenantId, { syncId }) => asked.push(`${now().slice(11, 16)} ${tenantId} ${syncId}`),
      onFailure: (error) => failures.push(error),
      now,
      sleep: async (ms) => {
        nowMs += ms;
        if (nowMs > until) stop.abort();
      },
    },
    stop.signal,
  );
  return { asked, failures };
}

test('a sync that never ran is asked for at once, and then every hour', async () => {
  const { asked } = await play(2.1, () => [sync()]);
  expect(asked).toEqual(['12:00 t s', '13:00 t s', '14:00 t s']);
});

test('what was missed is asked for at once, and once', async () => {
  const { asked } = await play(0.9, () => [sync({ lastStartedAt: '2026-02-27T12:00:00.000Z' })]);
  expect(asked).toEqual(['12:00 t s']);
});

test('a run that a person started counts', async () => {
  const { asked } = await play(1, (at) => [
    sync({ lastStartedAt: at < '2026-03-01T12:30' ? null : '2026-03-01T12:30:00.000Z' }),
  ]);
  expect(asked).toEqual(['12:00 t s']);
});

test('each has its own time, by hand has none', async () => {
  const daily: Schedule = { kind: 'daily', at: ['14:30'], days: [1, 2, 3, 4, 5, 6, 7] };
  const { asked } = await play(3, () => [
    sync({ syncId: 'daily', schedule: daily }),
    sync({ tenantId: 'u', syncId: 'manual', schedule: { kind: 'manual' } }),
  ]);
  expect(asked).toEqual(['13:30 t daily']);
});

test('what cannot be looked at is told, and looked at again', async () => {
  let broken = true;
  const { asked, failures } = await play(0.1, () => {
    if (!broken) return [sync()];
    broken = false;
    throw new Error('the store is busy');
  });
  expect(failures).toHaveLength(1);
  expect(asked).toEqual(['12:00 t s']);
});
