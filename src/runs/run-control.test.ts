import { expect, test } from 'vitest';
import type { Stop } from './context.ts';
import type { OnProgress } from './progress.ts';
import { noTotals } from './record-run.ts';
import {
  AlreadyRunningError,
  createRunControl,
  type RunInControl,
  type RunJob,
  type RunWork,
  wholeSync,
} from './run-control.ts';
import type { Run } from './stores.ts';

class Occupied extends Error {}

const now = () => '2026-03-01T00:00:00.000Z';

/** A control whose runs end when the test says so. */
function setUp(atOnce = 2) {
  const begun: {
    job: RunJob;
    tell: OnProgress;
    stop: Stop;
    end(state?: Run['state']): void;
    fail(error: Error): void;
  }[] = [];
  const changes: RunInControl[] = [];
  const timers: (() => void)[] = [];
  let nowMs = 0;
  let ids = 0;
  const control = createRunControl({
    perform: (job, tell, stop) =>
      new Promise((resolve, reject) => {
        const end = (state: Run['state'] = 'done') => resolve(runOf(job, state));
        begun.push({ job, tell, stop, end, fail: reject });
      }),
    isOccupied: (error) => error instanceof Occupied,
    reasonOf: () => 'not-there',
    load: () => ({ inFlight: 20, ceiling: 40, requests: 60, throttled: 0 }),
    onChange: (_tenantId, changed) => changes.push(changed),
    atOnce,
    newId: () => `run-${++ids}`,
    now,
    nowMs: () => nowMs,
    later: (work) => timers.push(work),
  });
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  return { control, begun, changes, timers, settle, pass: (ms: number) => (nowMs += ms) };
}

function runOf({ runId, syncId }: RunJob, state: Run['state']): Run {
  return {
    runId,
    kind: 'sync',
    syncId,
    state,
    startedAt: now(),
    endedAt: now(),
    totals: noTotals,
    versionBefore: 0,
    setUp: null,
    heldHash: null,
    reason: null,
    detail: null,
  };
}

const named = (syncId: string) => ({ syncId, name: syncId });
const ofMailbox = (mailboxId: string): RunWork => ({ kind: 'sync', approve: null, mailboxIds: [mailboxId] });

test('the id is known at once; a run of the same tenant waits for the one before it', async () => {
  const { control, begun, settle } = setUp();
  expect(control.start('t', named('a'), wholeSync)).toBe('run-1');
  expect(control.start('t', named('b'), wholeSync)).toBe('run-2');
  expect(begun.map(({ job }) => job.runId)).toEqual(['run-1']);
  expect(control.find('t', 'run-2')).toMatchObject({ run: { state: 'running' }, progress: { phase: 'waiting' } });
  begun[0]?.end();
  await settle();
  expect(begun.map(({ job }) => job.runId)).toEqual(['run-1', 'run-2']);
  expect(control.find('t', 'run-1')).toMatchObject({ run: { state: 'done' }, progress: { phase: 'ended' } });
});

test.each<[string, RunWork, RunWork, boolean]>([
  ['the same', wholeSync, wholeSync, true],
  ['one mailbox during a run of all', wholeSync, ofMailbox('m'), true],
  ['all during a run of one mailbox', ofMailbox('m'), wholeSync, false],
  ['another mailbox', ofMailbox('m'), ofMailbox('n'), false],
  ['an approval during a run without one', wholeSync, { kind: 'sync', approve: 'r', mailboxIds: null }, false],
  ['an uninstall during a run', wholeSync, { kind: 'uninstall', mailboxIds: null }, false],
  ['an undo of another run', { kind: 'undo', runId: 'r' }, { kind: 'undo', runId: 's' }, false],
])('a person asks for %s: already running %s', (_name, first, second, isRefused) => {
  const { control } = setUp();
  control.start('t', named('a'), first);
  if (isRefused) expect(() => control.start('t', named('a'), second)).toThrow(AlreadyRunningError);
  else expect(control.start('t', named('a'), second)).toBe('run-2');
});

