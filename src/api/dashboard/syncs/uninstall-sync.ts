import type { Handler } from '../../endpoint/handler.ts';
import { startRunOf, usableSync } from './start-run-of.ts';

export const uninstallSync: Handler<'uninstallSync'> = async ({ work, params }, { syncs }) => {
  const sync = await usableSync(work, params.syncId, 'may-be-paused');
  return startRunOf(syncs, work, sync, { kind: 'uninstall', mailboxIds: null });
};
