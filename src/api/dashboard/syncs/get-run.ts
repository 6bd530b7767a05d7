import type { Run } from '../../../runs/stores.ts';
import type { Handler } from '../../endpoint/handler.ts';
import { Problem } from '../../endpoint/problem.ts';
import { runSummary } from '../run-summary.ts';
import { namesOfSyncs } from './names-of-syncs.ts';

export const getRun: Handler<'getRun'> = async ({ work, params }, { syncs }) => {
  const { tenantId } = work.tenant;
  const inControl = syncs.runs.find(tenantId, params.runId);
  const run = (await work.stores.runs.run(tenantId, params.runId)) ?? inControl?.run;
  if (run === undefined) throw new Problem('not-found');
  const { nameOf, headOf } = await namesOfSyncs(work, [run]);
  const progress = inControl === null || inControl.progress.phase === 'ended' ? null : inControl.progress;
  return { run: runSummary(run, nameOf(run.syncId), headOf(run.syncId)), progress, held: heldOf(run) };
};

function heldOf({ state, totals }: Run) {
  if (state !== 'held') return null;
  return {
    deletes: totals.deletesHeld - totals.listDeletesHeld,
    listDeletes: totals.listDeletesHeld,
    listChanges: totals.listChangesHeld,
    leavers: totals.leaversHeld,
  };
}
