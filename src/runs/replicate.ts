import { isMailboxState, lookAgainAfterMs } from '../sync/failure.ts';
import type { Version } from '../sync/log.ts';
import { createChangeReader } from './change-reader.ts';
import { ConnectorError } from './connector-error.ts';
import type { RunContext, Stop } from './context.ts';
import { forEachConcurrent } from './for-each-concurrent.ts';
import type { ApprovedDeletes } from './ingest.ts';
import type { OnProgress } from './progress.ts';
import { type FolderResult, type FolderWork, replicateFolder } from './replicate-folder.ts';
import type { Issue, Replica, RunTotals } from './stores.ts';

/** A run before it has done anything. */
export const noTotals: RunTotals = {
  created: 0,
  updated: 0,
  deleted: 0,
  foldersSynced: 0,
  foldersUnavailable: 0,
  foldersFailed: 0,
  foldersHeld: 0,
  deletesHeld: 0,
  listDeletesHeld: 0,
  issues: 0,
};

/** Totals as they grow: what was done is counted also when the run breaks. */
export type Tally = { -readonly [Name in keyof RunTotals]: RunTotals[Name] };

/** Failures that concern the whole tenant: no other folder could do better. */
const tenantFailures: ReadonlySet<string> = new Set([
  'unauthorized',
  'consent-withdrawn',
  'permission-missing',
  'cancelled',
]);

/**
 * Brings every replica that needs work to the collection's head, many folders at a time.
 *
 * A mailbox that cannot be used and a folder that failed are counted and do not stop the others. Draining ends it early.
 * @param tally Grows with what is done.
 * @returns False: draining left something undone.
 * @throws {ConnectorError} `unauthorized`, `consent-withdrawn`, `permission-missing`, `cancelled`.
 */
export async function replicate(
  context: RunContext,
  runId: string,
  head: Version,
  approved: ApprovedDeletes,
  tally: Tally,
  onProgress: OnProgress,
  stop: Stop,
): Promise<boolean> {
  const { tenantId, sync, stores, settings } = context;
  const { snapshotAt } = await stores.collections.head(tenantId, sync.syncId);
  const work: FolderWork = {
    changes: createChangeReader(stores.collections, tenantId, sync.syncId, head, settings.cachedItems),
    collectionComplete: snapshotAt !== null,
    approved,
  };
  const { unknown, ready, writing, atHead } = await stores.replicas.countReplicas(tenantId, sync.syncId, head);
  const folders = unknown + writing + ready - atHead;
  let foldersDone = 0;
  let cutShort = false;
  onProgress({ kind: 'replicating', folders });

  const note = async (issues: readonly Issue[]) => {
    tally.issues += issues.length;
    if (issues.length > 0) await stores.runs.addIssues(tenantId, runId, issues);
  };
  const one = async (replica: Replica) => {
    try {
      const result = await withNewFolderIfGone(context, work, replica, stop);
      tally.created += result.created;
      tally.updated += result.updated;
      tally.deleted += result.deleted;
      tally.deletesHeld += result.deletesHeld;
      if (result.complete) tally.foldersSynced += 1;
      else if (result.deletesHeld > 0) tally.foldersHeld += 1;
      else if (stop.drain.aborted) cutShort = true;
      else tally.foldersFailed += 1;
      await note(result.issues);
    } catch (error) {
      if (!(error instanceof ConnectorError) || tenantFailures.has(error.code)) throw error;
      await noteBrokenFolder(context, replica, error);
      if (isMailboxState(error.code)) tally.foldersUnavailable += 1;
      else tally.foldersFailed += 1;
      await note([{ mailboxId: replica.mailboxId, itemId: null, code: error.code, detail: error.failure.detail }]);
    }
    foldersDone += 1;
    const operations = tally.created + tally.updated + tally.deleted;
    onProgress({ kind: 'replicated', foldersDone, folders: Math.max(folders, foldersDone), operations });
  };

  await forEachConcurrent(
    stores.replicas.replicasBehind(tenantId, sync.syncId, head, context.now()),
    settings.foldersInFlight,
    () => {
      cutShort ||= stop.drain.aborted;
      return !stop.drain.aborted && !stop.cancel.aborted;
    },
    one,
  );
  stop.cancel.throwIfAborted();
  return !cutShort;
}

/** A folder that a person deleted is made anew, once. */
async function withNewFolderIfGone(
  context: RunContext,
  work: FolderWork,
  replica: Replica,
  stop: Stop,
): Promise<FolderResult> {
  try {
    return await replicateFolder(context, work, replica, stop);
  } catch (error) {
    if (!(error instanceof ConnectorError) || error.code !== 'not-found') throw error;
    return replicateFolder(context, work, { ...replica, state: 'unknown', folderId: null, version: 0 }, stop);
  }
}

/** An unusable mailbox is looked at again later; a folder that broke keeps the state that says what is known. */
async function noteBrokenFolder(context: RunContext, replica: Replica, error: ConnectorError): Promise<void> {
  if (!isMailboxState(error.code)) return;
  const { replicas } = context.stores;
  const current = await replicas.replica(context.tenantId, replica.syncId, replica.mailboxId);
  if (current === null) return;
  const lookAgainAt = new Date(Date.parse(context.now()) + lookAgainAfterMs(error.code)).toISOString();
  await replicas.saveReplica(context.tenantId, {
    ...current,
    state: 'unavailable',
    failureCode: error.code,
    lookAgainAt,
  });
}
