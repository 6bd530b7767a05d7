import type { KeptPlan } from '../../../runs/kept-plans.ts';
import { Problem } from '../../endpoint/problem.ts';
import type { TenantWork } from '../../tenant-work.ts';
import type { SyncPorts } from './ports.ts';

/** @throws {Problem} `not-found`: it is older than an hour, or there never was one. */
export function planOf({ plans }: SyncPorts, { tenant }: TenantWork, planId: string): KeptPlan {
  const plan = plans.get(tenant.tenantId, planId);
  if (plan === null) throw new Problem('not-found');
  return plan;
}
