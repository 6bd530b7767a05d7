import type { Retention } from '../../runs/stores.ts';
import type { CollectionRows, ReplicaRows, Rows } from './tenant-rows.ts';

export function createRetention(rows: Rows): Retention {
  return {
    async purgeBefore(tenantId, instant) {
      const { runs, collections, replicas, directories } = rows(tenantId);
      for (const [runId, { run }] of runs) if (run.startedAt < instant) runs.delete(runId);
      for (const [connectionId, { writtenAt }] of directories) {
        if (writtenAt < instant) directories.delete(connectionId);
      }
      for (const [collectionId, collection] of collections) {
        if (!isBefore(collection.read?.readAt ?? collection.firstAppendAt, instant)) continue;
        forget(collection);
        for (const row of replicas.get(collectionId)?.values() ?? []) distrust(row);
      }
      for (const row of [...replicas.values()].flatMap((ofSync) => [...ofSync.values()])) {
        if (isBefore(row.replica.syncedAt ?? row.addedAt, instant)) forgetLinks(row);
      }
    },
  };
}

function isBefore(time: string | null, instant: string): boolean {
  return time !== null && time < instant;
}

/** The version stays: a collection that counted from 1 again would seem older than its replicas. */
function forget(collection: CollectionRows): void {
  collection.entries.clear();
  collection.read = null;
  collection.snapshotAt = null;
  collection.firstAppendAt = null;
}

function distrust(row: ReplicaRows): void {
  if (row.replica.state === 'ready') row.replica = { ...row.replica, state: 'unknown' };
}

/** The folder's id stays, so that no second folder is made. One that was never synced has nothing to forget but links. */
function forgetLinks(row: ReplicaRows): void {
  row.links.clear();
  distrust(row);
  if (row.replica.syncedAt === null) return;
  row.replica = {
    ...row.replica,
    state: 'unknown',
    version: 0,
    failureCode: null,
    lookAgainAt: null,
    syncedAt: null,
  };
}
