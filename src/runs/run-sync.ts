import type { ItemId } from '../sync/items.ts';
import { markLeaving, refreshAudience, refreshMailboxes } from './audience.ts';
import type { RunContext, Stop } from './context.ts';
import { ingestCollection, ripenCollection } from './ingest-collection.ts';
import { ingestSource } from './ingest-source.ts';
import type { MailboxId } from './ports.ts';
import type { OnProgress } from './progress.ts';
import { noTotals, type RecordedRun, recordRun } from './record-run.ts';
import { refreshPhotos } from './refresh-photos.ts';
import { replicate } from './replicate.ts';
import { sideBySide } from './side-by-side.ts';
import type { Run, RunTotals } from './stores.ts';

export interface RunRequest {
  /** The run whose held changes a person approved; null for an ordinary run. */
  readonly approve: Run | null;
  /** Looks at these mailboxes now and leaves all others for the next run; absent: all that need work. */
  readonly mailboxIds?: readonly MailboxId[];
}

/**
 * Runs one sync: reads its sources, merges them into the collection, finds the audience, brings every replica to the head.
 *
 * However it ends, the run is stored with its state and the reason; starting again goes on from what is known.
 * @returns The finished run: `done`, `held` (changes wait for approval), `cancelled` or `failed`.
 * @throws Only what no run should meet: a store that breaks, a bug.
 * @see docs/sync-model.md#runs
 */
export function runSync(context: RunContext, request: RunRequest, onProgress: OnProgress, stop: Stop): Promise<Run> {
  return recordRun(context, 'sync', stop, async (run) => {
    const { tally, held } = run;
    if (run.isMoved && !(await leaveOldPlace(context, run, onProgress, stop))) return false;
    // A read that is cut changes nothing and begins anew, so draining need not wait for a large directory.
    const reading = AbortSignal.any([stop.drain, stop.cancel]);
    const approved = request.approve?.totals ?? noTotals;
    const [head] = await sideBySide(
      reading,
      (signal) => readLists(context, run, approved, onProgress, signal),
      (signal) => refreshMailboxes(context, signal),
    );
    const { mailboxes, leaversHeld } = await refreshAudience(context, approved.leaversHeld, held, reading);
    tally.leaversHeld += leaversHeld;
    onProgress({ kind: 'audience', mailboxes });
    const strays = approved.deletesHeld - approved.listDeletesHeld;
    const scope = request.mailboxIds === undefined ? 'all' : new Set(request.mailboxIds);
    if (scope !== 'all') await lookNow(context, scope);
    return replicate(context, { ...run, scope, head, approved: strays }, onProgress, stop);
  });
}

/** Makes what is known of mailboxes due for a look, whatever they are. */
async function lookNow({ tenantId, sync, stores, now }: RunContext, mailboxIds: ReadonlySet<MailboxId>): Promise<void> {
  for (const mailboxId of mailboxIds) {
    const replica = await stores.replicas.replica(tenantId, sync.syncId, mailboxId);
    if (replica === null) continue;
    const at = now();
    const due = replica.state === 'unavailable' || replica.state === 'leaving' ? { lookAgainAt: at } : { lookAt: at };
    await stores.replicas.saveReplica(tenantId, { ...replica, ...due });
  }
}

/** Takes everything out of the place where the sync no longer writes. @returns False: something is left to do. */
async function leaveOldPlace(
  context: RunContext,
  run: RecordedRun,
  onProgress: OnProgress,
  stop: Stop,
): Promise<boolean> {
  const { replicas } = context.stores;
  const { tenantId, sync } = context;
  for await (const page of replicas.replicas(tenantId, sync.syncId)) await markLeaving(context, page);
  const nowhere = { head: 0, approved: 0 };
  const complete = await replicate(context, { ...run, scope: 'leaving', ...nowhere }, onProgress, stop);
  if (complete) await run.noteMoved();
  return complete;
}

/** Reads every source and merges them. @returns The head of the collection. */
async function readLists(
  context: RunContext,
  { runId, tally, held }: RecordedRun,
  approved: RunTotals,
  onProgress: OnProgress,
  signal: AbortSignal,
): Promise<number> {
  const { tenantId, stores } = context;
  const ingest = {
    ...context,
    note: async (issues: Parameters<typeof stores.runs.addIssues>[2]) => {
      tally.issues += issues.length;
      if (issues.length > 0) await stores.runs.addIssues(tenantId, runId, issues);
    },
  };
  let records = 0;
  let snapshot = false;
  for (const source of context.sources) {
    const before = records;
    const listener = {
      onRecords: (read: number) => onProgress({ kind: 'reading', records: before + read }),
      onGone: (itemIds: readonly ItemId[]) => stores.photos.removePhotos(tenantId, source.sourceId, itemIds),
    };
    const read = await ingestSource(ingest, source, approved.listDeletesHeld, held, listener, signal);
    tally.deletesHeld += read.held;
    tally.listDeletesHeld += read.held;
    records += read.records;
    snapshot ||= read.snapshot;
    await refreshPhotos(context, source, ingest.note, signal);
  }
  const approvedList = { deletes: approved.listDeletesHeld, changes: approved.listChangesHeld };
  const merged = await ingestCollection(ingest, approvedList, held, signal);
  tally.deletesHeld += merged.deletesHeld;
  tally.listDeletesHeld += merged.deletesHeld;
  tally.listChangesHeld += merged.changesHeld;
  onProgress({ kind: 'read', records, changes: merged.changes, snapshot });
  return ripenCollection(context, stores.collections, merged.version);
}
