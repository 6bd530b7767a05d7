import type { TenantId } from '../tenants/ports.ts';
import type { Run, RunState, RunStore } from './stores.ts';

const recentRuns = 100;
const cameToNothing: ReadonlySet<RunState> = new Set(['running', 'failed', 'cancelled']);

/**
 * What has become of what a run held, by the newest run of the sync that came to its end:
 * - `waiting`: that one holds the same, so it can still be decided. - `decided`: nothing is held any more.
 * - `replaced`: something else is held, and whoever decided on the older one has not seen that.
 */
export type HeldState = 'waiting' | 'decided' | 'replaced';

/** @param held A run that held something. */
export async function heldState(runs: Pick<RunStore, 'runs'>, tenantId: TenantId, held: Run): Promise<HeldState> {
  const recent = await runs.runs(tenantId, held.syncId, recentRuns);
  const newest = recent.find(({ state }) => !cameToNothing.has(state));
  if (newest?.runId === held.runId) return 'waiting';
  if (newest?.state !== 'held') return 'decided';
  return newest.heldHash === held.heldHash ? 'waiting' : 'replaced';
}
