import { expect, test } from 'vitest';
import { noTotals } from './record-run.ts';
import { runsPerDay } from './runs-per-day.ts';
import type { Run } from './stores.ts';

const run = (startedAt: string, change: Partial<Run> = {}): Run => ({
  runId: startedAt,
  kind: 'sync',
  syncId: 's',
  state: 'done',
  startedAt,
  endedAt: startedAt,
  totals: { ...noTotals, created: 2 },
  versionBefore: 0,
  setUp: null,
  heldHash: null,
  reason: null,
  detail: null,
  ...change,
});

test('days are those of the tenant, and days without runs are there', () => {
  const runs = [
    run('2026-03-28T23:30:00.000Z'),
    run('2026-03-29T21:59:00.000Z', { state: 'failed' }),
    run('2026-03-01T00:00:00.000Z'),
  ];
  const found = runsPerDay(runs, 'Europe/Berlin', '2026-03-30T10:00:00.000Z', 3);
  expect(found.map(({ day, runs: count, created, failedRuns }) => [day, count, created, failedRuns])).toEqual([
    ['2026-03-28', 0, 0, 0],
    ['2026-03-29', 2, 4, 1],
    ['2026-03-30', 0, 0, 0],
  ]);
});
