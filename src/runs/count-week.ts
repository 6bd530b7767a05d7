import type { TenantId } from '../tenants/ports.ts';
import type { WeekCounts } from '../tenants/telling/weekly-report.ts';
import type { ReplicaStore, RunStore } from './stores.ts';

const weekMs = 7 * 24 * 3_600_000;
/** More runs of one sync are not looked at: one every ten minutes. */
const mostRuns = 1_008;

/** Counts what the syncs did in the seven days before an instant (ISO UTC), and where their folders stand. */
export async function countWeek(
  stores: { readonly runs: RunStore; readonly replicas: ReplicaStore },
  tenantId: TenantId,
  /** With the version of the collection of each. */
  syncs: readonly { readonly syncId: string; readonly version: number }[],
  now: string,
): Promise<WeekCounts> {
  const since = new Date(Date.parse(now) - weekMs).toISOString();
  const counts = { runs: 0, failed: 0, created: 0, updated: 0, deleted: 0, mailboxes: 0, inStep: 0, unavailable: 0 };
  for (const { syncId, version } of syncs) {
    for (const run of await stores.runs.runs(tenantId, syncId, mostRuns)) {
      if (run.startedAt < since || run.state === 'running') continue;
      counts.runs += 1;
      if (run.state === 'failed') counts.failed += 1;
      counts.created += run.totals.created;
      counts.updated += run.totals.updated;
      counts.deleted += run.totals.deleted;
    }
    const { atHead, unknown, ready, writing, unavailable, leaving } = await stores.replicas.countReplicas(
      tenantId,
      syncId,
      version,
    );
    counts.mailboxes += unknown + ready + writing + unavailable + leaving;
    counts.inStep += atHead;
    counts.unavailable += unavailable;
  }
  return counts;
}
