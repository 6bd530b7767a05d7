import type { Stop } from '../runs/context.ts';
import type { OnProgress } from '../runs/progress.ts';
import { findSync } from '../runs/resolve-sync.ts';
import type { RunJob } from '../runs/run-control.ts';
import { runSync } from '../runs/run-sync.ts';
import type { Run } from '../runs/stores.ts';
import { undoRun } from '../runs/undo-run.ts';
import { uninstall } from '../runs/uninstall.ts';
import { runnableDefinitions, setPaused } from './definitions.ts';
import type { Parts } from './program.ts';
import { approvalOf, locked, PausedError, withContext } from './sync-actions.ts';

/**
 * Does the work of one run, and stores it under the job's id.
 * @throws {LockError} Another program works with the tenant's mailboxes.
 * @throws {NotConnectedError} @throws {DefinitionMissingError} @throws {PausedError} @throws {UnknownRunError} @throws {UndoError}
 */
export function doWork(parts: Parts, job: RunJob, onProgress: OnProgress, stop: Stop): Promise<Run> {
  const { runId, syncId, work } = job;
  return locked(parts, async () => {
    const sync = findSync((await runnableDefinitions(parts)).definitions, syncId);
    const newId = () => runId;
    switch (work.kind) {
      case 'sync': {
        if (sync.paused) throw new PausedError(sync.name);
        const approve = work.approve === null ? null : (await approvalOf(parts, work.approve)).approved;
        const request = { approve, ...(work.mailboxIds === null ? {} : { mailboxIds: work.mailboxIds }) };
        return withContext(parts, sync, (context) => runSync({ ...context, newId }, request, onProgress, stop));
      }
      case 'uninstall': {
        const { mailboxIds } = work;
        if (mailboxIds === null) await setPaused(parts, (one) => one.syncId === syncId, true);
        return withContext(parts, sync, (context) => uninstall({ ...context, newId }, mailboxIds, onProgress, stop));
      }
      case 'undo': {
        const { collectionId } = sync;
        await setPaused(parts, (one) => one.collectionId === collectionId, true);
        return withContext(parts, sync, (context) => undoRun({ ...context, newId }, work.runId, onProgress, stop));
      }
    }
  });
}
