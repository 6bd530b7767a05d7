import type { Definitions } from '../../../runs/definition.ts';
import { readTenantStatus, type SyncStatus } from '../../../runs/read-status.ts';
import type { Api } from '../../contract/contract.ts';
import type { DashboardContext } from '../../dashboard-context.ts';
import type { TenantWork } from '../../tenant-work.ts';
import { runSummary } from '../run-summary.ts';

type SyncSummary = Api['listSyncs']['answer']['items'][number];

/** Syncs and how far each is, in the order of the definitions. */
export async function syncSummaries(
  { tenant, stores }: TenantWork,
  { tenants }: DashboardContext,
  definitions: Definitions,
): Promise<readonly SyncSummary[]> {
  const { syncs } = await readTenantStatus(stores, tenant, definitions);
  const nextRuns = await tenants.nextRuns(tenant.tenantId);
  const summaries: SyncSummary[] = [];
  for (const [index, status] of syncs.entries()) {
    const sync = definitions.syncs[index];
    if (sync === undefined) continue;
    const { collectionId, audienceId } = sync;
    const nextRunAt = nextRuns.get(sync.syncId) ?? null;
    summaries.push({ ...shown(status), collectionId, audienceId, nextRunAt });
  }
  return summaries;
}

function shown({ runs: [last], ...status }: SyncStatus) {
  return { ...status, lastRun: last === undefined ? null : runSummary(last, status.name, status.version) };
}
