import type { Translate } from '../platform/i18n/translator.ts';
import type { Run } from '../runs/stores.ts';

/** How a run ended, in lines for a person: what was done, and what to do now. */
export function describeRun(run: Run, t: Translate): readonly string[] {
  const { totals } = run;
  const lines: string[] = [];
  const { created, updated, deleted, foldersSynced: folders } = totals;
  if (created + updated + deleted > 0) lines.push(t('sync.wrote', { created, updated, deleted, folders }));
  const { driftRestored: restored, driftLeft: left } = totals;
  if (restored + left > 0) lines.push(t('sync.drift', { restored, left }));
  const { foldersFailed: failed, foldersUnavailable: unavailable, issues } = totals;
  if (failed + unavailable + issues > 0)
    lines.push(t('sync.broken', { failed, unavailable, issues, runId: run.runId }));
  lines.push(ending(run, t));
  return lines.map((line) => `  ${line}`);
}

/** What waits for a person, part by part. */
export function describeHeld({ totals }: Run, t: Translate): readonly string[] {
  const { deletesHeld, listChangesHeld, leaversHeld } = totals;
  const parts = { deletes: deletesHeld, changes: listChangesHeld, leavers: leaversHeld };
  return Object.entries(parts).flatMap(([part, count]) => (count === 0 ? [] : [t(`held.${part}`, { count })]));
}

function ending(run: Run, t: Translate): string {
  const { reason, detail } = run;
  switch (run.state) {
    case 'running':
      return t('run.running');
    case 'done':
      return t(reason === 'refused' ? 'sync.doneRefused' : 'sync.done');
    case 'held':
      return t('sync.held', { held: describeHeld(run, t).join(', '), runId: run.runId });
    case 'refused':
      return t('syncs.isRefused', { runId: run.runId });
    case 'cancelled':
      return t('sync.cancelled');
    case 'failed':
      return t('sync.failed', { reason: reason ?? '', detail: detail ?? '–', remedy: t(`remedy.${reason}`) });
  }
}
