import type { Handler } from '../../endpoint/handler.ts';
import { heldRunOf } from './run-of.ts';
import { startRunOf, usableSync } from './start-run-of.ts';

export const approveRun: Handler<'approveRun'> = async ({ work, params }, { syncs }) => {
  const held = await heldRunOf(work, params.runId);
  const sync = await usableSync(work, held.syncId, 'active');
  return startRunOf(syncs, work, sync, { kind: 'sync', approve: held.runId, mailboxIds: null });
};
