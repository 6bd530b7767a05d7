import type { RunInControl } from '../../runs/run-control.ts';
import type { Run } from '../../runs/stores.ts';
import type { Api } from '../contract/contract.ts';
import type { RingbookEvent } from '../contract/syncs.ts';

type RunSummary = Api['listRuns']['answer']['items'][number];

/**
 * A run as the API tells it.
 * @param headVersion Newest version of the sync's collection: a run since which nothing changed can't be undone.
 */
export function runSummary(run: Run, syncName: string, headVersion: number | null): RunSummary {
  const { runId, kind, syncId, state, startedAt, endedAt, totals, reason, detail } = run;
  const canUndo = whyNotUndone(run, headVersion) === null;
  return { runId, kind, syncId, syncName, state, startedAt, endedAt, totals, reason, detail, canUndo };
}

/** Why a run cannot be undone; null: it can. @param headVersion Null: not known; then what the run wrote decides. */
export function whyNotUndone({ kind, state, totals, versionBefore }: Run, headVersion: number | null): string | null {
  if (kind === 'uninstall') return 'What was taken out of mailboxes comes back with the next sync.';
  if (state === 'running') return 'The run has not ended.';
  if (versionBefore === null) return 'The run did not get as far as the list.';
  const written = totals.created + totals.updated + totals.deleted;
  const isChanged = headVersion === null ? written > 0 : headVersion > versionBefore;
  return isChanged ? null : 'Nothing in the list changed since the run began.';
}

/** What watchers hear of a run. */
export function runEvent({ run, syncName, progress }: RunInControl): RingbookEvent {
  return { kind: 'run', run: runSummary(run, syncName, null), progress };
}
