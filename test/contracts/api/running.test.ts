import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { createEngine, type Engine } from '../../../src/entry/engine.ts';
import { approvalOf, OutdatedRunError, refuseRun } from '../../../src/entry/sync-actions.ts';
import { withTenantLock } from '../../../src/entry/tenant-lock.ts';
import type { Run } from '../../../src/runs/stores.ts';
import type { TenantId } from '../../../src/tenants/ports.ts';
import { type ApiWorld, openApiWorld } from '../../fixtures/api-world.ts';

let world: ApiWorld;
let call: ApiWorld['call'];
let syncId: string;

beforeAll(async () => {
  world = await openApiWorld({ others: [{ people: 6, mailboxes: 3, domain: 'fabrikam.example' }] });
  call = world.call;
  syncId = (await call('listSyncs')).json.items[0]?.syncId ?? '';
}, 60_000);

afterAll(async () => {
  await world.control.delete('/faults');
  expect(world.failures).toEqual([]);
  await world.close();
});

async function ended(runId: string, tenantId = world.tenantId) {
  const headers = world.as('owner', tenantId);
  return vi.waitFor(
    async () => {
      const { run, progress } = (await call('getRun', { params: { tenantId, runId }, headers })).json;
      expect(progress).toBeNull();
      return run;
    },
    { timeout: 20_000, interval: 20 },
  );
}

const start = async () => (await call('startRun', { params: { syncId } })).json.runId;

/** How many contacts each mailbox holds, as the outside tells. */
function cards(): ReadonlyMap<string, number> {
  const mailboxes = world.simulator.simulator.world.tenants.get(world.entraTenantId)?.mailboxes.values() ?? [];
  return new Map([...mailboxes].map(({ userId, contacts }) => [userId, contacts.size]));
}

test('a held run that is approved happens: who left is cleaned up, and nobody else', async () => {
  expect(await ended(await start())).toMatchObject({ state: 'done' });
  const before = cards();
  const { json, etag } = await call('getSync', { params: { syncId } });
  const [kept] = (await call('listMailboxes', { query: { state: 'ready' } })).json.items;
  const include = [{ kind: 'mailboxes' as const, mailboxes: [kept?.mailboxId ?? ''] }];
  const body = { sync: { ...json.sync, leavers: 'clean-up' as const }, audience: { ...json.audience, include } };
  expect((await call('putSync', { params: { syncId }, body, ifMatch: etag ?? '' })).status).toBe(200);

  const held = await ended(await start());
  expect(held).toMatchObject({ state: 'held', totals: { leaversHeld: 11 } });
  expect(cards()).toEqual(before);
  const reader = world.as('reader');
  expect((await call('approveRun', { params: { runId: held.runId }, headers: reader })).status).toBe(403);

  const approved = await call('approveRun', { params: { runId: held.runId } });
  expect(await ended(approved.json.runId)).toMatchObject({ state: 'done', totals: { leaversHeld: 0 } });
  // A command that is repeated after it was killed finds that nothing is left to approve.
  expect(await approvalOf(world.parts, held.runId)).toEqual({ syncId, approved: null });
  await expect(refuseRun(world.parts, held.runId)).rejects.toThrow(OutdatedRunError);
  const emptied = [...cards()].filter(([userId, count]) => count < (before.get(userId) ?? 0));
  expect(emptied).toHaveLength(11);
  expect(emptied.map(([userId]) => userId)).not.toContain(kept?.mailboxId);
  expect((await call('listMailboxes', { query: { state: 'ready' } })).json.total).toBe(1);
  expect((await call('approveRun', { params: { runId: held.runId } })).problem.code).toBe('not-possible');

  const tag = (await call('getSync', { params: { syncId } })).etag ?? '';
  const back = { sync: json.sync, audience: json.audience };
  expect((await call('putSync', { params: { syncId }, body: back, ifMatch: tag })).status).toBe(200);
  expect(await ended(await start())).toMatchObject({ state: 'done' });
  expect(cards()).toEqual(before);
}, 30_000);

