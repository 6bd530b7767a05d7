import { isMailboxState, lookAgainAfterMs } from '../sync/failure.ts';
import type { Version } from '../sync/log.ts';
import { createChangeReader } from './change-reader.ts';
import { ConnectorError } from './connector-error.ts';
import type { RunContext, Stop } from './context.ts';
import type { FolderResult, FolderWork } from './folder-session.ts';
import { foldersAtOnce } from './folders-at-once.ts';
import { forEachConcurrent } from './for-each-concurrent.ts';
import type { ApprovedCount } from './held-changes.ts';
import { createImages } from './images.ts';
import type { MailboxId } from './ports.ts';
import type { OnProgress } from './progress.ts';
import type { RecordedRun } from './record-run.ts';
import { replicateFolder } from './replicate-folder.ts';
import type { Issue, Replica } from './stores.ts';
import { takeOut } from './take-out.ts';

/** Failures that concern the whole tenant: no other folder could do better. */
const tenantFailures: ReadonlySet<string> = new Set([
  'unauthorized',
  'consent-withdrawn',
  'permission-missing',
  'cancelled',
]);

/** What a run knows when it comes to its folders. */
export interface ReplicateRequest extends RecordedRun {
  /** `leaving`: only replicas that leave; a set: only those of these mailboxes. */
  readonly scope: 'all' | 'leaving' | ReadonlySet<MailboxId>;
  /** Version that replicas are brought to. */
  readonly head: Version;
  /** Deletes of strays in folders that a person approved. */
  readonly approved: ApprovedCount;
}

/**
 * Brings every replica that needs work to the collection's head, and takes out those that leave, many folders at a time.
 *
 * A mailbox that cannot be used and a folder that failed are counted and do not stop the others. Draining ends it early.
 * @returns False: draining left something undone.
 * @throws {ConnectorError} `unauthorized`, `consent-withdrawn`, `permission-missing`, `cancelled`, and what concerns the whole tenant.
 */
export async function replicate(
  context: RunContext,
  { runId, tally, scope, head, approved, presentation, held }: ReplicateRequest,
  onProgress: OnProgress,
  stop: Stop,
): Promise<boolean> {
  const { tenantId, sync, stores, settings } = context;
  const { collectionId } = sync;
  const { snapshotAt } = await stores.collections.head(tenantId, collectionId);
  const marksKey = (await context.vault.forTenant(tenantId)).deriveKey('marks');
  const work: FolderWork = {
    changes: createChangeReader(
      stores.collections,
      tenantId,
      collectionId,
      head,
      settings.cachedItems,
      presentation.present,
    ),
    presentation,
    completion: { rules: presentation.rules, marksKey, image: createImages(stores.photos, tenantId) },
    collectionComplete: snapshotAt !== null,
    approved,
    held,
    addressOf: () => '',
  };
  const counts = await stores.replicas.countReplicas(tenantId, sync.syncId, head);
  const behind = counts.unknown + counts.writing + counts.leaving + counts.ready - counts.atHead;
  const folders = scope === 'leaving' ? counts.leaving : scope === 'all' ? behind : scope.size;
  let foldersDone = 0;
  let cutShort = false;
  onProgress({ kind: 'replicating', folders });

  const note = async (issues: readonly Issue[]) => {
    tally.issues += issues.length;
    if (issues.length > 0) await stores.runs.addIssues(tenantId, runId, issues);
  };
  const one = async (replica: Replica) => {
    if (!isMeant(scope, replica)) return;
    try {
      const result = await withNewFolderIfGone(context, await withAddress(context, work, replica), replica, stop);
      tally.created += result.created;
      tally.updated += result.updated;
      tally.deleted += result.deleted;
      tally.deletesHeld += result.deletesHeld;
      tally.driftRestored += result.driftRestored;
      tally.driftLeft += result.driftLeft;
      if (result.complete) tally.foldersSynced += 1;
      else if (result.deletesHeld > 0) tally.foldersHeld += 1;
      else if (stop.drain.aborted) cutShort = true;
      else tally.foldersFailed += 1;
      await note(result.issues);
    } catch (error) {
      if (!(error instanceof ConnectorError) || tenantFailures.has(error.code) || error.failure.wholeTenant)
        throw error;
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
    () => foldersAtOnce(context),
    () => {
      cutShort ||= stop.drain.aborted;
      return !stop.drain.aborted && !stop.cancel.aborted;
    },
    one,
  );
  stop.cancel.throwIfAborted();
  return !cutShort;
}

function isMeant(scope: ReplicateRequest['scope'], { state, mailboxId }: Replica): boolean {
  if (scope === 'all') return true;
  return scope === 'leaving' ? state === 'leaving' : scope.has(mailboxId);
}

/** An address tells whose card is whose: it is opened only where that matters. */
async function withAddress(
  { tenantId, sync, stores }: RunContext,
  work: FolderWork,
  { mailboxId, state }: Replica,
): Promise<FolderWork> {
  if (sync.ownCard === 'keep' || state === 'leaving') return work;
  const address = (await stores.mailboxes.address(tenantId, sync.connectionId, mailboxId)) ?? '';
  return { ...work, addressOf: () => address };
}

/** A folder that a person deleted is made anew, once. */
async function withNewFolderIfGone(
  context: RunContext,
  work: FolderWork,
  replica: Replica,
  stop: Stop,
): Promise<FolderResult> {
  if (replica.state === 'leaving') return takeOut(context, work, replica, stop);
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
    state: current.state === 'leaving' ? 'leaving' : 'unavailable',
    failureCode: error.code,
    lookAgainAt,
  });
}
