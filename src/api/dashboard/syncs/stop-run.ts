import type { Handler } from '../../endpoint/handler.ts';
import { Problem } from '../../endpoint/problem.ts';

export const stopRun: Handler<'stopRun'> = async ({ work, params }, { syncs }) => {
  const { tenantId } = work.tenant;
  if (syncs.runs.stop(tenantId, params.runId)) return null;
  const run = (await work.stores.runs.run(tenantId, params.runId)) ?? syncs.runs.find(tenantId, params.runId)?.run;
  if (run === undefined) throw new Problem('not-found');
  const isElsewhere = run.state === 'running';
  throw new Problem('not-possible', {
    detail: isElsewhere ? 'The run belongs to another program, or was interrupted.' : 'The run has ended.',
  });
};