describe('stopping', () => {
  test('a run that waits never begins', async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const occupied = withTenantLock(world.parts.config.dataDir, world.tenantId, () => promise);
    const runId = await start();
    await vi.waitFor(async () =>
      expect((await call('getRun', { params: { runId } })).json.progress).toMatchObject({ phase: 'waiting' }),
    );
    expect((await call('stopRun', { params: { runId } })).status).toBe(204);
    expect(await ended(runId)).toMatchObject({ state: 'cancelled', reason: 'drained' });
    resolve();
    await occupied;
    expect((await call('stopRun', { params: { runId } })).problem.code).toBe('not-possible');
  });

  test('a run that is under way ends early', async () => {
    await world.control.post('/faults', {
      match: { service: 'graph' },
      fault: { kind: 'slow', delayMs: 300 },
      times: 0,
    });
    const runId = await start();
    await vi.waitFor(() => expect(world.engine.runs.find(world.tenantId, runId)?.progress.phase).not.toBe('waiting'));
    expect((await call('stopRun', { params: { runId } })).status).toBe(204);
    expect(await ended(runId)).toMatchObject({ state: 'cancelled' });
    await world.control.delete('/faults');
  });
});

describe('two tenants', () => {
  let otherId: TenantId;
  let otherSyncId: string;
  beforeAll(async () => {
    const other = await world.addTenant('Fabrikam');
    otherId = other.tenantId;
    const entraTenantId = [...world.simulator.simulator.world.tenants.keys()][1] ?? '';
    const connectionId = await world.connect(otherId, entraTenantId);
    const { definitions } = (await call('getDefinitions')).json;
    const text = JSON.stringify(definitions).replaceAll(world.connectionId, connectionId);
    await world.parts.stores.definitions.saveDefinitions(otherId, JSON.parse(text), 0);
    otherSyncId = definitions.syncs[0]?.syncId ?? '';
  });

  test('run at once, and neither waits for the other', async () => {
    // The first cannot go on until the second has ended.
    const fault = { kind: 'slow', delayMs: 60_000 };
    await world.control.post('/faults', {
      match: { service: 'graph', tenantId: world.entraTenantId },
      fault,
      times: 0,
    });
    const first = await start();
    await vi.waitFor(() => expect(world.engine.runs.find(world.tenantId, first)?.progress.phase).not.toBe('waiting'));
    const params = { tenantId: otherId, syncId: otherSyncId };
    const second = await call('startRun', { params, headers: world.as('owner', otherId) });
    expect(await ended(second.json.runId, otherId)).toMatchObject({ state: 'done', totals: { foldersSynced: 3 } });
    expect(world.engine.runs.find(world.tenantId, first)?.run.state).toBe('running');
    await world.control.delete('/faults');
    expect((await call('stopRun', { params: { runId: first } })).status).toBe(204);
    expect(await ended(first)).toMatchObject({ state: 'cancelled' });
  }, 30_000);
});

test('a sync that is asked for many times within seconds runs once', async () => {
  const runs: Run[] = [];
  const engine: Engine = createEngine(world.parts, {
    onRunEnd: (_tenantId, run) => void runs.push(run),
    requestAfterMs: 50,
  });
  for (let times = 0; times < 5; times += 1) engine.requestSync(world.tenantId, syncId);
  expect(engine.runs.ofTenant(world.tenantId)).toEqual([]);
  await expect.poll(() => runs.length, { timeout: 20_000 }).toBe(1);
  expect(runs).toMatchObject([{ state: 'done', syncId }]);
  engine.requestSync(world.tenantId, syncId);
  await expect.poll(() => runs.length, { timeout: 20_000 }).toBe(2);
  await call('pauseSync', { params: { syncId } });
  engine.requestSync(world.tenantId, syncId);
  await new Promise((resolve) => setTimeout(resolve, 150));
  await engine.close(AbortSignal.timeout(10_000));
  expect(runs).toHaveLength(2);
  await call('resumeSync', { params: { syncId } });
}, 30_000);
