import { MessageBar, MessageBarBody, MessageBarTitle, makeStyles, tokens } from '@fluentui/react-components';
import { Link, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useLinkStyle } from '../../ui/link-style.ts';
import { PageHeader } from '../../ui/page-header.tsx';
import { PageSkeleton } from '../../ui/page-skeleton.tsx';
import { ProblemMessage } from '../../ui/problem-message.tsx';
import { Stack } from '../../ui/stack.tsx';
import { DateTime } from '../../ui/values.tsx';
import { useTenant } from '../api/session.ts';
import { HeldPanel } from './held-panel.tsx';
import { IssueGroups } from './issue-groups.tsx';
import { shownState } from './run.ts';
import { RunActions } from './run-actions.tsx';
import { RunBadge } from './run-badge.tsx';
import { RunProgress } from './run-progress.tsx';
import { RunTotals } from './run-totals.tsx';
import { useCodeTexts } from './use-code-texts.ts';
import { useRun } from './use-run.ts';
import { useTook } from './use-took.ts';

const useStyles = makeStyles({
  meta: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalL,
    rowGap: tokens.spacingVerticalXS,
  },
  body: { paddingBlock: tokens.spacingVerticalS, whiteSpace: 'normal' },
  text: { margin: `${tokens.spacingVerticalXS} 0 0` },
  quiet: { color: tokens.colorNeutralForeground3 },
});

const titles = { sync: 'page.title', uninstall: 'page.uninstallTitle', undo: 'page.undoTitle' } as const;

export function RunPage() {
  const styles = useStyles();
  const link = useLinkStyle();
  const { t } = useTranslation('runs');
  const { tenantId, can } = useTenant();
  const { runId = '' } = useParams({ strict: false });
  const took = useTook();
  const textsOf = useCodeTexts();
  const { query, answer, progress } = useRun(runId);
  if (answer === undefined) {
    if (!query.error) return <PageSkeleton label={t('loading')} />;
    return <ProblemMessage problem={query.error} onRetry={() => void query.refetch()} />;
  }
  const { run, held } = answer;
  const state = shownState(run, progress);
  const failure = run.state === 'failed' && run.reason !== null ? textsOf(run.reason) : null;
  return (
    <>
      <PageHeader
        title={t(titles[run.kind], { name: run.syncName })}
        lead={t(`sentence.${state}`)}
        actions={<RunActions run={run} progress={progress} />}
      />
      <Stack gap="l">
        <div className={styles.meta}>
          <RunBadge state={state} />
          <span>
            {t('page.startedAt')} <DateTime instant={run.startedAt} />
          </span>
          {run.endedAt !== null && (
            <span>
              {t('page.took')} {took(run)}
            </span>
          )}
          {can('read') && (
            <Link to="/t/$tenantId/syncs/$syncId" params={{ tenantId, syncId: run.syncId }} className={link}>
              {t('page.toSync')}
            </Link>
          )}
          <Link to="/t/$tenantId/runs" params={{ tenantId }} className={link}>
            {t('page.all')}
          </Link>
        </div>
        {failure && (
          <MessageBar intent="error" layout="multiline">
            <MessageBarBody className={styles.body}>
              <MessageBarTitle>{failure.meaning}</MessageBarTitle>
              <p className={styles.text}>{failure.remedy}</p>
              <p className={`${styles.text} ${styles.quiet}`}>
                {run.reason}
                {run.detail === null ? '' : `: ${run.detail}`}
              </p>
            </MessageBarBody>
          </MessageBar>
        )}
        {held !== null && <HeldPanel run={run} held={held} />}
        {progress !== null && <RunProgress progress={progress} />}
        {run.state !== 'running' && <RunTotals run={run} />}
        {(run.state !== 'running' || run.totals.issues > 0) && <IssueGroups runId={run.runId} />}
      </Stack>
    </>
  );
}
