import { describe, expect, test } from 'vitest';
import { collect, type OpenStores } from './open-stores.ts';
import {
  sampleItem,
  sampleLink,
  sampleMailbox,
  samplePhoto,
  sampleRead,
  sampleRecord,
  sampleReplica,
  sampleTenant,
  tenant,
} from './sample-rows.ts';

const lists = { connectionIds: ['x'], sourceIds: ['gal'], collectionIds: ['people'], syncIds: ['sync-1'] };

/** What every ListCache removes and leaves. */
export function listCacheContract(name: string, open: OpenStores): void {
  describe(`list cache in ${name}`, () => {
    test('mailboxes of the connection go, with where the next read goes on', async () => {
      const { mailboxes, listCache } = await open();
      for (const connectionId of ['x', 'y']) {
        await mailboxes.putMailboxes(tenant, connectionId, [sampleMailbox('m')]);
        await mailboxes.saveCursor(tenant, connectionId, 'cursor');
      }
      await listCache.forgetLists(tenant, lists);
      expect(await collect(mailboxes.mailboxes(tenant, 'x'))).toEqual([]);
      expect(await mailboxes.cursor(tenant, 'x')).toBeNull();
      expect(await collect(mailboxes.mailboxes(tenant, 'y'))).toEqual([sampleMailbox('m')]);
    });

    test('photos of the sources go, and images that no other source has', async () => {
      const { photos, listCache } = await open();
      await photos.putPhoto(tenant, 'gal', samplePhoto('a'), Uint8Array.of(1));
      await photos.putPhoto(tenant, 'gal', samplePhoto('b', { hash: 'hash-2' }), Uint8Array.of(2));
      await photos.putPhoto(tenant, 'board', samplePhoto('b', { hash: 'hash-2' }), Uint8Array.of(2));
      await listCache.forgetLists(tenant, lists);
      expect(await photos.photos(tenant, 'gal', ['a', 'b'])).toEqual(new Map());
      expect(await photos.image(tenant, 'hash-1')).toBeNull();
      expect(await photos.image(tenant, 'hash-2')).not.toBeNull();
    });

    test('a forgotten source is unread, and goes on counting versions; another stays', async () => {
      const { sources, listCache } = await open();
      for (const sourceId of ['gal', 'board']) {
        await sources.append(tenant, sourceId, [sampleRecord('a'), sampleRecord('b')]);
        await sources.completeRead(tenant, sourceId, sampleRead());
      }
      const other = await sources.head(tenant, 'board');
      await listCache.forgetLists(tenant, lists);
      const unread = { itemCount: 0, cursor: null, definitionHash: null, readAt: null, snapshotAt: null };
      expect(await sources.head(tenant, 'gal')).toEqual({ version: 2, ...unread });
      expect(await sources.hashes(tenant, 'gal', ['a'])).toEqual(new Map());
      expect(await sources.append(tenant, 'gal', [sampleRecord('a')])).toBe(3);
      expect(await sources.head(tenant, 'board')).toEqual(other);
    });

    test('a forgotten collection keeps no history; every other one is due for a merge as a whole', async () => {
      const { collections, listCache } = await open();
      for (const collectionId of ['people', 'others']) {
        await collections.append(tenant, collectionId, [sampleItem('a')]);
        await collections.append(tenant, collectionId, [sampleItem('a', 'Bea')]);
        await collections.completeRead(tenant, collectionId, sampleRead());
      }
      await listCache.forgetLists(tenant, lists);
      expect(await collect(collections.changes(tenant, 'people', 0, 99))).toEqual([]);
      await expect(collect(collections.asOf(tenant, 'people', 1))).rejects.toMatchObject({ code: 'history-gone' });
      const head = await collections.head(tenant, 'others');
      expect(head).toMatchObject({ itemCount: 1, cursor: null, definitionHash: null });
    });

    test('nothing of what is forgotten stays stored', async () => {
      const { sources, collections, listCache, tenantData, tenants } = await open();
      await tenants.saveTenant(sampleTenant());
      await sources.append(tenant, 'gal', [sampleRecord('a')]);
      await collections.append(tenant, 'people', [sampleItem('a')]);
      await collections.append(tenant, 'people', [sampleItem('a', 'Bea')]);
      const stored = async () =>
        (await tenantData.amounts(tenant))
          .filter(({ what }) => what === 'collections' || what === 'address-list')
          .map(({ entries }) => entries);
      expect((await stored()).every((entries) => entries > 0)).toBe(true);
      await listCache.forgetLists(tenant, lists);
      expect(await stored()).toEqual([0, 0]);
    });

    test('a replica of the syncs that was ready is unknown, with its folder and links; another stays as it is', async () => {
      const { replicas, listCache } = await open();
      for (const syncId of ['sync-1', 'sync-2']) {
        await replicas.addReplicas(tenant, syncId, ['m']);
        await replicas.saveReplica(tenant, sampleReplica('m', { syncId, state: 'ready', folderId: 'f', version: 3 }));
        await replicas.writeLinks(tenant, syncId, 'm', { put: [sampleLink('a')], remove: [] });
      }
      await listCache.forgetLists(tenant, lists);
      expect(await replicas.replica(tenant, 'sync-1', 'm')).toMatchObject({ state: 'unknown', folderId: 'f' });
      expect(await replicas.countLinks(tenant, 'sync-1', 'm')).toBe(1);
      expect(await replicas.replica(tenant, 'sync-2', 'm')).toMatchObject({ state: 'ready', version: 3 });
    });
  });
}
