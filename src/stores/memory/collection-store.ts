import type { CollectionStore } from '../../runs/stores.ts';
import { pages } from './pages.ts';
import { type CollectionRows, getOrAdd, type Rows } from './tenant-rows.ts';

export function createCollectionStore(rows: Rows, now: () => string, pageSize: number): CollectionStore {
  const collectionOf = (tenantId: string, collectionId: string) =>
    getOrAdd(rows(tenantId).collections, collectionId, emptyCollection);

  return {
    async head(tenantId, collectionId) {
      const { version, entries, read, snapshotAt } = collectionOf(tenantId, collectionId);
      return {
        version,
        itemCount: liveIds(entries).length,
        cursor: read?.cursor ?? null,
        definitionHash: read?.definitionHash ?? null,
        readAt: read?.readAt ?? null,
        snapshotAt,
      };
    },
    async hashes(tenantId, collectionId, itemIds) {
      const { entries } = collectionOf(tenantId, collectionId);
      return new Map(
        itemIds.flatMap((itemId) => {
          const entry = entries.get(itemId);
          return entry ? [[itemId, entry.contentHash] as const] : [];
        }),
      );
    },
    async append(tenantId, collectionId, items) {
      const collection = collectionOf(tenantId, collectionId);
      const entries = items.map((item, index) => ({ ...item, version: collection.version + index + 1 }));
      for (const entry of entries) {
        collection.version = entry.version;
        collection.firstAppendAt ??= now();
        // Taken out first, so that the map's order stays that of the versions.
        collection.entries.delete(entry.itemId);
        collection.entries.set(entry.itemId, entry);
      }
      return collection.version;
    },
    async completeRead(tenantId, collectionId, read) {
      const collection = collectionOf(tenantId, collectionId);
      collection.read = read;
      if (read.snapshot) collection.snapshotAt = read.readAt;
    },
    async *itemIds(tenantId, collectionId) {
      yield* pages(liveIds(collectionOf(tenantId, collectionId).entries), pageSize);
    },
    async *changes(tenantId, collectionId, after, upTo) {
      const entries = [...collectionOf(tenantId, collectionId).entries.values()];
      yield* pages(
        entries.filter(({ version }) => after < version && version <= upTo),
        pageSize,
      );
    },
  };
}

function emptyCollection(): CollectionRows {
  return { version: 0, entries: new Map(), read: null, snapshotAt: null, firstAppendAt: null };
}

function liveIds(entries: CollectionRows['entries']): string[] {
  return [...entries.values()].flatMap(({ itemId, item }) => (item ? [itemId] : []));
}
