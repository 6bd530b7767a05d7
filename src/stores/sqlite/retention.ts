import { sql } from 'kysely';
import { z } from 'zod';
import type { SyncDefinition } from '../../runs/definition.ts';
import type { DefinitionStore, Retention } from '../../runs/stores.ts';
import { listed, param, type SqliteDatabase } from './database.ts';
import { deleteUnusedImages } from './photo-store.ts';
import { unreadLog } from './unread-log.ts';

export function createRetention(database: SqliteDatabase, store: Pick<DefinitionStore, 'definitions'>): Retention {
  const statements = prepareRetention(database);

  return {
    async purgeBefore(tenantId, instant, runsInstant = instant) {
      const { definitions } = await store.definitions(tenantId);
      database.transaction(() => {
        const values = { tenantId, instant };
        statements.removeRuns({ tenantId, instant: runsInstant });
        statements.removeDirectories(values);
        statements.removePhotos(values);
        statements.removeUnusedImages({ tenantId });
        // What belongs to an old row goes before the row is changed, and stops being old.
        const old = statements.oldLogs(values);
        if (old.some(({ kind }) => kind === 'source')) statements.makeMergesDue({ tenantId });
        const collectionIds = old.flatMap(({ kind, logId }) => (kind === 'collection' ? [logId] : []));
        if (collectionIds.length > 0) {
          const others = JSON.stringify(syncsOfOthers(definitions.syncs, collectionIds));
          statements.distrustReplicasBut({ tenantId, others });
        }
        statements.removeEntries(values);
        statements.removeFormerEntries(values);
        statements.forgetLogs(values);
        statements.shortenHistory(values);
        statements.removeOldHistory(values);
        statements.removeLinks(values);
        statements.distrustReplicasNeverSynced(values);
        statements.forgetReplicas(values);
      });
      database.optimize();
    },
  };
}

/** Syncs that bring none of the collections; one that is not defined any more may bring any. */
function syncsOfOthers(syncs: readonly SyncDefinition[], collectionIds: readonly string[]): readonly string[] {
  return syncs.filter(({ collectionId }) => !collectionIds.includes(collectionId)).map(({ syncId }) => syncId);
}

const oldLogRow = z.object({ kind: z.enum(['source', 'collection']), logId: z.string() });

function prepareRetention(database: SqliteDatabase) {
  const { query } = database;
  const tenantId = param<string>('tenantId');
  const instant = param<string>('instant');
  const oldLogs = query
    .selectFrom('logs')
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
  const logsOfTenant = query.selectFrom('logs').select('log_key').where('tenant_id', '=', tenantId);

  return {
    removeRuns: database.change(
      query.deleteFrom('runs').where('tenant_id', '=', tenantId).where('started_at', '<', instant),
    ),
    removeDirectories: database.change(
      query.deleteFrom('directories').where('tenant_id', '=', tenantId).where('written_at', '<', instant),
    ),
    removePhotos: database.change(
      query.deleteFrom('photos').where('tenant_id', '=', tenantId).where('checked_at', '<', instant),
    ),
    removeUnusedImages: database.change(deleteUnusedImages(database)),
    oldLogs: database.rows(oldLogs.select(['kind', 'log_id as logId']), oldLogRow),
    // Of a forgotten source nobody is told who left it meanwhile: only merging everything shows.
    makeMergesDue: database.change(
      query
        .updateTable('logs')
        .set({ cursor_sealed: null, definition_hash: null })
        .where('tenant_id', '=', tenantId)
        .where('kind', '=', sql.lit('collection')),
    ),
    distrustReplicasBut: database.change(distrust.where('sync_id', 'not in', listed('others'))),
    removeEntries: database.change(query.deleteFrom('entries').where('log_key', 'in', oldLogs.select('log_key'))),
    removeFormerEntries: database.change(
      query.deleteFrom('former_entries').where('log_key', 'in', oldLogs.select('log_key')),
    ),
    forgetLogs: database.change(
      query.updateTable('logs').set(unreadLog).where('log_key', 'in', oldLogs.select('log_key')),
    ),
    shortenHistory: database.change(
      query
        .updateTable('logs')
        .set((row) => ({
          history_from: sql<number>`max(history_from, coalesce(${row
            .selectFrom('former_entries')
            .select((former) => former.fn.max('replaced_version').as('version'))
            .whereRef('former_entries.log_key', '=', 'logs.log_key')
            .where('replaced_at', '<', instant)}, 0))`,
        }))
        .where('tenant_id', '=', tenantId),
    ),
    removeOldHistory: database.change(
      query.deleteFrom('former_entries').where('log_key', 'in', logsOfTenant).where('replaced_at', '<', instant),
    ),
    removeLinks: database.change(
      query.deleteFrom('links').where('replica_key', 'in', oldReplicas.select('replica_key')),
    ),
    distrustReplicasNeverSynced: database.change(
      distrust.where('synced_at', 'is', null).where('added_at', '<', instant),
    ),
    // The folder's id stays, so that no second folder is made. What leaves is taken out, however long it takes: as an
    // unknown one it would be filled again.
    forgetReplicas: database.change(
      query
        .updateTable('replicas')
        .set((row) => ({
          state: row.case().when('state', '=', 'leaving').then('leaving').else('unknown').end(),
          version: 0,
          failure_code: null,
          look_again_at: null,
          synced_at: null,
          drift_cursor_sealed: null,
          look_at: null,
        }))
        .where('tenant_id', '=', tenantId)
        .where('synced_at', '<', instant),
    ),
  };
}
