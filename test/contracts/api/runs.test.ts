import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type ApiWorld, openApiWorld } from '../../fixtures/api-world.ts';

let world: ApiWorld;
let call: ApiWorld['call'];
let syncId: string;

beforeAll(async () => {
  world = await openApiWorld();
  call = world.call;
  syncId = (await world.call('listSyncs')).json.items[0]?.syncId ?? '';
}, 60_000);

afterAll(async () => {
  expect(world.failures).toEqual([]);
  await world.close();
});

const run = async (runId: string) => (await call('getRun', { params: { runId } })).json;

/** The run when it has ended. */
async function ended(runId: string) {
  return vi.waitFor(
    async () => {
      const { run: found, progress } = await run(runId);
      expect(progress).toBeNull();
      return found;
    },
    { timeout: 20_000, interval: 20 },
  );
}

async function synced() {
  const { json } = await call('startRun', { params: { syncId } });
  return ended(json.runId);
}

test('a plan says what a run would do, before anything is written', async () => {
  const { json } = await call('startPlan', { params: { syncId } });
  const { planId } = json;
  const plan = async () => (await call('getPlan', { params: { planId } })).json;
  await expect.poll(async () => (await plan()).state, { interval: 20 }).toBe('done');
  const { totals, itemsCut } = await plan();
  expect(totals).toMatchObject({
    itemsChanged: 0,
    mailboxes: 12,
    mailboxesJoining: 12,
    foldersToMake: 12,
    heldBy: null,
  });
  expect(totals?.itemsAdded).toBe(totals?.items);
  expect(totals?.creates).toBe(12 * (totals?.items ?? 0));
  expect(itemsCut).toBe(false);
  const mailboxes = await call('listPlanMailboxes', { params: { planId }, query: { limit: 5 } });
  expect(mailboxes.json.items).toHaveLength(5);
  expect(mailboxes.json.items[0]).toMatchObject({ state: 'new', creates: totals?.items, updates: 0, deletes: 0 });
  const cursor = mailboxes.json.nextCursor ?? '';
  const rest = await call('listPlanMailboxes', { params: { planId }, query: { limit: 100, cursor } });
  expect(rest.json).toMatchObject({ nextCursor: null });
  expect(rest.json.items).toHaveLength(7);
  const items = (await call('listPlanItems', { params: { planId }, query: { change: 'added' } })).json.items;
  expect(items).toHaveLength(totals?.items ?? -1);
  const name = items[0]?.displayName ?? '';
  const found = await call('listPlanItems', { params: { planId }, query: { search: name } });
  expect(found.json.items).toEqual([items[0]]);
  expect(items[0]?.fields).toContainEqual({ field: 'displayName', before: null, after: name });
  expect((await call('listPlanItems', { params: { planId }, query: { change: 'removed' } })).json.items).toEqual([]);
  expect((await call('listRuns')).json.items).toEqual([]);
});

