import { runsPerDay } from '../../../runs/runs-per-day.ts';
import type { Run } from '../../../runs/stores.ts';
import type { Handler } from '../../endpoint/handler.ts';
import { runSummary } from '../run-summary.ts';
import { tenantHealth } from './tenant-status.ts';

const days = 30;
const runsShown = 10;
/** More than a sync makes in so many days at the shortest interval that there is. */
const runsRead = 5_000;

export const getHome: Handler<'getHome'> = async ({ work }, { tenants: ports, now }) => {
  const { tenant, stores } = work;
  const { status, attention, health } = await tenantHealth(work);
  const runs: { readonly run: Run; readonly name: string; readonly version: number }[] = [];
  const syncs = [];
  const replicas = { unknown: 0, ready: 0, writing: 0, unavailable: 0, leaving: 0, atHead: 0 };
  const syncIds = status.syncs.map(({ syncId }) => syncId);
  const nextRuns = await ports.nextRuns(tenant.tenantId);
  const latest = await stores.pages.latestRuns(tenant.tenantId, syncIds, runsRead);
  for (const { syncId, name, paused, items, version, readAt, replicas: counts } of status.syncs) {
    const nextRunAt = nextRuns.get(syncId) ?? null;
    syncs.push({ syncId, name, paused, items, replicas: counts, nextRunAt, readAt });
    replicas.unknown += counts.unknown;
    replicas.ready += counts.ready;
    replicas.writing += counts.writing;
    replicas.unavailable += counts.unavailable;
    replicas.leaving += counts.leaving;
    replicas.atHead += counts.atHead;
    for (const run of latest.get(syncId) ?? []) runs.push({ run, name, version });
  }
  runs.sort((a, b) => (a.run.startedAt > b.run.startedAt ? -1 : 1));
  return {
    health,
    attention: [...attention],
    people: Math.max(0, ...status.syncs.map(({ items }) => items)),
    replicas,
    syncs,
    runs: runs.slice(0, runsShown).map(({ run, name, version }) => runSummary(run, name, version)),
    history: [
      ...runsPerDay(
        runs.map(({ run }) => run),
        tenant.timeZone,
        now(),
        days,
      ),
    ],
    limits: ports.load(tenant.tenantId),
  };
};
