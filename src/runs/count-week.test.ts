import { expect, test } from 'vitest';
import { createMemoryStores } from '../stores/memory/create-memory-stores.ts';
import { countWeek } from './count-week.ts';
import { noTotals } from './record-run.ts';
import type { Run } from './stores.ts';

const run = (runId: string, startedAt: string, change: Partial<Run> = {}): Run => ({
  runId,
  kind: 'sync',
  syncId: 's',
  state: 'done',
  startedAt,
  endedAt: startedAt,
  totals: { ...noTotals, created: 10, updated: 5, deleted: 1 },
  versionBefore: 0,
  setUp: null,
  heldHash: null,
  reason: null,
  detail: null,
  ...change,
});

test('runs of seven days count, and folders as they stand', async () => {
  const stores = createMemoryStores({ now: () => '2026-03-01T00:00:00.000Z' });
  await stores.runs.saveRun('t', run('before', '2026-03-01T06:59:59.999Z'));
  await stores.runs.saveRun('t', run('first', '2026-03-02T07:00:00.000Z'));
  await stores.runs.saveRun('t', run('failed', '2026-03-05T07:00:00.000Z', { state: 'failed', totals: noTotals }));
  await stores.runs.saveRun('t', run('now', '2026-03-09T06:59:00.000Z', { state: 'running' }));
  await stores.replicas.addReplicas('t', 's', ['a', 'b', 'c']);
  for (const [mailboxId, state, version] of [
    ['a', 'ready', 4],
    ['b', 'ready', 3],
    ['c', 'unavailable', 0],
  ] as const) {
    const replica = await stores.replicas.replica('t', 's', mailboxId);
    if (replica) await stores.replicas.saveReplica('t', { ...replica, state, version });
  }
  expect(await countWeek(stores, 't', [{ syncId: 's', version: 4 }], '2026-03-09T07:00:00.000Z')).toEqual({
    runs: 2,
    failed: 1,
    created: 10,
    updated: 5,
    deleted: 1,
    mailboxes: 3,
    inStep: 1,
    unavailable: 1,
  });
});
