import { fc, test as property } from '@fast-check/vitest';
import { expect, test } from 'vitest';
import { folderCount, nextRunAt, replicaShares } from './home.ts';

const none = { unknown: 0, ready: 0, writing: 0, unavailable: 0, leaving: 0, atHead: 0 };

test('what is written right now, and what is at an older version, is behind', () => {
  const shares = replicaShares({ ...none, ready: 10, writing: 2, atHead: 7, unknown: 3, unavailable: 1 });
  expect(shares.map(({ state, folders }) => [state, folders])).toEqual([
    ['inStep', 7],
    ['behind', 5],
    ['new', 3],
    ['unavailable', 1],
    ['leaving', 0],
  ]);
});

const count = fc.nat(1_000);
property.prop([
  fc.record({ unknown: count, ready: count, writing: count, unavailable: count, leaving: count }),
  fc.double({ min: 0, max: 1, noNaN: true }),
])('each folder is counted once', (counts, share) => {
  const { unknown, ready, writing, unavailable, leaving } = counts;
  const atHead = Math.floor(ready * share);
  expect(folderCount({ ...counts, atHead })).toBe(unknown + ready + writing + unavailable + leaving);
});

test('the next run is the first of those that are not paused', () => {
  const [early, late] = ['2026-01-01T06:00:00.000Z', '2026-01-01T07:00:00.000Z'];
  const sync = (at: string | null, paused = false) => ({ nextRunAt: at, paused });
  expect(nextRunAt([sync(late), sync(early), sync(null)])).toBe(early);
  expect(nextRunAt([sync(late), sync(early, true)])).toBe(late);
  expect(nextRunAt([sync(early, true)])).toBeNull();
});
