import type { CollectionStore } from '../../runs/stores.ts';
import type { Item } from '../../sync/items.ts';
import { historyGone } from '../store-error.ts';
import { createLogStore, emptyLog, moveHead } from './log-store.ts';
import { byText, pages } from './pages.ts';
import { getOrAdd, type Rows } from './tenant-rows.ts';

export function createCollectionStore(rows: Rows, now: () => string, pageSize: number): CollectionStore {
  const logsOf = (tenantId: string) => rows(tenantId).collections;
  const logOf = (tenantId: string, collectionId: string) => getOrAdd(logsOf(tenantId), collectionId, emptyLog<Item>);

  return {
    ...createLogStore({ logsOf, keepsHistory: true, now, pageSize }),
    async *asOf(tenantId, collectionId, version) {
      const { entries, former, historyFrom } = logOf(tenantId, collectionId);
      if (version < historyFrom) throw historyGone(collectionId, version);
      const then = new Map(
        former
          .filter((entry) => entry.version <= version && version < entry.replacedVersion)
          .map(({ itemId, contentHash, item }) => [itemId, { itemId, contentHash, item }]),
      );
      const changed = [...entries.values()].filter(({ change }) => change.version > version);
      const items = changed.map(
        ({ change: { itemId } }) => then.get(itemId) ?? { itemId, contentHash: '', item: null },
      );
      yield* pages(items.sort(byText(({ itemId }) => itemId)), pageSize);
    },
    async ripen(tenantId, collectionId, days, goneBefore) {
      const log = logOf(tenantId, collectionId);
      const at = now();
      const ripe = [...log.entries.values()].filter(
        ({ change: { goneAt }, ripenedDays }) => goneAt !== undefined && goneAt < goneBefore && ripenedDays < days,
      );
      for (const { change } of ripe) {
        moveHead(log, { change: { ...change, version: log.version + 1 }, ripenedDays: days }, at);
      }
      return log.version;
    },
  };
}
