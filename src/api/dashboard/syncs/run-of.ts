import { heldState } from '../../../runs/still-held.ts';
import type { Run } from '../../../runs/stores.ts';
import { Problem } from '../../endpoint/problem.ts';
import type { TenantWork } from '../../tenant-work.ts';

/** A stored run. @throws {Problem} `not-found` */
export async function runOf({ tenant, stores }: TenantWork, runId: string): Promise<Run> {
  const run = await stores.runs.run(tenant.tenantId, runId);
  if (run === null) throw new Problem('not-found');
  return run;
}

/** A run that waits for a person: nothing of its sync has ended since that holds anything else. @throws {Problem} `not-found`, `not-possible` */
export async function heldRunOf(work: TenantWork, runId: string): Promise<Run> {
  const run = await runOf(work, runId);
  if (run.state !== 'held') throw new Problem('not-possible', { detail: 'The run holds nothing.' });
  if ((await heldState(work.stores.runs, work.tenant.tenantId, run)) !== 'waiting')
    throw new Problem('not-possible', { detail: 'A newer run tells what is held now.' });
  return run;
}
