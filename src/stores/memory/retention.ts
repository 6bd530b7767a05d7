import type { SyncDefinition } from '../../runs/definition.ts';
import type { Retention } from '../../runs/stores.ts';
import { forgetUnusedImages } from './photo-store.ts';
import { newReplica } from './replica-store.ts';
import type { LogRows, ReplicaRows, Rows, TenantRows } from './tenant-rows.ts';

export function createRetention(rows: Rows): Retention {
  return {
    async purgeBefore(tenantId, instant, runsInstant = instant) {
      const tenant = rows(tenantId);
      const { runs, sources, collections, replicas, directories } = tenant;
      for (const [runId, { run }] of runs) if (run.startedAt < runsInstant) runs.delete(runId);
      for (const [connectionId, { writtenAt }] of directories) {
        if (writtenAt < instant) directories.delete(connectionId);
      }
      purgePhotos(tenant, instant);
      if (purgeLogs(sources, instant).size > 0) for (const log of collections.values()) makeMergeDue(log);
      const { syncs } = tenant.definitions.definitions;
      const forgotten = purgeLogs(collections, instant);
      for (const [syncId, ofSync] of replicas) {
        if (mayBring(syncs, syncId, forgotten)) for (const row of ofSync.values()) distrust(row);
      }
      for (const log of collections.values()) purgeHistory(log, instant);
      for (const row of [...replicas.values()].flatMap((ofSync) => [...ofSync.values()])) {
        if (isBefore(row.replica.syncedAt ?? row.addedAt, instant)) forgetLinks(row);
      }
    },
  };
}

function isBefore(time: string | null, instant: string): boolean {
  return time !== null && time < instant;
}

/** Whether a sync brings one of the collections: one that is not defined any more may have. */
function mayBring(syncs: readonly SyncDefinition[], syncId: string, collectionIds: ReadonlySet<string>): boolean {
  const sync = syncs.find((one) => one.syncId === syncId);
  return sync === undefined ? collectionIds.size > 0 : collectionIds.has(sync.collectionId);
}

function purgePhotos(tenant: TenantRows, instant: string): void {
  for (const photos of tenant.photos.values()) {
    for (const [itemId, { checkedAt }] of photos) if (checkedAt < instant) photos.delete(itemId);
  }
  forgetUnusedImages(tenant);
}

/** Makes unread ones of the logs that were read before the instant. @returns Their ids. */
function purgeLogs<Content>(logs: ReadonlyMap<string, LogRows<Content>>, instant: string): ReadonlySet<string> {
  const old = [...logs].filter(([, log]) => isBefore(log.read?.readAt ?? log.firstAppendAt, instant));
  for (const [, log] of old) forgetLog(log);
  return new Set(old.map(([logId]) => logId));
}

/** The version stays: a log that counted from 1 again would seem older than what has read it. */
export function forgetLog<Content>(log: LogRows<Content>): void {
  log.entries.clear();
  log.former = [];
  log.historyFrom = log.version + 1;
  log.read = null;
  log.snapshotAt = null;
  log.firstAppendAt = null;
}

/** Of a forgotten source nobody is told who left it meanwhile: only merging everything shows. */
export function makeMergeDue<Content>(log: LogRows<Content>): void {
  if (log.read) log.read = { ...log.read, cursor: null, definitionHash: null };
}

function purgeHistory<Content>(log: LogRows<Content>, instant: string): void {
  const gone = log.former.filter(({ replacedAt }) => replacedAt < instant);
  log.former = log.former.filter(({ replacedAt }) => replacedAt >= instant);
  log.historyFrom = Math.max(log.historyFrom, ...gone.map(({ replacedVersion }) => replacedVersion));
}

export function distrust(row: ReplicaRows): void {
  if (row.replica.state === 'ready') row.replica = { ...row.replica, state: 'unknown' };
}

/** The folder's id stays, so that no second folder is made. One that was never synced has nothing to forget but links. */
function forgetLinks(row: ReplicaRows): void {
  row.links.clear();
  distrust(row);
  if (row.replica.syncedAt === null) return;
  const { syncId, mailboxId, folderId, state } = row.replica;
  row.replica = {
    ...newReplica(syncId, mailboxId),
    folderId,
    // What leaves is taken out, however long it takes: as an unknown one it would be filled again.
    state: state === 'leaving' ? 'leaving' : 'unknown',
  };
}
