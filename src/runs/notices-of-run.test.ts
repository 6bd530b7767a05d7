import { expect, test } from 'vitest';
import { noticesOfRun } from './notices-of-run.ts';
import { noTotals } from './record-run.ts';
import type { Run } from './stores.ts';

function run(change: Partial<Run>, unavailable = 0): Run {
  return {
    runId: 'now',
    kind: 'sync',
    syncId: 's',
    state: 'done',
    startedAt: '2026-03-02T00:00:00.000Z',
    endedAt: '2026-03-02T00:01:00.000Z',
    totals: { ...noTotals, foldersUnavailable: unavailable },
    versionBefore: 1,
    setUp: null,
    heldHash: null,
    reason: null,
    detail: null,
    ...change,
  };
}

const before = (change: Partial<Run>, unavailable = 0) => run({ runId: 'before', ...change }, unavailable);
const failed = (reason: string): Partial<Run> => ({ state: 'failed', reason });
const held = (heldHash: string): Partial<Run> => ({ state: 'held', heldHash, reason: 'max-deletes' });

test.each<[what: string, now: Run, earlier: readonly Run[], news: readonly string[]]>([
  ['still runs', run({ state: 'running' }), [], []],
  ['done', run({}), [], ['run-ended']],
  ['stopped', run({ state: 'cancelled', reason: 'drained' }), [], ['run-ended']],
  ['held', run(held('a')), [before({})], ['run-ended', 'run-held']],
  ['held, as before', run(held('a')), [before(held('a'))], ['run-ended']],
  ['held, something else', run(held('b')), [before(held('a'))], ['run-ended', 'run-held']],
  ['held, after a refusal of it', run(held('a')), [before({ ...held('a'), state: 'refused' })], ['run-ended']],
  ['failed', run(failed('unavailable')), [], ['run-ended', 'run-failed']],
  ['failed again', run(failed('unavailable')), [before(failed('unavailable'))], ['run-ended']],
  ['failed again, otherwise', run(failed('throttled')), [before(failed('unavailable'))], ['run-ended']],
  [
    'failed after an interrupted one',
    run(failed('full')),
    [before(failed('interrupted'))],
    ['run-ended', 'run-failed'],
  ],
  [
    'failed, stopped, failed',
    run(failed('full')),
    [before({ runId: 'stopped', state: 'cancelled' }), before(failed('full'))],
    ['run-ended'],
  ],
  ['failed, done, failed', run(failed('full')), [before({}), before(failed('full'))], ['run-ended', 'run-failed']],
  ['consent withdrawn: told of the connection', run(failed('consent-withdrawn')), [], ['run-ended']],
  ['mailboxes cannot be used', run({}, 2), [before({})], ['run-ended', 'mailboxes-unavailable']],
  ['no more of them than before', run({}, 2), [before({}, 2)], ['run-ended']],
  ['one more', run({}, 3), [before({}, 2)], ['run-ended', 'mailboxes-unavailable']],
  ['the run is among the earlier ones', run(held('a')), [run(held('a')), before({})], ['run-ended', 'run-held']],
])('a run that %s', (_, now, earlier, news) => {
  expect(noticesOfRun(now, earlier).map(({ kind }) => kind)).toEqual(news);
});
