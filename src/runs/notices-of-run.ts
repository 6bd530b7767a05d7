import type { Notice } from '../tenants/notices.ts';
import type { Run } from './stores.ts';

/**
 * What people should hear of a run that has ended: that it ended always, the rest only when it is news.
 * @param earlier Runs of the same sync, newest first; the run itself among them is left out.
 * @see docs/sync-model.md#notices
 */
export function noticesOfRun(run: Run, earlier: readonly Run[]): readonly Notice[] {
  const { syncId, runId, state, totals } = run;
  if (state === 'running') return [];
  const { created, updated, deleted, issues } = totals;
  const ended: Notice = { kind: 'run-ended', syncId, runId, state, created, updated, deleted, issues };
  // What was stopped tells nothing of what was there before.
  const before = earlier.find((one) => one.runId !== runId && one.state !== 'running' && one.state !== 'cancelled');
  const news = newsOf(run, before ?? null);
  return news === null ? [ended] : [ended, news];
}

function newsOf(run: Run, before: Run | null): Notice | null {
  const { syncId, runId, state, reason, totals, heldHash } = run;
  switch (state) {
    case 'held': {
      const isKnown = before !== null && before.heldHash === heldHash && heldHash !== null;
      return isKnown ? null : { kind: 'run-held', syncId, runId };
    }
    case 'failed':
      // Of one that goes on failing people know already.
      if (!isToldAsFailed(run) || (before !== null && isToldAsFailed(before))) return null;
      return { kind: 'run-failed', syncId, runId, reason };
    case 'done': {
      const mailboxes = totals.foldersUnavailable;
      if (mailboxes <= (before?.state === 'done' ? before.totals.foldersUnavailable : 0)) return null;
      return { kind: 'mailboxes-unavailable', syncId, runId, mailboxes };
    }
    case 'running':
    case 'refused':
    case 'cancelled':
      return null;
  }
}

/** A withdrawn consent is told of the connection, and an interrupted run is gone on with. */
function isToldAsFailed({ state, reason }: Run): boolean {
  return state === 'failed' && reason !== 'consent-withdrawn' && reason !== 'interrupted';
}
