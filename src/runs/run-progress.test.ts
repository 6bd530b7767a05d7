import { expect, test } from 'vitest';
import { followRun } from './run-progress.ts';

function setUp() {
  let ms = 1_000;
  const run = followRun(() => ms);
  return { run, at: (later: number) => (ms = 1_000 + later) };
}

test('phases follow what the run tells', () => {
  const { run } = setUp();
  expect(run.now(null)).toMatchObject({ phase: 'reading', secondsLeft: null, limits: null });
  run.hear({ kind: 'reading', records: 40 });
  expect(run.now(null)).toMatchObject({ phase: 'reading', records: 40 });
  run.hear({ kind: 'audience', mailboxes: 12 });
  expect(run.now(null)).toMatchObject({ phase: 'audience', mailboxes: 12 });
  run.hear({ kind: 'replicating', folders: 10 });
  expect(run.now(null)).toMatchObject({ phase: 'replicating', folders: 10, foldersDone: 0, operationsPerSecond: 0 });
});

test('rate and time left are those of the last ten seconds', () => {
  const { run, at } = setUp();
  run.hear({ kind: 'replicating', folders: 100 });
  at(4_000);
  run.hear({ kind: 'replicated', foldersDone: 20, folders: 100, operations: 400 });
  expect(run.now(null)).toMatchObject({ operationsPerSecond: 100, secondsLeft: 16 });
  at(20_000);
  run.hear({ kind: 'replicated', foldersDone: 21, folders: 100, operations: 410 });
  at(25_000);
  run.hear({ kind: 'replicated', foldersDone: 26, folders: 100, operations: 460 });
  expect(run.now(null)).toMatchObject({ operationsPerSecond: 10, secondsLeft: 74 });
});

test('the load of the connector is told as it is', () => {
  const { run } = setUp();
  const load = { inFlight: 40, ceiling: 80, requests: 1_000, throttled: 2 };
  expect(run.now(load).limits).toEqual({ inFlight: 40, ceiling: 80, throttled: 2 });
});
