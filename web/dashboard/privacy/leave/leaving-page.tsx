import {
  Button,
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
  makeStyles,
  ProgressBar,
  tokens,
} from '@fluentui/react-components';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { CodeBlock } from '../../../ui/code-block.tsx';
import { PageHeader } from '../../../ui/page-header.tsx';
import { PageSkeleton } from '../../../ui/page-skeleton.tsx';
import { ProblemMessage } from '../../../ui/problem-message.tsx';
import { useQuietButtonLinkStyle } from '../../../ui/quiet-button-link-style.ts';
import { Section } from '../../../ui/section.tsx';
import { Stack } from '../../../ui/stack.tsx';
import { useApi } from '../../api/api.ts';

const route = getRouteApi('/signed-in/leaving/$leavingId');
const pollMs = 2_000;

const useStyles = makeStyles({
  page: { maxWidth: '640px', marginInline: 'auto' },
  text: { margin: 0 },
  figures: { margin: `${tokens.spacingVerticalS} 0 0`, fontVariantNumeric: 'tabular-nums' },
});

/** How far leaving is. When the tenant is gone, its certificate is shown. */
export function LeavingPage() {
  const styles = useStyles();
  const { t } = useTranslation('privacy');
  const { leavingId: tenantId } = route.useParams();
  const navigate = useNavigate();
  const quietLink = useQuietButtonLinkStyle();
  const leaving = useApi('getLeaving', { params: { tenantId } }, { refetchIntervalMs: pollMs });
  const { state, mailboxes, mailboxesDone, reason, certificateId } = leaving.data ?? {
    state: 'uninstalling',
    mailboxes: 0,
    mailboxesDone: 0,
    reason: null,
    certificateId: null,
  };
  // Who is gone can't be asked any more.
  const isGone = state === 'deleted' || leaving.error?.code === 'not-found' || leaving.error?.code === 'forbidden';
  useEffect(() => {
    if (isGone && certificateId !== null)
      void navigate({ to: '/certificates/$certificateId', params: { certificateId }, replace: true });
  }, [isGone, certificateId, navigate]);

  if (!leaving.data && !leaving.error) return <PageSkeleton label={t('loading')} />;
  const address =
    certificateId === null ? null : new URL(`/certificates/${certificateId}`, window.location.origin).href;
  return (
    <Stack gap="l" className={styles.page}>
      <PageHeader title={t('leaving.title')} lead={isGone ? t('leaving.gone') : t('leaving.lead')} />
      {leaving.error && !isGone && <ProblemMessage problem={leaving.error} onRetry={() => void leaving.refetch()} />}
      {state === 'uninstalling' && !isGone && (
        <Section title={t('leaving.mailboxes')}>
          <ProgressBar
            thickness="large"
            aria-label={t('leaving.mailboxes')}
            {...(mailboxes > 0 ? { max: mailboxes, value: mailboxesDone } : {})}
          />
          <p className={styles.figures} role="status">
            {mailboxes > 0 ? t('leaving.done', { count: mailboxes, done: mailboxesDone }) : t('leaving.begins')}
          </p>
        </Section>
      )}
      {state === 'not-leaving' && <p className={styles.text}>{t('leaving.not')}</p>}
      {state === 'failed' && (
        <MessageBar intent="error" layout="multiline">
          <MessageBarBody>
            <MessageBarTitle>{t('leaving.failed')}</MessageBarTitle> {t('leaving.failedDetail')}{' '}
            {reason !== null && t('code', { code: reason })}
          </MessageBarBody>
        </MessageBar>
      )}
      {(state === 'failed' || state === 'not-leaving') && (
        <div>
          <Link to="/t/$tenantId/privacy/leave" params={{ tenantId }} className={quietLink}>
            {state === 'failed' ? t('leaving.again') : t('leaving.back')}
          </Link>
        </div>
      )}
      {address !== null && state !== 'failed' && (
        <Section title={t('leaving.keep')}>
          <Stack>
            <p className={styles.text}>{t('leaving.keepDetail')}</p>
            <CodeBlock label={t('leaving.address')}>{address}</CodeBlock>
          </Stack>
        </Section>
      )}
      {isGone && certificateId === null && (
        <div>
          <Button onClick={() => window.location.assign('/')}>{t('leaving.home')}</Button>
        </div>
      )}
    </Stack>
  );
}
