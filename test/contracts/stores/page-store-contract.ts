import { describe, expect, test } from 'vitest';
import type { Issue } from '../../../src/runs/stores.ts';
import type { OpenStores } from './open-stores.ts';
import { sampleItem, sampleRead, sampleReplica, sampleRun, tenant } from './sample-rows.ts';

const all = { syncId: null, state: null, before: null, limit: 10 };
const day = (date: number) => `2026-02-0${date}T00:00:00.000Z`;

function issue(detail: string, change: Partial<Issue> = {}): Issue {
  return { mailboxId: null, itemId: null, code: 'invalid-item', detail, ...change };
}

/** What every PageStore keeps. */
export function pageStoreContract(name: string, open: OpenStores): void {
  describe(`pages in ${name}`, () => {
    test('runs of all syncs, newest first, page by page', async () => {
      const { runs, pages } = await open();
      for (const [runId, syncId, date] of [
        ['b', 'sync-1', 2],
        ['d', 'sync-2', 3],
        ['a', 'sync-1', 1],
        ['c', 'sync-1', 3],
      ] as const) {
        await runs.saveRun(tenant, sampleRun(runId, { syncId, startedAt: day(date) }));
      }
      const first = await pages.runs(tenant, { ...all, limit: 2 });
      expect(first.map(({ runId }) => runId)).toEqual(['d', 'c']);
      expect(first[1]).toEqual(sampleRun('c', { startedAt: day(3) }));
      const second = await pages.runs(tenant, { ...all, before: first[1] ?? null });
      expect(second.map(({ runId }) => runId)).toEqual(['b', 'a']);
      expect(await pages.runs(tenant, { ...all, before: second[1] ?? null })).toEqual([]);
    });

    test('runs of one sync, and in one state', async () => {
      const { runs, pages } = await open();
      await runs.saveRun(tenant, sampleRun('a', { state: 'done' }));
      await runs.saveRun(tenant, sampleRun('b', { state: 'held', syncId: 'sync-2' }));
      await runs.saveRun(tenant, sampleRun('c', { state: 'held' }));
      const ids = async (wanted: object) => (await pages.runs(tenant, { ...all, ...wanted })).map(({ runId }) => runId);
      expect(await ids({ syncId: 'sync-1' })).toEqual(['c', 'a']);
      expect(await ids({ state: 'held' })).toEqual(['c', 'b']);
      expect(await ids({ syncId: 'sync-1', state: 'held' })).toEqual(['c']);
    });

    test('how far several collections are', async () => {
      const { collections, pages } = await open();
      await collections.append(tenant, 'people', [sampleItem('a'), sampleItem('b')]);
      await collections.completeRead(tenant, 'people', sampleRead());
      const { version, itemCount, readAt } = await collections.head(tenant, 'people');
      expect(await pages.heads(tenant, ['people', 'nobody'])).toEqual(
        new Map([
          ['people', { version, itemCount, readAt }],
          ['nobody', { version: 0, itemCount: 0, readAt: null }],
        ]),
      );
      expect(await pages.heads(tenant, [])).toEqual(new Map());
    });

    test('how many replicas of several syncs are in each state, each by its own version', async () => {
      const { replicas, pages } = await open();
      for (const syncId of ['sync-1', 'sync-2', 'sync-3']) {
        await replicas.addReplicas(tenant, syncId, ['a', 'b']);
        await replicas.saveReplica(tenant, sampleReplica('b', { syncId, state: 'ready', version: 3 }));
      }
      const versions = new Map([
        ['sync-1', 3],
        ['sync-2', 4],
        ['nobody', 1],
      ]);
      const counts = await pages.replicaCounts(tenant, versions);
      expect([...counts.keys()].sort()).toEqual(['nobody', 'sync-1', 'sync-2']);
      for (const [syncId, version] of versions) {
        expect(counts.get(syncId)).toEqual(await replicas.countReplicas(tenant, syncId, version));
      }
      expect(counts.get('sync-1')).toMatchObject({ ready: 1, atHead: 1, unknown: 1 });
      expect(counts.get('sync-2')).toMatchObject({ ready: 1, atHead: 0 });
    });

    test('the newest runs of several syncs, at most so many of each', async () => {
      const { runs, pages } = await open();
      for (const [runId, syncId, date] of [
        ['b', 'sync-1', 2],
        ['e', 'sync-2', 3],
        ['a', 'sync-1', 1],
        ['d', 'sync-1', 3],
        ['c', 'sync-1', 3],
        ['f', 'sync-3', 4],
      ] as const) {
        await runs.saveRun(tenant, sampleRun(runId, { syncId, startedAt: day(date) }));
      }
      const latest = await pages.latestRuns(tenant, ['sync-1', 'sync-2', 'nobody'], 3);
      expect([...latest].map(([syncId, found]) => [syncId, found.map(({ runId }) => runId)])).toEqual([
        ['sync-1', ['d', 'c', 'b']],
        ['sync-2', ['e']],
        ['nobody', []],
      ]);
      expect(latest.get('sync-2')).toEqual(await runs.runs(tenant, 'sync-2', 3));
      expect(await pages.latestRuns(tenant, [], 3)).toEqual(new Map());
    });

    test('issues of a run page by page, all or of one code', async () => {
      const { runs, pages } = await open();
      await runs.saveRun(tenant, sampleRun('r'));
      await runs.saveRun(tenant, sampleRun('R'));
      const issues = ['1', '2', '3', '4'].map((detail) => issue(detail, detail === '3' ? { code: 'conflict' } : {}));
      await runs.addIssues(tenant, 'R', [issue('other')]);
      await runs.addIssues(tenant, 'r', issues);
      const first = await pages.issues(tenant, 'r', null, 0, 3);
      expect(first.map(({ place: _, ...rest }) => rest)).toEqual(issues.slice(0, 3));
      const second = await pages.issues(tenant, 'r', null, first.at(-1)?.place ?? 0, 3);
      expect(second.map(({ detail }) => detail)).toEqual(['4']);
      expect((await pages.issues(tenant, 'r', 'conflict', 0, 3)).map(({ detail }) => detail)).toEqual(['3']);
      expect(await pages.issues(tenant, 'nobody', null, 0, 3)).toEqual([]);
    });

    test('issues by code: how many, and whom they concern', async () => {
      const { runs, pages } = await open();
      await runs.saveRun(tenant, sampleRun('r'));
      await runs.addIssues(tenant, 'r', [
        issue('', { mailboxId: 'm', itemId: 'a' }),
        issue('', { mailboxId: 'm', itemId: 'b' }),
        issue('', { mailboxId: 'n', itemId: 'b' }),
        issue('', { code: 'conflict' }),
        issue('', { code: 'another' }),
      ]);
      expect(await pages.issueGroups(tenant, 'r')).toEqual([
        { code: 'invalid-item', issues: 3, mailboxes: 2, items: 2 },
        { code: 'another', issues: 1, mailboxes: 0, items: 0 },
        { code: 'conflict', issues: 1, mailboxes: 0, items: 0 },
      ]);
      expect(await pages.issueGroups(tenant, 'nobody')).toEqual([]);
    });

    test("a mailbox's issues of all runs, newest first", async () => {
      const { runs, pages } = await open();
      await runs.saveRun(tenant, sampleRun('new', { startedAt: day(2) }));
      await runs.saveRun(tenant, sampleRun('old', { startedAt: day(1) }));
      await runs.addIssues(tenant, 'new', [
        issue('1', { mailboxId: 'm', itemId: 'a' }),
        issue('2', { mailboxId: 'n' }),
      ]);
      await runs.addIssues(tenant, 'old', [issue('3', { mailboxId: 'm' })]);
      const code = 'invalid-item';
      const newest = { runId: 'new', at: day(2), code, detail: '1', itemId: 'a' };
      expect(await pages.issuesOfMailbox(tenant, 'm', 9)).toEqual([
        newest,
        { runId: 'old', at: day(1), code, detail: '3', itemId: null },
      ]);
      expect(await pages.issuesOfMailbox(tenant, 'm', 1)).toEqual([newest]);
    });

    test('replicas of several mailboxes and syncs at once', async () => {
      const { replicas, pages } = await open();
      await replicas.addReplicas(tenant, 'sync-1', ['a', 'b', 'c']);
      await replicas.addReplicas(tenant, 'sync-2', ['b', 'c']);
      const withCursor = sampleReplica('b', { state: 'ready', version: 3, driftCursor: 'cursor' });
      await replicas.saveReplica(tenant, withCursor);
      const found = await pages.replicasOf(tenant, ['sync-1', 'sync-2'], ['a', 'b', 'nobody']);
      const inOrder = found.toSorted((a, b) => (`${a.syncId}${a.mailboxId}` < `${b.syncId}${b.mailboxId}` ? -1 : 1));
      expect(inOrder).toEqual([sampleReplica('a'), withCursor, sampleReplica('b', { syncId: 'sync-2' })]);
      expect(await pages.replicasOf(tenant, ['sync-2'], ['a'])).toEqual([]);
      expect(await pages.replicasOf(tenant, [], ['a'])).toEqual([]);
    });

    test('mailboxes by the state of their replica', async () => {
      const { replicas, pages } = await open();
      await replicas.addReplicas(tenant, 'sync-1', ['a', 'b', 'c', 'd']);
      await replicas.addReplicas(tenant, 'sync-2', ['e']);
      await replicas.saveReplica(tenant, sampleReplica('b', { state: 'ready', version: 3 }));
      await replicas.saveReplica(tenant, sampleReplica('c', { state: 'ready', version: 5 }));
      const ids = async (only: Parameters<typeof pages.mailboxesWith>[2]) =>
        [...(await pages.mailboxesWith(tenant, 'sync-1', only))].sort();
      expect(await ids(null)).toEqual(['a', 'b', 'c', 'd']);
      expect(await ids({ state: 'unknown' })).toEqual(['a', 'd']);
      expect(await ids({ behind: 5 })).toEqual(['b']);
      expect(await ids({ behind: 6 })).toEqual(['b', 'c']);
    });
  });
}
