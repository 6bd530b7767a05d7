import { describe, expect, test } from 'vitest';
import { collect, type OpenStores } from './open-stores.ts';
import {
  sampleDefinitions,
  sampleItem,
  sampleLink,
  sampleMailbox,
  samplePhoto,
  sampleRead,
  sampleRecord,
  sampleReplica,
  sampleRun,
  sampleSync,
  tenant,
} from './sample-rows.ts';

const old = '2026-01-31T23:59:59.999Z';
const instant = '2026-02-01T00:00:00.000Z';

/** What every Retention removes and leaves. */
export function retentionContract(name: string, open: OpenStores): void {
  describe(`retention in ${name}`, () => {
    test('runs and their issues go when they started before the instant', async () => {
      const { runs, retention } = await open();
      const issue = { mailboxId: null, itemId: null, code: 'not-found', detail: '' };
      for (const [runId, startedAt] of [
        ['old', old],
        ['new', instant],
      ] as const) {
        await runs.saveRun(tenant, sampleRun(runId, { startedAt }));
        await runs.addIssues(tenant, runId, [issue]);
      }
      await retention.purgeBefore(tenant, instant);
      expect(await runs.run(tenant, 'old')).toBeNull();
      expect(await runs.issues(tenant, 'old', 10)).toEqual([]);
      expect((await runs.runs(tenant, 'sync-1', 10)).map(({ runId }) => runId)).toEqual(['new']);
      expect(await runs.issues(tenant, 'new', 10)).toEqual([issue]);
    });

    test('runs and issues go by their own instant, where one is given', async () => {
      const { runs, collections, retention } = await open();
      const issue = { mailboxId: null, itemId: null, code: 'not-found', detail: '' };
      for (const [runId, startedAt] of [
        ['older', '2026-01-15T00:00:00.000Z'],
        ['old', old],
      ] as const) {
        await runs.saveRun(tenant, sampleRun(runId, { startedAt }));
        await runs.addIssues(tenant, runId, [issue]);
      }
      await collections.append(tenant, 'c', [sampleItem('a')]);
      await collections.completeRead(tenant, 'c', sampleRead({ readAt: old }));
      await retention.purgeBefore(tenant, instant, old);
      expect((await runs.runs(tenant, 'sync-1', 10)).map(({ runId }) => runId)).toEqual(['old']);
      expect(await runs.issues(tenant, 'old', 10)).toEqual([issue]);
      expect(await collect(collections.itemIds(tenant, 'c'))).toEqual([]);
    });

    test('a collection read before the instant becomes an unread one, and goes on counting versions', async () => {
      const { collections, retention } = await open();
      await collections.append(tenant, 'c', [sampleItem('a'), sampleItem('b'), sampleItem('b', null)]);
      await collections.completeRead(tenant, 'c', sampleRead({ readAt: old }));
      await retention.purgeBefore(tenant, instant);
      expect(await collections.head(tenant, 'c')).toEqual({
        version: 3,
        itemCount: 0,
        cursor: null,
        definitionHash: null,
        readAt: null,
        snapshotAt: null,
      });
      expect(await collections.hashes(tenant, 'c', ['a', 'b'])).toEqual(new Map());
      expect(await collect(collections.changes(tenant, 'c', 0, 99))).toEqual([]);
      expect(await collections.append(tenant, 'c', [sampleItem('a')])).toBe(4);
    });

    test('a collection read since then stays, however old its entries', async () => {
      const { collections, retention, setNow } = await open();
      setNow(old);
      await collections.append(tenant, 'c', [sampleItem('a')]);
      await collections.completeRead(tenant, 'c', sampleRead({ readAt: old }));
      await collections.completeRead(tenant, 'c', sampleRead({ readAt: instant, snapshot: false }));
      const head = await collections.head(tenant, 'c');
      await retention.purgeBefore(tenant, instant);
      expect(await collections.head(tenant, 'c')).toEqual(head);
      expect(await collect(collections.itemIds(tenant, 'c'))).toEqual(['a']);
    });

    test('a collection that was never read completely counts from its first item', async () => {
      const { collections, retention, setNow } = await open();
      setNow(old);
      await collections.append(tenant, 'old', [sampleItem('a')]);
      setNow(instant);
      await collections.append(tenant, 'old', [sampleItem('b')]);
      await collections.append(tenant, 'new', [sampleItem('a')]);
      await retention.purgeBefore(tenant, instant);
      expect(await collect(collections.itemIds(tenant, 'old'))).toEqual([]);
      expect(await collect(collections.itemIds(tenant, 'new'))).toEqual(['a']);
      await collections.append(tenant, 'old', [sampleItem('c')]);
      await retention.purgeBefore(tenant, instant);
      expect(await collect(collections.itemIds(tenant, 'old'))).toEqual(['c']);
    });

    test('a source read before the instant becomes an unread one, and what is made of sources is merged anew', async () => {
      const { collections, sources, retention } = await open();
      await sources.append(tenant, 'old', [sampleRecord('a'), sampleRecord('b', null)]);
      await sources.completeRead(tenant, 'old', sampleRead({ readAt: old }));
      await sources.append(tenant, 'new', [sampleRecord('a')]);
      await sources.completeRead(tenant, 'new', sampleRead({ readAt: instant }));
      await collections.append(tenant, 'old', [sampleItem('a')]);
      await collections.completeRead(tenant, 'old', sampleRead({ readAt: instant }));
      const [head, sourceHead] = [await collections.head(tenant, 'old'), await sources.head(tenant, 'new')];
      await retention.purgeBefore(tenant, instant);
      expect(await sources.head(tenant, 'old')).toEqual({
        version: 2,
        itemCount: 0,
        cursor: null,
        definitionHash: null,
        readAt: null,
        snapshotAt: null,
      });
      expect(await collect(sources.changes(tenant, 'old', 0, 99))).toEqual([]);
      expect(await sources.head(tenant, 'new')).toEqual(sourceHead);
      expect(await collections.head(tenant, 'old')).toEqual({ ...head, cursor: null, definitionHash: null });
      expect(await collect(collections.itemIds(tenant, 'old'))).toEqual(['a']);
    });

    test('photos looked at before the instant go, and their images with the last of them', async () => {
      const { photos, retention } = await open();
      const put = (itemId: string, hash: string, checkedAt: string) =>
        photos.putPhoto(tenant, 'gal', samplePhoto(itemId, { hash, checkedAt }), Uint8Array.of(1));
      await put('old', 'old', old);
      await put('old-too', 'both', old);
      await put('new', 'both', instant);
      await retention.purgeBefore(tenant, instant);
      expect([...(await photos.photos(tenant, 'gal', ['old', 'old-too', 'new'])).keys()]).toEqual(['new']);
      expect(await photos.image(tenant, 'old')).toBeNull();
      expect(await photos.image(tenant, 'both')).not.toBeNull();
    });

    test('the replicas of a collection are those of the syncs that bring it, and of syncs that are not defined', async () => {
      const { collections, definitions, replicas, retention } = await open();
      const [people] = sampleDefinitions().collections;
      if (!people) throw new Error('the sample has no collection');
      const stored = sampleDefinitions({
        collections: [people, { ...people, collectionId: 'others' }],
        syncs: [
          sampleSync({ syncId: 'one', name: 'one', collectionId: 'people' }),
          sampleSync({ syncId: 'two', name: 'two', collectionId: 'people' }),
          sampleSync({ syncId: 'people', name: 'three', collectionId: 'others' }),
        ],
      });
      await definitions.saveDefinitions(tenant, stored, 0);
      const syncIds = ['one', 'two', 'people', 'undefined'];
      for (const syncId of syncIds) {
        await replicas.addReplicas(tenant, syncId, ['m']);
        await replicas.saveReplica(
          tenant,
          sampleReplica('m', { syncId, state: 'ready', version: 1, syncedAt: instant }),
        );
      }
      const states = () =>
        Promise.all(syncIds.map(async (syncId) => (await replicas.replica(tenant, syncId, 'm'))?.state));
      await collections.completeRead(tenant, 'people', sampleRead({ readAt: instant }));
      await retention.purgeBefore(tenant, instant);
      expect(await states()).toEqual(['ready', 'ready', 'ready', 'ready']);
      await collections.completeRead(tenant, 'people', sampleRead({ readAt: old }));
      await retention.purgeBefore(tenant, instant);
      expect(await states()).toEqual(['unknown', 'unknown', 'ready', 'unknown']);
    });

    test('a replica that leaves goes on leaving, however long it takes', async () => {
      const { replicas, retention } = await open();
      const leaving = sampleReplica('m', { state: 'leaving', version: 3, folderId: 'folder', syncedAt: old });
      await replicas.addReplicas(tenant, 'sync-1', ['m']);
      await replicas.saveReplica(tenant, { ...leaving, driftCursor: 'cursor', lookAt: instant, lookAgainAt: instant });
      await replicas.writeLinks(tenant, 'sync-1', 'm', { put: [sampleLink('a')], remove: [] });
      await retention.purgeBefore(tenant, instant);
      expect(await replicas.replica(tenant, 'sync-1', 'm')).toEqual({ ...leaving, version: 0, syncedAt: null });
      expect(await replicas.countLinks(tenant, 'sync-1', 'm')).toBe(0);
    });

    test('replicas of a collection that became unread are looked at first, and keep their fresh links', async () => {
      const { collections, replicas, retention } = await open();
      await collections.append(tenant, 'sync-1', [sampleItem('a')]);
      await collections.completeRead(tenant, 'sync-1', sampleRead({ readAt: old }));
      const ready = sampleReplica('ready', { state: 'ready', version: 1, syncedAt: instant });
      const unavailable = sampleReplica('gone', { state: 'unavailable', lookAgainAt: '2026-05-01T00:00:00.000Z' });
      await replicas.addReplicas(tenant, 'sync-1', ['ready', 'gone']);
      for (const replica of [ready, unavailable]) await replicas.saveReplica(tenant, replica);
      await replicas.writeLinks(tenant, 'sync-1', 'ready', { put: [sampleLink('a')], remove: [] });
      await retention.purgeBefore(tenant, instant);
      expect(await collect(replicas.replicas(tenant, 'sync-1'))).toEqual([unavailable, { ...ready, state: 'unknown' }]);
      expect(await replicas.countLinks(tenant, 'sync-1', 'ready')).toBe(1);
    });

    test('of a replica synced before the instant remains its folder, in state unknown', async () => {
      const { replicas, retention } = await open();
      await replicas.addReplicas(tenant, 'sync-1', ['new', 'old', 'weekly']);
      const ready = (mailboxId: string, syncedAt: string) =>
        sampleReplica(mailboxId, {
          state: 'ready',
          version: 7,
          folderId: `folder-${mailboxId}`,
          syncedAt,
          driftCursor: `cursor-${mailboxId}`,
          lookAt: '2026-05-01T00:00:00.000Z',
        });
      await replicas.saveReplica(tenant, ready('old', old));
      await replicas.saveReplica(tenant, ready('new', instant));
      await replicas.saveReplica(tenant, {
        ...ready('weekly', old),
        state: 'unavailable',
        failureCode: 'mailbox-not-found',
        lookAgainAt: '2026-05-01T00:00:00.000Z',
      });
      for (const mailboxId of ['old', 'new', 'weekly']) {
        await replicas.writeLinks(tenant, 'sync-1', mailboxId, { put: [sampleLink('a')], remove: [] });
      }
      await retention.purgeBefore(tenant, instant);
      expect(await collect(replicas.replicas(tenant, 'sync-1'))).toEqual([
        ready('new', instant),
        sampleReplica('old', { folderId: 'folder-old' }),
        sampleReplica('weekly', { folderId: 'folder-weekly' }),
      ]);
      expect(await replicas.countLinks(tenant, 'sync-1', 'old')).toBe(0);
      expect(await replicas.countLinks(tenant, 'sync-1', 'weekly')).toBe(0);
      expect(await replicas.countLinks(tenant, 'sync-1', 'new')).toBe(1);
    });

    test('a replica that was never synced counts from when it was added', async () => {
      const { replicas, retention, setNow } = await open();
      const states = ['ready', 'unavailable', 'writing'] as const;
      const lookAgainAt = '2026-05-01T00:00:00.000Z';
      for (const [when, at] of [
        ['old', old],
        ['new', instant],
      ] as const) {
        setNow(at);
        for (const state of states) {
          const mailboxId = `${when}-${state}`;
          await replicas.addReplicas(tenant, 'sync-1', [mailboxId]);
          await replicas.saveReplica(tenant, sampleReplica(mailboxId, { state, lookAgainAt }));
          await replicas.writeLinks(tenant, 'sync-1', mailboxId, { put: [sampleLink('a')], remove: [] });
        }
      }
      await retention.purgeBefore(tenant, instant);
      const left = await collect(replicas.replicas(tenant, 'sync-1'));
      expect(left.map(({ mailboxId, state }) => [mailboxId, state])).toEqual([
        ['new-ready', 'ready'],
        ['new-unavailable', 'unavailable'],
        ['new-writing', 'writing'],
        ['old-ready', 'unknown'],
        ['old-unavailable', 'unavailable'],
        ['old-writing', 'writing'],
      ]);
      for (const { mailboxId, lookAgainAt: kept } of left) {
        const links = await replicas.countLinks(tenant, 'sync-1', mailboxId);
        expect([mailboxId, links, kept]).toEqual([mailboxId, mailboxId.startsWith('old') ? 0 : 1, lookAgainAt]);
      }
    });

    test('mailboxes and their cursor go when they were last written before the instant', async () => {
      const { mailboxes, retention, setNow } = await open();
      setNow(old);
      for (const connectionId of ['old', 'read-again', 'put-again']) {
        await mailboxes.putMailboxes(tenant, connectionId, [sampleMailbox('a')]);
        await mailboxes.saveCursor(tenant, connectionId, 'cursor');
      }
      setNow(instant);
      await mailboxes.saveCursor(tenant, 'read-again', 'cursor-2');
      await mailboxes.putMailboxes(tenant, 'put-again', []);
      await retention.purgeBefore(tenant, instant);
      expect(await collect(mailboxes.mailboxes(tenant, 'old'))).toEqual([]);
      expect(await mailboxes.cursor(tenant, 'old')).toBeNull();
      expect(await collect(mailboxes.mailboxes(tenant, 'read-again'))).toEqual([sampleMailbox('a')]);
      expect(await mailboxes.cursor(tenant, 'put-again')).toBe('cursor');
    });
  });
}
