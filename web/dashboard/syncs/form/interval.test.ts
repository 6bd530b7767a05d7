import { expect, test } from 'vitest';
import { nextRuns, unitOf } from './interval.ts';

test('an interval is told in the largest unit that fits', () => {
  expect([1, 90, 60, 120, 1_440, 2_880, 0, Number.NaN].map(unitOf)).toEqual([
    'minutes',
    'minutes',
    'hours',
    'hours',
    'days',
    'days',
    'minutes',
    'minutes',
  ]);
});

test('an interval goes on from the run that comes next', () => {
  const fromNow = ['2026-01-01T10:30:00.000Z', '2026-01-01T11:30:00.000Z'];
  const next = '2026-01-01T10:05:00.000Z';
  expect(nextRuns({ kind: 'every', minutes: 60 }, next, fromNow)).toEqual([next, '2026-01-01T11:05:00.000Z']);
  expect(nextRuns({ kind: 'every', minutes: 60 }, null, fromNow)).toEqual(fromNow);
  expect(nextRuns({ kind: 'daily', at: ['10:30'], days: [1] }, next, fromNow)).toEqual(fromNow);
});
