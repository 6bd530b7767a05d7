import type { ListCache } from '../../runs/stores.ts';
import { forgetUnusedImages } from './photo-store.ts';
import { distrust, forgetLog, makeMergeDue } from './retention.ts';
import type { Rows } from './tenant-rows.ts';

export function createListCache(rows: Rows): ListCache {
  return {
    async forgetLists(tenantId, { connectionIds, sourceIds, collectionIds, syncIds }) {
      const tenant = rows(tenantId);
      for (const connectionId of connectionIds) tenant.directories.delete(connectionId);
      for (const sourceId of sourceIds) tenant.photos.delete(sourceId);
      forgetUnusedImages(tenant);
      if (sourceIds.length > 0) for (const log of tenant.collections.values()) makeMergeDue(log);
      for (const syncId of syncIds) for (const row of tenant.replicas.get(syncId)?.values() ?? []) distrust(row);
      for (const sourceId of sourceIds) {
        const log = tenant.sources.get(sourceId);
        if (log !== undefined) forgetLog(log);
      }
      for (const collectionId of collectionIds) {
        const log = tenant.collections.get(collectionId);
        if (log !== undefined) forgetLog(log);
      }
    },
  };
}
