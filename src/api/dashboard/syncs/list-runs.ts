import type { Run } from '../../../runs/stores.ts';
import type { Handler } from '../../endpoint/handler.ts';
import { wrongCursor } from '../place.ts';
import { runSummary } from '../run-summary.ts';
import { namesOfSyncs } from './names-of-syncs.ts';

/** Newest first; runs that wait are the newest. */
export const listRuns: Handler<'listRuns'> = async ({ work, query }, { syncs }) => {
  const { tenantId } = work.tenant;
  const { syncId = null, state = null, cursor, limit } = query;
  const before = cursor === undefined ? null : placeOf(cursor);
  const stored = await syncs.pages.runs(tenantId, { syncId, state, before, limit });
  const waiting = before === null ? unstored(syncs.runs.ofTenant(tenantId), stored, syncId, state) : [];
  const runs = [...waiting, ...stored];
  const { nameOf, headOf } = await namesOfSyncs(work, runs);
  const last = stored.length < limit ? undefined : stored.at(-1);
  return {
    items: runs.map((run) => runSummary(run, nameOf(run.syncId), headOf(run.syncId))),
    nextCursor: last === undefined ? null : `${last.startedAt}~${last.runId}`,
  };
};

function unstored(
  inControl: readonly { readonly run: Run }[],
  stored: readonly Run[],
  syncId: string | null,
  state: Run['state'] | null,
): readonly Run[] {
  const known = new Set(stored.map(({ runId }) => runId));
  return inControl
    .map(({ run }) => run)
    .filter((run) => !known.has(run.runId))
    .filter((run) => (syncId === null || run.syncId === syncId) && (state === null || run.state === state))
    .toReversed();
}

function placeOf(cursor: string): Pick<Run, 'startedAt' | 'runId'> {
  const [, startedAt, runId] = /^([^~]{1,40})~([^~]{1,100})$/.exec(cursor) ?? [];
  if (startedAt !== undefined && runId !== undefined) return { startedAt, runId };
  throw wrongCursor();
}
