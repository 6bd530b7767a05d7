import type { CollectionStore } from '../../runs/stores.ts';
import type { ItemId } from '../../sync/items.ts';
import type { Vault } from '../../tenants/ports.ts';
import { historyGone } from '../store-error.ts';
import { itemSchema, readStored } from '../stored-json.ts';
import type { SqliteDatabase } from './database.ts';
import { prepareHistory } from './log-statements.ts';
import { createLogStore, entryPlace } from './log-store.ts';
import { openText } from './sealed-text.ts';

export function createCollectionStore(
  database: SqliteDatabase,
  vault: Vault,
  now: () => string,
  pageSize: number,
): CollectionStore {
  const statements = prepareHistory(database, pageSize);

  return {
    ...createLogStore(database, {
      kind: 'collection',
      content: itemSchema,
      keepsHistory: true,
      vault,
      now,
      pageSize,
    }),
    async *asOf(tenantId, collectionId, version) {
      const [collection] = statements.state({ tenantId, logId: collectionId });
      if (!collection) return;
      const { logKey, historyFrom } = collection;
      if (version < historyFrom) throw historyGone(collectionId, version);
      let after: ItemId | null = '';
      while (after !== null) {
        const page = statements.asOf({ logKey, version, after });
        if (page.length > 0) {
          const tenantVault = await vault.forTenant(tenantId);
          yield page.map(({ itemId, contentHash, contentSealed }) => {
            if (!contentHash || !contentSealed) return { itemId, contentHash: '', item: null };
            const place = entryPlace('collection', collectionId, itemId);
            return { itemId, contentHash, item: readStored(itemSchema, openText(tenantVault, place, contentSealed)) };
          });
        }
        after = page.length < pageSize ? null : (page.at(-1)?.itemId ?? null);
      }
    },
    async ripen(tenantId, collectionId, days, goneBefore) {
      return database.transaction(() => {
        const [collection] = statements.state({ tenantId, logId: collectionId });
        if (!collection) return 0;
        const { logKey } = collection;
        let { version } = collection;
        for (const { itemId } of statements.ripe({ logKey, days, goneBefore })) {
          version += 1;
          statements.ripen({ logKey, itemId, version, days });
        }
        if (version > collection.version) statements.moveVersion({ logKey, version });
        return version;
      });
    },
  };
}
