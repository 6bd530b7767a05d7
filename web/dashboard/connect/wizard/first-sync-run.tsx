import { MessageBar, MessageBarBody, makeStyles, ProgressBar, tokens } from '@fluentui/react-components';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useButtonLinkStyle } from '../../../ui/button-link-style.ts';
import { PageSkeleton } from '../../../ui/page-skeleton.tsx';
import { ProblemMessage } from '../../../ui/problem-message.tsx';
import { useQuietButtonLinkStyle } from '../../../ui/quiet-button-link-style.ts';
import { Stack } from '../../../ui/stack.tsx';
import { Count, useFormats } from '../../../ui/values.tsx';
import { useTenant } from '../../api/session.ts';
import { useRun } from '../../runs/use-run.ts';

const useStyles = makeStyles({
  text: { margin: 0, maxWidth: '72ch' },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  figures: { color: tokens.colorNeutralForeground2, fontVariantNumeric: 'tabular-nums' },
});

/** The first run as it happens, and then the way to the phone. */
export function FirstSyncRun({
  runId,
  inStep,
}: {
  readonly runId: string;
  /** Mailboxes that have the whole list. */
  readonly inStep: number;
}) {
  const styles = useStyles();
  const { t } = useTranslation('connect');
  const { tenantId } = useTenant();
  const { duration } = useFormats();
  const buttonLink = useButtonLinkStyle();
  const quietLink = useQuietButtonLinkStyle();
  const { query, answer, progress } = useRun(runId);
  if (query.error) return <ProblemMessage problem={query.error} onRetry={() => void query.refetch()} />;
  if (!answer) return <PageSkeleton label={t('loading')} rows={1} />;
  const { state, totals } = answer.run;
  return (
    <Stack>
      {state === 'running' ? (
        <>
          <p className={styles.text}>{t('run.running')}</p>
          <ProgressBar
            thickness="large"
            aria-label={t('run.running')}
            {...(progress && progress.folders > 0 ? { max: progress.folders, value: progress.foldersDone } : {})}
          />
          {progress && progress.folders > 0 && (
            <span className={styles.figures}>
              {t('run.folders', { count: progress.folders, done: progress.foldersDone })}
              {progress.secondsLeft !== null && ` · ${t('run.left', { time: duration(progress.secondsLeft * 1_000) })}`}
            </span>
          )}
        </>
      ) : (
        <MessageBar intent={state === 'done' ? 'success' : 'warning'} layout="multiline" role="status">
          <MessageBarBody>{state === 'done' ? t('run.done', { count: inStep }) : t('run.notDone')}</MessageBarBody>
        </MessageBar>
      )}
      {state === 'done' && totals.created > 0 && (
        <p className={styles.text}>
          <Count value={totals.created} /> {t('run.created', { count: totals.created })}
        </p>
      )}
      <div className={styles.buttons}>
        {state === 'done' && (
          <Link to="/t/$tenantId/phone-preview" params={{ tenantId }} className={buttonLink}>
            {t('run.toPhone')}
          </Link>
        )}
        <Link
          to="/t/$tenantId/runs/$runId"
          params={{ tenantId, runId }}
          className={state === 'done' || state === 'running' ? quietLink : buttonLink}
        >
          {state === 'running' ? t('run.watch') : t('run.look')}
        </Link>
        {state === 'done' && (
          <Link to="/t/$tenantId" params={{ tenantId }} className={quietLink}>
            {t('run.toHome')}
          </Link>
        )}
      </div>
    </Stack>
  );
}
