import type { PlannedRun } from '../../../runs/plan-sync.ts';
import type { Handler } from '../../endpoint/handler.ts';
import { planOf } from './plan-of.ts';

export const getPlan: Handler<'getPlan'> = async ({ work, params }, { syncs }) => {
  const { planId, syncId, state, startedAt, failure, totals, itemsCut } = planOf(syncs, work, params.planId);
  return {
    planId,
    syncId,
    state,
    startedAt,
    reason: failure?.reason ?? null,
    detail: failure?.detail ?? null,
    itemsCut,
    totals: totals === null ? null : shown(totals),
  };
};

/** Here, what is added is not also changed. */
function shown({ itemsChanged, itemsAdded, ...totals }: PlannedRun) {
  return { ...totals, itemsAdded, itemsChanged: itemsChanged - itemsAdded };
}
