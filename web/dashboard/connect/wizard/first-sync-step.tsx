import type { Api } from '../../../../src/api/contract/contract.ts';
import { FirstSyncForm } from './first-sync-form.tsx';
import { FirstSyncPlan } from './first-sync-plan.tsx';
import { FirstSyncRun } from './first-sync-run.tsx';

type Connection = Api['listConnections']['answer']['items'][number];
type Sync = Api['listSyncs']['answer']['items'][number];

/** From the address list to filled phones: choose, look what would happen, start. */
export function FirstSyncStep({
  connection,
  syncs,
}: {
  readonly connection: Connection;
  readonly syncs: readonly Sync[];
}) {
  const ran = syncs.find(({ lastRun }) => lastRun !== null);
  if (ran?.lastRun) return <FirstSyncRun runId={ran.lastRun.runId} inStep={ran.replicas.atHead} />;
  const [sync] = syncs;
  if (sync) return <FirstSyncPlan syncId={sync.syncId} folder={sync.placement} />;
  return <FirstSyncForm connection={connection} />;
}
