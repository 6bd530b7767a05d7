import type { Retention } from '../../runs/stores.ts';
import { param, type SqliteDatabase } from './database.ts';

export function createRetention(database: SqliteDatabase): Retention {
  const statements = prepareRetention(database);

  return {
    async purgeBefore(tenantId, instant) {
      database.transaction(() => {
        const values = { tenantId, instant };
        statements.removeRuns(values);
        statements.removeDirectories(values);
        // What belongs to an old row goes before the row is changed, and stops being old.
        statements.distrustReplicasOfOldCollections(values);
        statements.removeItems(values);
        statements.forgetCollections(values);
        statements.removeLinks(values);
        statements.distrustReplicasNeverSynced(values);
        statements.forgetReplicas(values);
      });
      database.optimize();
    },
  };
}

function prepareRetention(database: SqliteDatabase) {
  const { query } = database;
  const tenantId = param<string>('tenantId');
  const instant = param<string>('instant');
  const oldCollections = query
    .selectFrom('collections')
    .where('tenant_id', '=', tenantId)
    .where((row) => row.fn.coalesce('read_at', 'first_append_at'), '<', instant);
  const oldReplicas = query
    .selectFrom('replicas')
    .where('tenant_id', '=', tenantId)
    .where((row) => row.fn.coalesce('synced_at', 'added_at'), '<', instant);
  const distrust = query
    .updateTable('replicas')
    .set({ state: 'unknown' })
    .where('tenant_id', '=', tenantId)
    .where('state', '=', 'ready');

  return {
    removeRuns: database.change(
      query.deleteFrom('runs').where('tenant_id', '=', tenantId).where('started_at', '<', instant),
    ),
    removeDirectories: database.change(
      query.deleteFrom('directories').where('tenant_id', '=', tenantId).where('written_at', '<', instant),
    ),
    distrustReplicasOfOldCollections: database.change(
      distrust.where('sync_id', 'in', oldCollections.select('collection_id')),
    ),
    removeItems: database.change(
      query.deleteFrom('items').where('collection_key', 'in', oldCollections.select('collection_key')),
    ),
    // The version stays: a collection that counted from 1 again would seem older than its replicas.
    forgetCollections: database.change(
      query
        .updateTable('collections')
        .set({
          item_count: 0,
          cursor_sealed: null,
          definition_hash: null,
          read_at: null,
          snapshot_at: null,
          first_append_at: null,
        })
        .where('collection_key', 'in', oldCollections.select('collection_key')),
    ),
    removeLinks: database.change(
      query.deleteFrom('links').where('replica_key', 'in', oldReplicas.select('replica_key')),
    ),
    distrustReplicasNeverSynced: database.change(
      distrust.where('synced_at', 'is', null).where('added_at', '<', instant),
    ),
    // The folder's id stays, so that no second folder is made.
    forgetReplicas: database.change(
      query
        .updateTable('replicas')
        .set({ state: 'unknown', version: 0, failure_code: null, look_again_at: null, synced_at: null })
        .where('tenant_id', '=', tenantId)
        .where('synced_at', '<', instant),
    ),
  };
}
