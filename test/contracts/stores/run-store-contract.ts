import { describe, expect, test } from 'vitest';
import type { Issue } from '../../../src/runs/stores.ts';
import type { OpenStores } from './open-stores.ts';
import { sampleRun, tenant } from './sample-rows.ts';

/** What every RunStore keeps. */
export function runStoreContract(name: string, open: OpenStores): void {
  describe(`runs in ${name}`, () => {
    test('an unknown run is null, has no issues and takes none', async () => {
      const { runs } = await open();
      expect(await runs.run(tenant, 'r')).toBeNull();
      expect(await runs.runs(tenant, 'sync-1', 10)).toEqual([]);
      expect(await runs.issues(tenant, 'r', 10)).toEqual([]);
      const issue: Issue = { mailboxId: null, itemId: null, code: 'not-found', detail: '' };
      await expect(runs.addIssues(tenant, 'r', [issue])).rejects.toMatchObject({ code: 'run-missing' });
    });

    test('saving again replaces and keeps the issues', async () => {
      const { runs } = await open();
      await runs.saveRun(tenant, sampleRun('r'));
      await runs.addIssues(tenant, 'r', [{ mailboxId: 'm', itemId: 'a', code: 'invalid-item', detail: '400' }]);
      const ended = sampleRun('r', {
        state: 'failed',
        endedAt: '2026-02-01T01:00:00.000Z',
        reason: 'unauthorized',
        detail: 'AADSTS7000222',
        totals: { ...sampleRun('r').totals, created: 100 },
        versionBefore: 0,
        setUp: { collectionId: 'c', placement: 'default-folder', presentationHash: 'p' },
        heldHash: 'held',
      });
      await runs.saveRun(tenant, ended);
      expect(await runs.run(tenant, 'r')).toEqual(ended);
      expect(await runs.issues(tenant, 'r', 10)).toHaveLength(1);
    });

    test.each(['running', 'done', 'held', 'refused', 'cancelled', 'failed'] as const)(
      'state %s is kept',
      async (state) => {
        const { runs } = await open();
        await runs.saveRun(tenant, sampleRun('r', { state }));
        expect((await runs.run(tenant, 'r'))?.state).toBe(state);
      },
    );

    test.each(['sync', 'uninstall', 'undo'] as const)('kind %s is kept', async (kind) => {
      const { runs } = await open();
      await runs.saveRun(tenant, sampleRun('r', { kind }));
      expect(await runs.runs(tenant, 'sync-1', 1)).toEqual([sampleRun('r', { kind })]);
    });

    test("a sync's runs come newest first, at most so many", async () => {
      const { runs } = await open();
      const day = (date: number) => `2026-02-0${date}T00:00:00.000Z`;
      for (const [runId, date] of [
        ['b', 2],
        ['d', 3],
        ['a', 1],
        ['c', 3],
      ] as const) {
        await runs.saveRun(tenant, sampleRun(runId, { startedAt: day(date) }));
      }
      await runs.saveRun(tenant, sampleRun('other', { syncId: 'sync-2', startedAt: day(4) }));
      const ids = async (limit: number) => (await runs.runs(tenant, 'sync-1', limit)).map(({ runId }) => runId);
      expect(await ids(10)).toEqual(['d', 'c', 'b', 'a']);
      expect(await ids(2)).toEqual(['d', 'c']);
    });

    test('issues come in the order added, at most so many', async () => {
      const { runs } = await open();
      await runs.saveRun(tenant, sampleRun('r'));
      await runs.saveRun(tenant, sampleRun('R'));
      const issue = (detail: string, change: Partial<Issue> = {}): Issue => ({
        mailboxId: null,
        itemId: null,
        code: 'held-share',
        detail,
        ...change,
      });
      await runs.addIssues(tenant, 'r', [issue('z', { mailboxId: 'm' }), issue('a', { itemId: 'item' })]);
      await runs.addIssues(tenant, 'R', [issue('other')]);
      await runs.addIssues(tenant, 'r', [issue('m')]);
      expect(await runs.issues(tenant, 'r', 10)).toEqual([
        issue('z', { mailboxId: 'm' }),
        issue('a', { itemId: 'item' }),
        issue('m'),
      ]);
      expect(await runs.issues(tenant, 'r', 2)).toHaveLength(2);
    });
  });
}