describe('after a first run', () => {
  beforeAll(async () => {
    expect(await synced()).toMatchObject({ state: 'done', kind: 'sync', canUndo: true });
  }, 60_000);

  test('it is listed with its counts, page by page', async () => {
    await synced();
    const first = await call('listRuns', { query: { limit: 1 } });
    expect(first.json.items).toMatchObject([{ state: 'done', syncName: 'contacts', totals: { created: 0 } }]);
    const cursor = first.json.nextCursor ?? '';
    const second = await call('listRuns', { query: { limit: 1, cursor } });
    expect(second.json.items).toMatchObject([{ state: 'done', totals: { foldersSynced: 12 } }]);
    expect((await call('listRuns', { query: { syncId: 'other' } })).json.items).toEqual([]);
    expect((await call('listRuns', { query: { state: 'held' } })).json.items).toEqual([]);
    expect((await call('listRuns', { query: { cursor: 'x' } })).problem.code).toBe('invalid-input');
  });

  test('mailboxes are listed by address with their replicas, searched, and counted', async () => {
    const { json } = await call('listMailboxes', { query: { state: 'ready' } });
    expect(json).toMatchObject({ total: 12, nextCursor: null });
    const addresses = json.items.map(({ address }) => address ?? '');
    expect(addresses).toEqual(addresses.toSorted((a, b) => a.localeCompare(b, 'en')));
    expect(json.items[0]?.replicas).toMatchObject([{ syncId, state: 'ready', behind: false, failureCode: null }]);
    const one = await call('listMailboxes', { query: { search: addresses[3]?.toUpperCase() ?? '' } });
    expect(one.json.items.map(({ address }) => address)).toEqual([addresses[3]]);
    expect((await call('listMailboxes', { query: { state: 'behind' } })).json.total).toBe(0);
    const none = (await call('listMailboxes', { query: { state: 'none' } })).json.items;
    expect(none.every(({ replicas }) => replicas.length === 0)).toBe(true);
    const all = await call('listMailboxes', { query: { limit: 2 } });
    expect(all.json.total).toBe(12 + none.length);
    const next = await call('listMailboxes', { query: { limit: 2, cursor: all.json.nextCursor ?? '' } });
    expect(next.json.items[0]).not.toEqual(all.json.items[0]);
  });

  test('one mailbox: what is in it, and bringing it up to date', async () => {
    const [mailbox] = (await call('listMailboxes', { query: { state: 'ready' } })).json.items;
    const params = { mailboxId: mailbox?.mailboxId ?? '' };
    const { json } = await call('getMailbox', { params });
    const [replica] = json.replicas;
    expect(json.mailbox).toEqual({ mailboxId: params.mailboxId, address: mailbox?.address, excluded: null });
    expect(replica).toMatchObject({ syncName: 'contacts', state: 'ready', placement: 'Company contacts' });
    expect(replica?.version).toBe(replica?.headVersion);
    expect(replica?.items).toBeGreaterThan(0);
    const { runIds } = (await call('syncMailbox', { params })).json;
    expect(runIds).toHaveLength(1);
    expect(await ended(runIds[0] ?? '')).toMatchObject({ state: 'done', totals: { foldersSynced: 1 } });
    expect((await call('getMailbox', { params: { mailboxId: 'nobody' } })).status).toBe(404);
    expect((await call('syncMailbox', { params: { mailboxId: 'nobody' } })).status).toBe(404);
  });

  test('what a run could not sync, one by one and by what helps', async () => {
    const first = (await call('listRuns')).json.items.at(-1)?.runId ?? '';
    const groups = (await call('getRunIssueGroups', { params: { runId: first } })).json.groups;
    const issues = (await call('listRunIssues', { params: { runId: first }, query: { limit: 1 } })).json;
    expect(groups.reduce((sum, group) => sum + group.issues, 0)).toBe((await run(first)).run.totals.issues);
    expect(issues.items).toHaveLength(Math.min(1, groups.length));
    for (const { code } of groups) {
      const one = await call('listRunIssues', { params: { runId: first }, query: { code } });
      expect(new Set(one.json.items.map((issue) => issue.code))).toEqual(new Set([code]));
    }
    expect((await call('listRunIssues', { params: { runId: 'nobody' } })).status).toBe(404);
    expect((await call('getRunIssueGroups', { params: { runId: 'nobody' } })).status).toBe(404);
  });

  test('a run that is held is refused or approved; others are not', async () => {
    const { audience, sync } = (await call('getSync', { params: { syncId } })).json;
    const { etag } = await call('getSync', { params: { syncId } });
    const [kept] = (await call('listMailboxes', { query: { state: 'ready' } })).json.items;
    const only = { kind: 'mailboxes' as const, mailboxes: [kept?.mailboxId ?? ''] };
    const body = { sync: { ...sync, leavers: 'clean-up' as const }, audience: { ...audience, include: [only] } };
    expect((await call('putSync', { params: { syncId }, body, ifMatch: etag ?? '' })).status).toBe(200);
    const held = await synced();
    expect(held).toMatchObject({ state: 'held' });
    expect((await run(held.runId)).held).toMatchObject({ leavers: 11, deletes: 0 });
    expect((await call('refuseRun', { params: { runId: held.runId } })).status).toBe(204);
    expect((await call('approveRun', { params: { runId: held.runId } })).problem.code).toBe('not-possible');
    expect(await synced()).toMatchObject({ state: 'done', reason: 'refused' });

    const back = { sync, audience };
    const tag = (await call('getSync', { params: { syncId } })).etag ?? '';
    expect((await call('putSync', { params: { syncId }, body: back, ifMatch: tag })).status).toBe(200);
    expect((await call('refuseRun', { params: { runId: held.runId } })).problem.code).toBe('not-possible');
    expect((await call('refuseRun', { params: { runId: 'nobody' } })).status).toBe(404);
    expect((await call('approveRun', { params: { runId: 'nobody' } })).status).toBe(404);
  });

  test('a run of a paused sync, of none, and of a running one is refused', async () => {
    expect((await call('startRun', { params: { syncId: 'nobody' } })).status).toBe(404);
    expect((await call('startPlan', { params: { syncId: 'nobody' } })).status).toBe(404);
    expect((await call('getPlan', { params: { planId: 'nobody' } })).status).toBe(404);
    await call('pauseSync', { params: { syncId } });
    expect((await call('startRun', { params: { syncId } })).problem.code).toBe('not-possible');
    await call('resumeSync', { params: { syncId } });
    const { runId } = (await call('startRun', { params: { syncId } })).json;
    expect((await call('startRun', { params: { syncId } })).problem.code).toBe('already-running');
    expect((await call('undoRun', { params: { runId } })).status).toBeGreaterThanOrEqual(404);
    await ended(runId);
  });

  test('a run that has ended cannot be stopped, and none that is not there', async () => {
    const { runId } = await synced();
    expect((await call('stopRun', { params: { runId } })).problem.code).toBe('not-possible');
    expect((await call('stopRun', { params: { runId: 'nobody' } })).status).toBe(404);
  });

  test('the same key starts nothing twice', async () => {
    const headers = { ...world.as('admin'), 'idempotency-key': 'once' };
    const first = await call('startRun', { params: { syncId }, headers });
    await ended(first.json.runId);
    expect((await call('startRun', { params: { syncId }, headers })).json).toEqual(first.json);
  });

  test('undoing brings back what was, and pauses; uninstalling takes everything out', async () => {
    const before = (await call('listRuns', { query: { limit: 500 } })).json.items;
    const [person = ''] = await people();
    await world.control.patch(`/tenants/${world.entraTenantId}/users/${person}`, { jobTitle: 'Head of Telephony' });
    const changing = await synced();
    expect(changing).toMatchObject({ state: 'done', canUndo: true });
    expect(changing.totals.updated).toBeGreaterThan(0);
    const unchanged = await synced();
    expect((await call('undoRun', { params: { runId: unchanged.runId } })).problem.code).toBe('not-possible');
    const undo = (await call('undoRun', { params: { runId: changing.runId } })).json;
    const undone = await ended(undo.runId);
    expect(undone).toMatchObject({ kind: 'undo', state: 'done' });
    expect(undone.totals.updated).toBe(changing.totals.updated);
    expect((await call('listSyncs')).json.items[0]?.paused).toBe(true);

    const [first] = (await call('listMailboxes', { query: { state: 'ready' } })).json.items;
    const params = { mailboxId: first?.mailboxId ?? '' };
    const one = (await call('uninstallMailbox', { params })).json;
    expect(await ended(one.runIds[0] ?? '')).toMatchObject({ kind: 'uninstall', state: 'done' });
    expect((await call('getSync', { params: { syncId } })).json.audience.exclude).toEqual([
      { kind: 'mailboxes', mailboxes: [params.mailboxId] },
    ]);
    expect((await call('uninstallMailbox', { params })).problem.code).toBe('not-possible');
    const all = (await call('uninstallSync', { params: { syncId } })).json;
    expect(await ended(all.runId)).toMatchObject({ kind: 'uninstall', state: 'done' });
    expect((await call('listMailboxes', { query: { state: 'ready' } })).json.total).toBe(0);
    expect((await call('uninstallSync', { params: { syncId: 'nobody' } })).status).toBe(404);
    expect((await call('listRuns', { query: { limit: 500 } })).json.items.length).toBeGreaterThan(before.length);
  });
});

