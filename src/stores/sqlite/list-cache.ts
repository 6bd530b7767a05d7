import { sql } from 'kysely';
import type { ListCache } from '../../runs/stores.ts';
import { listed, param, type SqliteDatabase } from './database.ts';
import { deleteUnusedImages } from './photo-store.ts';
import { unreadLog } from './unread-log.ts';

export function createListCache(database: SqliteDatabase): ListCache {
  const statements = prepareListCache(database);

  return {
    async forgetLists(tenantId, { connectionIds, sourceIds, collectionIds, syncIds }) {
      database.transaction(() => {
        statements.removeDirectories({ tenantId, ids: JSON.stringify(connectionIds) });
        statements.removePhotos({ tenantId, ids: JSON.stringify(sourceIds) });
        statements.removeUnusedImages({ tenantId });
        if (sourceIds.length > 0) statements.makeMergesDue({ tenantId });
        statements.distrustReplicas({ tenantId, ids: JSON.stringify(syncIds) });
        for (const [kind, ids] of [
          ['source', sourceIds],
          ['collection', collectionIds],
        ] as const) {
          const values = { tenantId, kind, ids: JSON.stringify(ids) };
          statements.removeEntries(values);
          statements.removeFormerEntries(values);
          statements.forgetLogs(values);
        }
      });
    },
  };
}

function prepareListCache(database: SqliteDatabase) {
  const { query } = database;
  const tenantId = param<string>('tenantId');
  const logs = query
    .selectFrom('logs')
    .select('log_key')
    .where('tenant_id', '=', tenantId)
    .where('kind', '=', param<'source' | 'collection'>('kind'))
    .where('log_id', 'in', listed('ids'));

  return {
    removeDirectories: database.change(
      query.deleteFrom('directories').where('tenant_id', '=', tenantId).where('connection_id', 'in', listed('ids')),
    ),
    removePhotos: database.change(
      query.deleteFrom('photos').where('tenant_id', '=', tenantId).where('source_id', 'in', listed('ids')),
    ),
    removeUnusedImages: database.change(deleteUnusedImages(database)),
    makeMergesDue: database.change(
      query
        .updateTable('logs')
        .set({ cursor_sealed: null, definition_hash: null })
        .where('tenant_id', '=', tenantId)
        .where('kind', '=', sql.lit('collection')),
    ),
    distrustReplicas: database.change(
      query
        .updateTable('replicas')
        .set({ state: 'unknown' })
        .where('tenant_id', '=', tenantId)
        .where('state', '=', 'ready')
        .where('sync_id', 'in', listed('ids')),
    ),
    removeEntries: database.change(query.deleteFrom('entries').where('log_key', 'in', logs)),
    removeFormerEntries: database.change(query.deleteFrom('former_entries').where('log_key', 'in', logs)),
    forgetLogs: database.change(query.updateTable('logs').set(unreadLog).where('log_key', 'in', logs)),
  };
}
