import type { Handler } from '../../endpoint/handler.ts';
import { usableSync } from './start-run-of.ts';

export const startPlan: Handler<'startPlan'> = async ({ work, params }, { syncs }) => {
  const { syncId } = await usableSync(work, params.syncId, 'may-be-paused');
  return { planId: syncs.plans.start(work.tenant.tenantId, syncId) };
};
