import { refreshAudience } from './audience.ts';
import { ConnectorError } from './connector-error.ts';
import type { RunContext, Stop } from './context.ts';
import { ingest } from './ingest.ts';
import type { OnProgress } from './progress.ts';
import { noTotals, replicate, type Tally } from './replicate.ts';
import type { Run, RunState } from './stores.ts';

export interface RunRequest {
  /** The run whose held deletes a person approved; null for an ordinary run. */
  readonly approve: Run | null;
}

/**
 * Runs one sync: reads the source into the collection, finds the audience, brings every replica to the head.
 *
 * However it ends, the run is stored with its state and the reason; starting again goes on from what is known.
 * @returns The finished run: `done`, `held` (deletes wait for approval), `cancelled` or `failed`.
 * @throws Only what no run should meet: a store that breaks, a bug.
 * @see docs/sync-model.md#runs
 */
export async function runSync(
  context: RunContext,
  request: RunRequest,
  onProgress: OnProgress,
  stop: Stop,
): Promise<Run> {
  const { tenantId, sync, stores } = context;
  await closeInterrupted(context);
  const started: Run = {
    runId: context.newId(),
    syncId: sync.syncId,
    state: 'running',
    startedAt: context.now(),
    endedAt: null,
    totals: noTotals,
    reason: null,
    detail: null,
  };
  await stores.runs.saveRun(tenantId, started);
  const tally: Tally = { ...noTotals };
  const end = async (state: RunState, reason: string | null, detail: string | null = null): Promise<Run> => {
    const run: Run = { ...started, state, reason, detail, totals: { ...tally }, endedAt: context.now() };
    await stores.runs.saveRun(tenantId, run);
    return run;
  };
  const { deletesHeld, listDeletesHeld } = request.approve?.totals ?? noTotals;
  // A read that is cut changes nothing and begins anew, so draining need not wait for a large directory.
  const reading = AbortSignal.any([stop.drain, stop.cancel]);
  try {
    const read = await ingest(context, started.runId, listDeletesHeld, onProgress, reading);
    const mailboxes = await refreshAudience(context, reading);
    onProgress({ kind: 'audience', mailboxes });
    tally.deletesHeld += read.deletesHeld;
    tally.listDeletesHeld += read.deletesHeld;
    tally.issues += read.issues;
    const approved = deletesHeld - listDeletesHeld;
    const complete = await replicate(context, started.runId, read.version, approved, tally, onProgress, stop);
    if (!complete) return await end('cancelled', 'drained');
    if (tally.deletesHeld > 0) return await end('held', read.heldBy ?? 'too-many-deletes');
    return await end('done', null);
  } catch (error) {
    if (stop.cancel.aborted) return end('cancelled', 'cancelled');
    const isCancelled = error instanceof ConnectorError && error.code === 'cancelled';
    if (isCancelled && stop.drain.aborted) return end('cancelled', 'drained');
    if (error instanceof ConnectorError)
      return end('failed', error.code, error.failure.permission ?? error.failure.detail);
    await end('failed', 'internal');
    throw error;
  }
}

/** A run that was never finished belongs to a process that is gone: one process at a time works on a data folder. */
async function closeInterrupted({ tenantId, sync, stores, now }: RunContext): Promise<void> {
  for (const run of await stores.runs.runs(tenantId, sync.syncId, 20)) {
    if (run.state !== 'running') continue;
    await stores.runs.saveRun(tenantId, { ...run, state: 'failed', reason: 'interrupted', endedAt: now() });
  }
}
