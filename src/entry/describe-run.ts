import type { Translate } from '../platform/i18n/translator.ts';
import type { Run } from '../runs/stores.ts';

/** How a run ended, in lines for a person: what was done, and what to do now. */
export function describeRun(run: Run, t: Translate): readonly string[] {
  const { totals } = run;
  const lines: string[] = [];
  const { created, updated, deleted, foldersSynced: folders } = totals;
  if (created + updated + deleted > 0) lines.push(t('sync.wrote', { created, updated, deleted, folders }));
  const { foldersFailed: failed, foldersUnavailable: unavailable, issues } = totals;
  if (failed + unavailable + issues > 0)
    lines.push(t('sync.broken', { failed, unavailable, issues, runId: run.runId }));
  lines.push(ending(run, t));
  return lines.map((line) => `  ${line}`);
}

function ending(run: Run, t: Translate): string {
  const { reason, detail } = run;
  switch (run.state) {
    case 'running':
      return t('run.running');
    case 'done':
      return t('sync.done');
    case 'held':
      return t('sync.held', { count: run.totals.deletesHeld, runId: run.runId });
    case 'cancelled':
      return t('sync.cancelled');
    case 'failed':
      return t('sync.failed', { reason: reason ?? '', detail: detail ?? '–', remedy: t(`remedy.${reason}`) });
  }
}
