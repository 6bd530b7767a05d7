import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import type { CollectionStore } from '../../../src/runs/stores.ts';
import type { ItemId } from '../../../src/sync/items.ts';
import type { HashedItem } from '../../../src/sync/log.ts';
import { collect, type OpenStores } from './open-stores.ts';
import { sampleItem, sampleRead, sampleRecord, tenant } from './sample-rows.ts';

const day = (date: number) => `2026-03-${String(date).padStart(2, '0')}T00:00:00.000Z`;

/** Appends of any items, some gone, maybe the same one twice. */
const appends = fc.array(
  fc.array(
    fc
      .tuple(fc.constantFrom('a', 'A', 'b', 'c', 'd'), fc.option(fc.constantFrom('Ada', 'Bo')))
      .map(([itemId, name]) => sampleItem(itemId, name)),
    { maxLength: 5 },
  ),
  { minLength: 1, maxLength: 8 },
);

/** What every CollectionStore remembers of what was there before. */
export function collectionHistoryContract(name: string, open: OpenStores): void {
  const asOf = (collections: CollectionStore, version: number) => collect(collections.asOf(tenant, 'c', version));

  describe(`history of collections in ${name}`, () => {
    test('of an unknown collection there is nothing', async () => {
      const { collections } = await open();
      expect(await asOf(collections, 0)).toEqual([]);
    });

    test('everything that changed after a version comes as it was, by item id', async () => {
      const { collections } = await open();
      await collections.append(tenant, 'c', [sampleItem('c'), sampleItem('b'), sampleItem('a')]);
      await collections.append(tenant, 'c', [sampleItem('c', 'Cy'), sampleItem('b', null), sampleItem('d')]);
      expect(await asOf(collections, 6)).toEqual([]);
      expect(await asOf(collections, 5)).toEqual([sampleItem('d', null)]);
      expect(await asOf(collections, 3)).toEqual([sampleItem('b'), sampleItem('c'), sampleItem('d', null)]);
      expect(await asOf(collections, 1)).toEqual([
        sampleItem('a', null),
        sampleItem('b', null),
        sampleItem('c'),
        sampleItem('d', null),
      ]);
    });

    test('what came back, and went again, was there in between', async () => {
      const { collections } = await open();
      for (const displayName of ['Ada', null, 'Ada L.', null, 'Ada']) {
        await collections.append(tenant, 'c', [sampleItem('a', displayName)]);
      }
      const names = await Promise.all(
        [0, 1, 2, 3, 4, 5].map(async (version) =>
          (await asOf(collections, version)).map(({ item }) => item?.fields.displayName ?? null),
        ),
      );
      expect(names).toEqual([[null], ['Ada'], [null], ['Ada L.'], [null], []]);
    });

    property.prop([appends], { numRuns: 25 })('at every version equals what was there at it', async (batches) => {
      const { collections } = await open();
      const states: ReadonlyMap<ItemId, HashedItem>[] = [new Map()];
      const lastChange = new Map<ItemId, number>();
      for (const items of batches) {
        for (const item of items) {
          lastChange.set(item.itemId, states.length);
          states.push(new Map([...(states.at(-1) ?? []), [item.itemId, item]]));
        }
        await collections.append(tenant, 'c', items);
      }
      for (const [version, state] of states.entries()) {
        const changed = [...lastChange].filter(([, at]) => at > version).map(([itemId]) => itemId);
        expect(await asOf(collections, version)).toEqual(
          changed.sort().map((itemId) => state.get(itemId) ?? sampleItem(itemId, null)),
        );
      }
    });

    test('appending while the pages are read does not change what comes', async () => {
      const { collections } = await open();
      const ids = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
      const items = (displayName: string) => ids.map((itemId) => sampleItem(itemId, displayName));
      await collections.append(tenant, 'c', items('Before'));
      await collections.append(tenant, 'c', items('After'));
      const seen: HashedItem[] = [];
      for await (const page of collections.asOf(tenant, 'c', 7)) {
        seen.push(...page);
        await collections.append(tenant, 'c', page);
      }
      expect(seen).toEqual(items('Before'));
      expect([...(await collections.hashes(tenant, 'c', ids)).values()]).toEqual(ids.map(() => 'hash-Before'));
    });

    test('a version is no longer known when something of it was replaced before the purge', async () => {
      const { collections, retention, setNow } = await open();
      setNow(day(1));
      await collections.append(tenant, 'c', [sampleItem('a'), sampleItem('b')]);
      await collections.append(tenant, 'c', [sampleItem('a', 'Ada L.')]);
      setNow(day(2));
      await collections.append(tenant, 'c', [sampleItem('b', null)]);
      await collections.completeRead(tenant, 'c', sampleRead({ readAt: day(2) }));
      expect(await asOf(collections, 2)).toEqual([sampleItem('a'), sampleItem('b')]);
      await retention.purgeBefore(tenant, day(2));
      for (const version of [0, 1, 2]) {
        await expect(asOf(collections, version)).rejects.toMatchObject({ name: 'StoreError', code: 'history-gone' });
      }
      expect(await asOf(collections, 3)).toEqual([sampleItem('b')]);
      await collections.append(tenant, 'c', [sampleItem('a', null)]);
      expect(await asOf(collections, 3)).toEqual([sampleItem('a', 'Ada L.'), sampleItem('b')]);
    });

    test('what only came new stays known, however long ago', async () => {
      const { collections, retention, setNow } = await open();
      setNow(day(1));
      await collections.append(tenant, 'c', [sampleItem('a'), sampleItem('b')]);
      await collections.append(tenant, 'c', [sampleItem('c')]);
      await collections.completeRead(tenant, 'c', sampleRead({ readAt: day(3) }));
      await retention.purgeBefore(tenant, day(2));
      expect(await asOf(collections, 2)).toEqual([sampleItem('c', null)]);
    });

    test('of a collection that was purged, neither its past nor its present is known', async () => {
      const { collections, retention } = await open();
      await collections.append(tenant, 'c', [sampleItem('a'), sampleItem('b')]);
      await collections.completeRead(tenant, 'c', sampleRead({ readAt: day(1) }));
      await retention.purgeBefore(tenant, day(2));
      await collections.append(tenant, 'c', [sampleItem('a')]);
      for (const version of [0, 1, 2]) {
        await expect(asOf(collections, version)).rejects.toMatchObject({ code: 'history-gone' });
      }
      expect(await asOf(collections, 3)).toEqual([]);
    });

    test('a source of the same id has a log of its own', async () => {
      const { collections, sources } = await open();
      await collections.append(tenant, 'c', [sampleItem('a')]);
      await sources.append(tenant, 'c', [sampleRecord('a'), sampleRecord('b', null)]);
      expect((await sources.head(tenant, 'c')).version).toBe(2);
      expect(await collect(collections.changes(tenant, 'c', 0, 9))).toEqual([{ ...sampleItem('a'), version: 1 }]);
    });
  });

  describe(`ripening of tombstones in ${name}`, () => {
    async function openWithTombstones() {
      const stores = await open();
      const { collections, setNow } = stores;
      await collections.append(tenant, 'c', [sampleItem('a'), sampleItem('b'), sampleItem('kept')]);
      for (const [date, itemId] of [
        [1, 'b'],
        [2, 'a'],
      ] as const) {
        setNow(day(date));
        await collections.append(tenant, 'c', [sampleItem(itemId, null)]);
      }
      setNow(day(20));
      const changesSince = async (version: number) => collect(collections.changes(tenant, 'c', version, 99));
      return { ...stores, changesSince };
    }

    test('an unknown collection stays at version 0', async () => {
      const { collections } = await open();
      expect(await collections.ripen(tenant, 'c', 30, day(9))).toBe(0);
    });

    test('tombstones that are older are appended again in their order, each once, as old as they are', async () => {
      const { collections, changesSince } = await openWithTombstones();
      const head = await collections.head(tenant, 'c');
      expect(await collections.ripen(tenant, 'c', 30, day(3))).toBe(7);
      expect(await changesSince(5)).toEqual([
        { ...sampleItem('b', null), version: 6, goneAt: day(1) },
        { ...sampleItem('a', null), version: 7, goneAt: day(2) },
      ]);
      expect(await collections.ripen(tenant, 'c', 30, day(3))).toBe(7);
      expect(await collections.ripen(tenant, 'c', 30, day(19))).toBe(7);
      expect(await collections.head(tenant, 'c')).toEqual({ ...head, version: 7 });
    });

    test('one that is exactly as old waits', async () => {
      const { collections, changesSince } = await openWithTombstones();
      expect(await collections.ripen(tenant, 'c', 30, day(2))).toBe(6);
      expect((await changesSince(5)).map(({ itemId }) => itemId)).toEqual(['b']);
      expect(await collections.ripen(tenant, 'c', 30, day(1))).toBe(6);
    });

    test('for more days they are appended once more, for fewer not', async () => {
      const { collections } = await openWithTombstones();
      expect(await collections.ripen(tenant, 'c', 30, day(3))).toBe(7);
      expect(await collections.ripen(tenant, 'c', 7, day(3))).toBe(7);
      expect(await collections.ripen(tenant, 'c', 31, day(2))).toBe(8);
      expect(await collections.ripen(tenant, 'c', 90, day(3))).toBe(10);
      expect(await collections.ripen(tenant, 'c', 90, day(3))).toBe(10);
    });

    test('one that came back and went again ripens anew', async () => {
      const { collections, changesSince } = await openWithTombstones();
      await collections.ripen(tenant, 'c', 30, day(3));
      await collections.append(tenant, 'c', [sampleItem('a', 'Back')]);
      expect(await collections.ripen(tenant, 'c', 30, day(19))).toBe(8);
      await collections.append(tenant, 'c', [sampleItem('a', null)]);
      expect(await collections.ripen(tenant, 'c', 30, day(20))).toBe(9);
      expect(await collections.ripen(tenant, 'c', 30, day(21))).toBe(10);
      expect(await changesSince(9)).toEqual([{ ...sampleItem('a', null), version: 10, goneAt: day(20) }]);
    });

    test('a tombstone that is appended again by a read stays as ripe as it is', async () => {
      const { collections } = await openWithTombstones();
      await collections.ripen(tenant, 'c', 30, day(3));
      await collections.append(tenant, 'c', [sampleItem('a', null)]);
      expect(await collections.ripen(tenant, 'c', 30, day(19))).toBe(8);
    });

    test('it changes nothing of what was there before', async () => {
      const { collections } = await openWithTombstones();
      const before = await collect(collections.asOf(tenant, 'c', 3));
      await collections.ripen(tenant, 'c', 30, day(3));
      expect(await collect(collections.asOf(tenant, 'c', 3))).toEqual(before);
      expect(await collect(collections.asOf(tenant, 'c', 5))).toEqual([sampleItem('a', null), sampleItem('b', null)]);
    });
  });
}
