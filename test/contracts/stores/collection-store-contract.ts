import { describe, expect, test } from 'vitest';
import { collect, type OpenStores } from './open-stores.ts';
import { sampleItem, sampleRead, tenant } from './sample-rows.ts';

const unread = {
  version: 0,
  itemCount: 0,
  cursor: null,
  definitionHash: null,
  readAt: null,
  snapshotAt: null,
};

/** What every CollectionStore keeps. */
export function collectionStoreContract(name: string, open: OpenStores): void {
  describe(`collections in ${name}`, () => {
    test('an unknown collection is at version 0 and unread', async () => {
      const { collections } = await open();
      expect(await collections.head(tenant, 'c')).toEqual(unread);
      expect(await collections.hashes(tenant, 'c', ['a'])).toEqual(new Map());
      expect(await collect(collections.itemIds(tenant, 'c'))).toEqual([]);
      expect(await collect(collections.changes(tenant, 'c', 0, 10))).toEqual([]);
    });

    test('each item gets the next version, in order, and its content comes back as it was', async () => {
      const { collections } = await open();
      expect(await collections.append(tenant, 'c', [sampleItem('b'), sampleItem('a', 'Bo')])).toBe(2);
      expect(await collections.append(tenant, 'c', [sampleItem('z', 'Zoë 🦊')])).toBe(3);
      expect(await collect(collections.changes(tenant, 'c', 0, 3))).toEqual([
        { ...sampleItem('b'), version: 1 },
        { ...sampleItem('a', 'Bo'), version: 2 },
        { ...sampleItem('z', 'Zoë 🦊'), version: 3 },
      ]);
    });

    test('appending nothing gives the head as it is', async () => {
      const { collections } = await open();
      expect(await collections.append(tenant, 'c', [])).toBe(0);
      await collections.append(tenant, 'c', [sampleItem('a')]);
      expect(await collections.append(tenant, 'c', [])).toBe(1);
    });

    test("an item's new entry replaces its former one", async () => {
      const { collections } = await open();
      await collections.append(tenant, 'c', [sampleItem('a'), sampleItem('b')]);
      expect(await collections.append(tenant, 'c', [sampleItem('a', 'Ada L.')])).toBe(3);
      expect(await collect(collections.changes(tenant, 'c', 0, 3))).toEqual([
        { ...sampleItem('b'), version: 2 },
        { ...sampleItem('a', 'Ada L.'), version: 3 },
      ]);
    });

    test('an item that is appended twice in one call keeps the last', async () => {
      const { collections } = await open();
      expect(await collections.append(tenant, 'c', [sampleItem('a', 'One'), sampleItem('a', 'Two')])).toBe(2);
      expect(await collect(collections.changes(tenant, 'c', 0, 2))).toEqual([
        { ...sampleItem('a', 'Two'), version: 2 },
      ]);
      expect((await collections.head(tenant, 'c')).itemCount).toBe(1);
    });

    test('a tombstone is a change, has the hash "", and is no item', async () => {
      const { collections } = await open();
      await collections.append(tenant, 'c', [sampleItem('a'), sampleItem('b')]);
      await collections.append(tenant, 'c', [sampleItem('a', null), sampleItem('never-there', null)]);
      expect(await collections.hashes(tenant, 'c', ['a', 'b', 'missing'])).toEqual(
        new Map([
          ['a', ''],
          ['b', 'hash-Ada'],
        ]),
      );
      expect(await collect(collections.itemIds(tenant, 'c'))).toEqual(['b']);
      expect(await collections.head(tenant, 'c')).toMatchObject({ version: 4, itemCount: 1 });
      expect(await collect(collections.changes(tenant, 'c', 2, 4))).toEqual([
        { ...sampleItem('a', null), version: 3 },
        { ...sampleItem('never-there', null), version: 4 },
      ]);
    });

    test('an item may come back after its tombstone', async () => {
      const { collections } = await open();
      for (const displayName of ['Ada', null, 'Ada again']) {
        await collections.append(tenant, 'c', [sampleItem('a', displayName)]);
      }
      expect(await collections.head(tenant, 'c')).toMatchObject({ version: 3, itemCount: 1 });
      expect(await collect(collections.itemIds(tenant, 'c'))).toEqual(['a']);
    });

    test('changes are those after one version and up to another, over all pages', async () => {
      const { collections } = await open();
      const ids = Array.from({ length: 20 }, (_, index) => `item-${index + 1}`);
      await collections.append(
        tenant,
        'c',
        ids.map((itemId) => sampleItem(itemId)),
      );
      const versions = async (after: number, upTo: number) =>
        (await collect(collections.changes(tenant, 'c', after, upTo))).map(({ version }) => version);
      expect(await versions(0, 20)).toEqual(ids.map((_, index) => index + 1));
      expect(await versions(7, 13)).toEqual([8, 9, 10, 11, 12, 13]);
      expect(await versions(17, 99)).toEqual([18, 19, 20]);
      expect(await versions(20, 99)).toEqual([]);
      expect(await versions(5, 5)).toEqual([]);
    });

    test('all item ids come, each once, over all pages', async () => {
      const { collections } = await open();
      const ids = Array.from({ length: 11 }, (_, index) => `item-${index}`);
      await collections.append(
        tenant,
        'c',
        ids.map((itemId) => sampleItem(itemId)),
      );
      expect((await collect(collections.itemIds(tenant, 'c'))).toSorted()).toEqual(ids.toSorted());
    });

    test('one item that cannot be stored keeps all of its call out', async () => {
      const { collections } = await open();
      await collections.append(tenant, 'c', [sampleItem('a')]);
      const broken = {
        ...sampleItem('c'),
        get contentHash(): string {
          throw new Error('no hash');
        },
      };
      await expect(collections.append(tenant, 'c', [sampleItem('b'), broken])).rejects.toThrow('no hash');
      expect(await collections.head(tenant, 'c')).toMatchObject({ version: 1, itemCount: 1 });
      expect(await collections.hashes(tenant, 'c', ['b', 'c'])).toEqual(new Map());
    });

    test('appends at the same time do not share versions', async () => {
      const { collections } = await open();
      const heads = await Promise.all(
        Array.from({ length: 10 }, (_, index) => collections.append(tenant, 'c', [sampleItem(`item-${index}`)])),
      );
      expect(heads.toSorted((one, two) => one - two)).toEqual(Array.from({ length: 10 }, (_, index) => index + 1));
    });

    test('the cursor moves at the end of a complete read, and not by appending', async () => {
      const { collections } = await open();
      await collections.append(tenant, 'c', [sampleItem('a')]);
      expect(await collections.head(tenant, 'c')).toEqual({ ...unread, version: 1, itemCount: 1 });
      await collections.completeRead(tenant, 'c', sampleRead());
      const { snapshot, ...read } = sampleRead();
      expect(snapshot).toBe(true);
      const head = { version: 1, itemCount: 1, ...read, snapshotAt: read.readAt };
      expect(await collections.head(tenant, 'c')).toEqual(head);
      await collections.append(tenant, 'c', [sampleItem('b')]);
      expect(await collections.head(tenant, 'c')).toEqual({ ...head, version: 2, itemCount: 2 });
    });

    test('reading changes leaves the time of the last snapshot', async () => {
      const { collections } = await open();
      await collections.completeRead(tenant, 'c', sampleRead({ readAt: '2026-02-01T00:00:00.000Z' }));
      const later = '2026-02-02T00:00:00.000Z';
      await collections.completeRead(
        tenant,
        'c',
        sampleRead({ snapshot: false, cursor: 'cursor-2', definitionHash: 'definition-2', readAt: later }),
      );
      expect(await collections.head(tenant, 'c')).toEqual({
        version: 0,
        itemCount: 0,
        cursor: 'cursor-2',
        definitionHash: 'definition-2',
        readAt: later,
        snapshotAt: '2026-02-01T00:00:00.000Z',
      });
      await collections.completeRead(tenant, 'c', sampleRead({ cursor: null }));
      expect((await collections.head(tenant, 'c')).cursor).toBeNull();
    });

    test('collections are apart', async () => {
      const { collections } = await open();
      await collections.append(tenant, 'c', [sampleItem('a')]);
      expect(await collections.append(tenant, 'd', [sampleItem('b'), sampleItem('c')])).toBe(2);
      expect(await collect(collections.itemIds(tenant, 'c'))).toEqual(['a']);
    });

    test('ids that differ only in case are different', async () => {
      const { collections } = await open();
      await collections.append(tenant, 'c', [sampleItem('id', 'lower'), sampleItem('ID', 'upper')]);
      await collections.append(tenant, 'C', [sampleItem('other')]);
      expect((await collections.head(tenant, 'c')).itemCount).toBe(2);
      expect(await collections.hashes(tenant, 'c', ['ID', 'Id'])).toEqual(new Map([['ID', 'hash-upper']]));
    });
  });
}
