import type { Handler } from '../../endpoint/handler.ts';
import { heldRunOf } from './run-of.ts';

export const refuseRun: Handler<'refuseRun'> = async ({ work, params }, { syncs }) => {
  const held = await heldRunOf(work, params.runId);
  await syncs.refuse(work.tenant.tenantId, held.runId);
  return null;
};
