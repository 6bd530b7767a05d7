import type { CollectionStore } from '../../runs/stores.ts';
import type { ItemId } from '../../sync/items.ts';
import type { Version } from '../../sync/log.ts';
import type { TenantVault, Vault } from '../../tenants/ports.ts';
import { itemSchema, readStored } from '../stored-json.ts';
import { prepareCollections } from './collection-statements.ts';
import type { SqliteDatabase } from './database.ts';
import { openText, type Place, sealText } from './sealed-text.ts';

export function createCollectionStore(
  database: SqliteDatabase,
  vault: Vault,
  now: () => string,
  pageSize: number,
): CollectionStore {
  const statements = prepareCollections(database, pageSize);

  return {
    async head(tenantId, collectionId) {
      const [row] = statements.head({ tenantId, collectionId });
      if (!row) return unread;
      const { cursorSealed, ...head } = row;
      const cursor = cursorSealed && openText(await vault.forTenant(tenantId), cursorPlace(collectionId), cursorSealed);
      return { ...head, cursor };
    },
    async hashes(tenantId, collectionId, itemIds) {
      const rows = statements.hashes({ tenantId, collectionId, itemIds: JSON.stringify(itemIds) });
      return new Map(rows.map(({ itemId, contentHash }) => [itemId, contentHash]));
    },
    async append(tenantId, collectionId, items) {
      const tenantVault = await vault.forTenant(tenantId);
      const sealed = items.map(({ item, ...entry }) => ({
        ...entry,
        itemSealed: item && sealText(tenantVault, itemPlace(collectionId, entry.itemId), JSON.stringify(item)),
      }));
      return database.transaction(() => {
        statements.addCollection({ tenantId, collectionId });
        const [collection] = statements.state({ tenantId, collectionId });
        if (!collection) return 0;
        const { collectionKey } = collection;
        const itemIds = JSON.stringify(items.map(({ itemId }) => itemId));
        const known = statements.hashes({ tenantId, collectionId, itemIds });
        const live = new Set(known.filter(({ contentHash }) => contentHash !== '').map(({ itemId }) => itemId));
        let { version, itemCount } = collection;
        itemCount -= live.size;
        for (const entry of sealed) {
          version += 1;
          statements.putEntry({ ...entry, collectionKey, version });
          if (entry.itemSealed) live.add(entry.itemId);
          else live.delete(entry.itemId);
        }
        itemCount += live.size;
        if (sealed.length > 0) statements.moveHead({ collectionKey, version, itemCount, appendedAt: now() });
        return version;
      });
    },
    async completeRead(tenantId, collectionId, { cursor, definitionHash, readAt, snapshot }) {
      const tenantVault = await vault.forTenant(tenantId);
      const cursorSealed = cursor === null ? null : sealText(tenantVault, cursorPlace(collectionId), cursor);
      const snapshotAt = snapshot ? readAt : null;
      database.transaction(() => {
        statements.addCollection({ tenantId, collectionId });
        statements.completeRead({ tenantId, collectionId, cursorSealed, definitionHash, readAt, snapshotAt });
      });
    },
    async *itemIds(tenantId, collectionId) {
      let after: ItemId | null = '';
      while (after !== null) {
        const page = statements.liveIds({ tenantId, collectionId, after });
        if (page.length > 0) yield page.map(({ itemId }) => itemId);
        after = page.length < pageSize ? null : (page.at(-1)?.itemId ?? null);
      }
    },
    async *changes(tenantId, collectionId, after, upTo) {
      let from: Version | null = after;
      while (from !== null) {
        const page = statements.changes({ tenantId, collectionId, after: from, upTo });
        if (page.length > 0) {
          const tenantVault = await vault.forTenant(tenantId);
          yield page.map(({ itemSealed, ...entry }) => ({
            ...entry,
            item: itemSealed && openItem(tenantVault, collectionId, entry.itemId, itemSealed),
          }));
        }
        from = page.length < pageSize ? null : (page.at(-1)?.version ?? null);
      }
    },
  };
}

const unread = {
  version: 0,
  itemCount: 0,
  cursor: null,
  definitionHash: null,
  readAt: null,
  snapshotAt: null,
};

function openItem(vault: TenantVault, collectionId: string, itemId: ItemId, sealed: Uint8Array) {
  return readStored(itemSchema, openText(vault, itemPlace(collectionId, itemId), sealed));
}

function itemPlace(collectionId: string, itemId: ItemId): Place {
  return ['items.item', collectionId, itemId];
}

function cursorPlace(collectionId: string): Place {
  return ['collections.cursor', collectionId];
}
