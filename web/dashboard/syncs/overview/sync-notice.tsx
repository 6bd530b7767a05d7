import { MessageBar, MessageBarBody, MessageBarTitle, makeStyles, tokens } from '@fluentui/react-components';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useLinkStyle } from '../../../ui/link-style.ts';
import { useTenant } from '../../api/session.ts';
import { useCodeTexts } from '../../runs/use-code-texts.ts';
import type { SyncSummary } from '../definition.ts';
import { syncState } from '../sync-state.ts';

const useStyles = makeStyles({
  body: { paddingBlock: tokens.spacingVerticalS, whiteSpace: 'normal' },
  text: { margin: `${tokens.spacingVerticalXS} 0 0` },
});

/** What of a sync needs a person now. */
export function SyncNotice({ summary }: { readonly summary: SyncSummary }) {
  const styles = useStyles();
  const link = useLinkStyle();
  const { t } = useTranslation('syncs');
  const { tenantId } = useTenant();
  const textsOf = useCodeTexts();
  const { lastRun } = summary;
  const state = syncState(summary);
  if (state !== 'paused' && state !== 'held' && state !== 'failed') return null;
  const code = lastRun?.reason ?? null;
  const why = state === 'paused' || code === null ? null : textsOf(code);
  return (
    <MessageBar intent={state === 'paused' ? 'info' : state === 'held' ? 'warning' : 'error'} layout="multiline">
      <MessageBarBody className={styles.body}>
        <MessageBarTitle>{t(`page.${state}Title`)}</MessageBarTitle>
        {state !== 'failed' && <p className={styles.text}>{t(`page.${state}Text`)}</p>}
        {why && (
          <p className={styles.text}>
            {why.meaning} {state === 'failed' && why.remedy}
          </p>
        )}
        {state !== 'paused' && lastRun !== null && (
          <p className={styles.text}>
            <Link to="/t/$tenantId/runs/$runId" params={{ tenantId, runId: lastRun.runId }} className={link}>
              {state === 'held' ? t('page.heldAction') : t('lastRun')}
            </Link>
          </p>
        )}
      </MessageBarBody>
    </MessageBar>
  );
}
