import { MessageBar, MessageBarBody, MessageBarTitle } from '@fluentui/react-components';
import { MailInboxRegular } from '@fluentui/react-icons/svg/mail-inbox';
import { Link, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../ui/empty-state.tsx';
import { useLinkStyle } from '../../ui/link-style.ts';
import { PageHeader } from '../../ui/page-header.tsx';
import { PageSkeleton } from '../../ui/page-skeleton.tsx';
import { ProblemMessage } from '../../ui/problem-message.tsx';
import { Stack } from '../../ui/stack.tsx';
import { useApi } from '../api/api.ts';
import { useTenant } from '../api/session.ts';
import { excludedName } from './mailbox.ts';
import { MailboxActions } from './mailbox-actions.tsx';
import { MailboxIssues } from './mailbox-issues.tsx';
import { ReplicaCard } from './replica-card.tsx';

export function MailboxPage() {
  const link = useLinkStyle();
  const { t } = useTranslation('mailboxes');
  const { tenantId, can } = useTenant();
  const { mailboxId = '' } = useParams({ strict: false });
  const { data, error, refetch } = useApi('getMailbox', { params: { tenantId, mailboxId } });
  if (error) return <ProblemMessage problem={error} onRetry={() => void refetch()} />;
  if (data?.mailbox.mailboxId !== mailboxId) return <PageSkeleton label={t('page.loading')} />;
  const { mailbox, replicas, issues } = data;
  return (
    <>
      <PageHeader
        title={mailbox.address ?? t('unknownAddress')}
        lead={t('page.lead')}
        actions={can('change') ? <MailboxActions mailboxId={mailboxId} replicas={replicas} /> : null}
      />
      <Stack gap="l">
        {mailbox.excluded !== null && (
          <MessageBar intent="warning" layout="multiline">
            <MessageBarBody>
              <MessageBarTitle>{t('page.excludedTitle')}</MessageBarTitle>
              {t(`excluded.${excludedName(mailbox.excluded)}`)}
            </MessageBarBody>
          </MessageBar>
        )}
        {replicas.length === 0 && (
          <EmptyState
            icon={MailInboxRegular}
            title={t('page.none')}
            action={
              <Link to="/t/$tenantId/syncs" params={{ tenantId }} className={link}>
                {t('page.toSyncs')}
              </Link>
            }
          >
            {t('page.noneText')}
          </EmptyState>
        )}
        {replicas.map((replica) => (
          <ReplicaCard key={replica.syncId} replica={replica} />
        ))}
        <MailboxIssues issues={issues} />
        <div>
          <Link to="/t/$tenantId/mailboxes" params={{ tenantId }} className={link}>
            {t('page.back')}
          </Link>
        </div>
      </Stack>
    </>
  );
}
