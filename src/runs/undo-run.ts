import { decideChanges } from '../sync/changes.ts';
import { refreshAudience, refreshMailboxes } from './audience.ts';
import type { RunContext, Stop } from './context.ts';
import type { OnProgress } from './progress.ts';
import { recordRun } from './record-run.ts';
import { replicate } from './replicate.ts';
import type { Run } from './stores.ts';

/** Why a run cannot be undone. */
export class UndoError extends Error {
  readonly code: 'run-unknown' | 'run-changed-nothing';

  constructor(code: UndoError['code'], message: string) {
    super(message);
    this.name = 'UndoError';
    this.code = code;
  }
}

/** A definition hash that no definition has: the next run of the sync merges its sources anew. */
const undone = 'undone';

/**
 * Brings the collection, and every replica, back to what they were before a run: all runs since are undone with it.
 *
 * The log only goes forward: what was there before is appended as a change. The sync must be paused, or its next run
 * brings the same again.
 * @throws {UndoError} @throws {StoreError} `history-gone`: the run is older than what is cached.
 * @see docs/sync-model.md#undo
 */
export async function undoRun(context: RunContext, runId: string, onProgress: OnProgress, stop: Stop): Promise<Run> {
  const { tenantId, sync, stores } = context;
  const { collectionId } = sync;
  const target = await stores.runs.run(tenantId, runId);
  if (target === null || target.syncId !== sync.syncId || target.versionBefore === null) {
    throw new UndoError('run-unknown', `Run ${runId} is none of this sync: "ringbook status" lists the runs.`);
  }
  const { versionBefore } = target;
  const before = await stores.collections.head(tenantId, collectionId);
  if (before.version === versionBefore) {
    throw new UndoError(
      'run-changed-nothing',
      `Nothing in the list changed since run ${runId} began: there is nothing to undo.`,
    );
  }
  return recordRun(context, 'undo', stop, async (run) => {
    // First of all: broken off anywhere, what is half undone must not count as merged.
    await stores.collections.completeRead(tenantId, collectionId, {
      cursor: null,
      definitionHash: undone,
      readAt: context.now(),
      snapshot: false,
    });
    let head = before.version;
    for await (const page of stores.collections.asOf(tenantId, collectionId, versionBefore)) {
      const ids = page.map((item) => item.itemId);
      const changes = decideChanges(await stores.collections.hashes(tenantId, collectionId, ids), page);
      if (changes.length > 0) head = await stores.collections.append(tenantId, collectionId, changes);
    }
    const reading = AbortSignal.any([stop.drain, stop.cancel]);
    await refreshMailboxes(context, reading);
    const { mailboxes } = await refreshAudience(context, 0, run.held, reading);
    onProgress({ kind: 'audience', mailboxes });
    return replicate(context, { ...run, scope: 'all', head, approved: 0 }, onProgress, stop);
  });
}