async function people(): Promise<readonly string[]> {
  const tenant = world.simulator.simulator.world.tenants.get(world.entraTenantId);
  return [...(tenant?.users.values() ?? [])].filter(({ mailbox }) => mailbox !== null).map(({ id }) => id);
}

test('events are streamed, and resumed after the last one that was seen', async () => {
  const address = await world.server.listen({ host: 'localhost', port: 0 });
  const watch = async (lastEventId: string | null, until: (text: string) => boolean) => {
    const gone = new AbortController();
    const { Agent, request } = await import('undici');
    const dispatcher = new Agent({ connect: { rejectUnauthorized: false } });
    const resume = lastEventId === null ? {} : { 'last-event-id': lastEventId };
    const answer = await request(`${address}/api/v1/tenants/${world.tenantId}/events`, {
      dispatcher,
      headers: { ...world.as('reader'), ...resume },
      signal: gone.signal,
    });
    expect(answer.headers['content-type']).toContain('text/event-stream');
    let text = '';
    try {
      for await (const chunk of answer.body) {
        text += chunk;
        if (until(text)) break;
        if (text.startsWith('retry') && !text.includes('id:') && lastEventId === null) {
          await call('pauseSync', { params: { syncId } });
          world.engine.noteChange(world.tenantId, 'pauseSync');
          world.engine.noteChange(world.tenantId, 'inviteMember');
        }
      }
    } finally {
      gone.abort();
      await dispatcher.destroy();
    }
    return text;
  };
  const text = await watch(null, (seen) => seen.includes('"members"'));
  const ids = [...text.matchAll(/^id: (.+)$/gm)].map(([, id]) => id);
  expect(text).toContain('data: {"kind":"changed","what":"definitions"}');
  const resumed = await watch(ids[0] ?? '', (seen) => seen.includes('"members"'));
  expect(resumed).not.toContain('"definitions"');
  expect(resumed).toContain(`id: ${ids[1]}`);
  // A place in what another run of the program told.
  const restarted = await watch('00000000-7', (seen) => seen.includes('"privacy"'));
  for (const what of ['definitions', 'connections', 'tenant', 'members', 'privacy']) {
    expect(restarted).toContain(`data: {"kind":"changed","what":"${what}"}`);
  }
  expect([...restarted.matchAll(/^id: (.+)$/gm)].at(-1)?.[1]).toBe(ids.at(-1));
});