test('a request during a run queues one more, whatever comes after it', async () => {
  const { control, begun, settle } = setUp();
  for (let count = 0; count < 3; count += 1) control.request('t', named('a'));
  expect(control.ofTenant('t').map(({ progress }) => progress.phase)).toEqual(['reading', 'waiting']);
  begun[0]?.end();
  await settle();
  begun[1]?.end();
  await settle();
  expect(begun).toHaveLength(2);
  expect(control.ofTenant('t')).toEqual([]);
});

test('stopping drains, then breaks off; another tenant cannot', () => {
  const { control, begun } = setUp();
  const runId = control.start('t', named('a'), wholeSync);
  expect(control.stop('other', runId)).toBe(false);
  expect(control.find('other', runId)).toBeNull();
  expect(control.stop('t', runId)).toBe(true);
  expect([begun[0]?.stop.drain.aborted, begun[0]?.stop.cancel.aborted]).toEqual([true, false]);
  expect(control.stop('t', runId)).toBe(true);
  expect(begun[0]?.stop.cancel.aborted).toBe(true);
});

test('a waiting run that is stopped never begins', async () => {
  const { control, begun, settle } = setUp(1);
  control.start('t', named('a'), wholeSync);
  const waiting = control.start('u', named('a'), wholeSync);
  control.stop('u', waiting);
  begun[0]?.end();
  await settle();
  expect(begun).toHaveLength(1);
  expect(control.find('u', waiting)?.run).toMatchObject({ state: 'cancelled', reason: 'drained' });
  expect(control.stop('u', waiting)).toBe(false);
});

test('while another program works with the mailboxes the run waits, and others go on', async () => {
  const { control, begun, timers, settle } = setUp(1);
  const runId = control.start('t', named('a'), wholeSync);
  control.start('u', named('a'), wholeSync);
  begun[0]?.fail(new Occupied());
  await settle();
  expect(control.find('t', runId)?.progress.phase).toBe('waiting');
  expect(begun.map(({ job }) => job.tenantId)).toEqual(['t', 'u']);
  begun[1]?.end();
  for (const timer of timers.splice(0)) timer();
  await settle();
  expect(begun.map(({ job }) => job.tenantId)).toEqual(['t', 'u', 't']);
});

test('what keeps a run from beginning is told as its reason', async () => {
  const { control, begun, settle } = setUp();
  const runId = control.start('t', named('a'), wholeSync);
  begun[0]?.fail(new Error('the sync is gone'));
  await settle();
  expect(control.find('t', runId)?.run).toMatchObject({ state: 'failed', reason: 'not-there' });
});

test('progress is told at most once a second, the end always', async () => {
  const { control, begun, changes, settle, pass } = setUp();
  control.start('t', named('a'), wholeSync);
  const tell = (records: number) => begun[0]?.tell({ kind: 'reading', records });
  tell(1);
  tell(2);
  pass(1_000);
  tell(3);
  begun[0]?.end();
  await settle();
  expect(changes.map(({ run, progress }) => [run.state, progress.phase, progress.records])).toEqual([
    ['running', 'waiting', 0],
    ['running', 'reading', 1],
    ['running', 'reading', 3],
    ['done', 'ended', 3],
  ]);
  expect(changes[1]?.progress.limits).toEqual({ inFlight: 20, ceiling: 40, throttled: 0 });
});

test('draining ends what waits at once and waits for what is under way', async () => {
  const { control, begun, settle } = setUp();
  control.start('t', named('a'), wholeSync);
  const waiting = control.start('t', named('b'), wholeSync);
  let isDrained = false;
  const drained = control.drain().then(() => {
    isDrained = true;
  });
  await settle();
  expect(isDrained).toBe(false);
  expect(begun[0]?.stop.drain.aborted).toBe(true);
  control.cancel();
  expect(begun[0]?.stop.cancel.aborted).toBe(true);
  begun[0]?.end('cancelled');
  await drained;
  expect(control.find('t', waiting)?.run.state).toBe('cancelled');
  expect(begun).toHaveLength(1);
});
