import type { Handler } from '../../endpoint/handler.ts';
import { Problem } from '../../endpoint/problem.ts';
import { whyNotUndone } from '../run-summary.ts';
import { runOf } from './run-of.ts';
import { startRunOf, usableSync } from './start-run-of.ts';

export const undoRun: Handler<'undoRun'> = async ({ work, params }, { syncs }) => {
  const run = await runOf(work, params.runId);
  const sync = await usableSync(work, run.syncId, 'may-be-paused');
  const head = await work.stores.collections.head(work.tenant.tenantId, sync.collectionId);
  const detail = whyNotUndone(run, head.version);
  if (detail !== null) throw new Problem('not-possible', { detail });
  return startRunOf(syncs, work, sync, { kind: 'undo', runId: run.runId });
};
