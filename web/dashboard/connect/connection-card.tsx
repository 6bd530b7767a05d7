import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Api } from '../../../src/api/contract/contract.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Facts } from '../../ui/facts.tsx';
import { ProblemMessage } from '../../ui/problem-message.tsx';
import { useQuietButtonLinkStyle } from '../../ui/quiet-button-link-style.ts';
import { Section } from '../../ui/section.tsx';
import { Stack } from '../../ui/stack.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { useToast } from '../../ui/toasts.tsx';
import { DateTime } from '../../ui/values.tsx';
import { useApiMutation } from '../api/api.ts';
import { useTenant } from '../api/session.ts';
import { ConnectionCheck } from './connection-check.tsx';
import { MailboxProbe } from './mailbox-probe.tsx';

const useStyles = makeStyles({
  title: { margin: 0, fontSize: tokens.fontSizeBase400, lineHeight: tokens.lineHeightBase400 },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

/** One connection: how it stands, whether it works now, and its end. */
export function ConnectionCard({
  connection: { connectionId, entraTenantId, state, consentedAt, usedBy },
}: {
  readonly connection: Api['listConnections']['answer']['items'][number];
}) {
  const styles = useStyles();
  const { t } = useTranslation('connect');
  const { tenantId, can } = useTenant();
  const toast = useToast();
  const quietLink = useQuietButtonLinkStyle();
  const [isAsking, setAsking] = useState(false);
  const disconnect = useApiMutation('disconnect');
  return (
    <Section
      title={t('card.title')}
      actions={
        state === 'connected' ? (
          <StatusBadge tone="good">{t('card.connected')}</StatusBadge>
        ) : (
          <StatusBadge tone="bad">{t('card.withdrawn')}</StatusBadge>
        )
      }
    >
      <Stack gap="l">
        <Facts
          facts={[
            { label: t('card.entraTenant'), value: entraTenantId },
            { label: t('card.consentedAt'), value: <DateTime instant={consentedAt} /> },
            {
              label: t('card.usedBy'),
              value: t('card.uses', {
                sources: t('card.sources', { count: usedBy.sources.length }),
                syncs: t('card.syncs', { count: usedBy.syncs.length }),
              }),
            },
          ]}
        />
        {can('change') && (
          <>
            <ConnectionCheck connectionId={connectionId} />
            <Stack>
              <h3 className={styles.title}>{t('probe.title')}</h3>
              <MailboxProbe connectionId={connectionId} />
            </Stack>
          </>
        )}
        {can('own') && (
          <div className={styles.buttons}>
            <Link to="/t/$tenantId/connect" params={{ tenantId }} search={{ step: 'consent' }} className={quietLink}>
              {t('card.consentAgain')}
            </Link>
            <Button onClick={() => setAsking(true)}>{t('card.disconnect')}</Button>
          </div>
        )}
      </Stack>
      <ConfirmDialog
        open={isAsking}
        danger
        title={t('card.disconnectTitle')}
        confirm={t('card.disconnect')}
        busy={disconnect.isPending}
        onClose={() => {
          setAsking(false);
          disconnect.reset();
        }}
        onConfirm={() =>
          disconnect.mutate(
            { params: { tenantId, connectionId } },
            {
              onSuccess: () => {
                setAsking(false);
                toast({ intent: 'success', title: t('card.disconnected') });
              },
            },
          )
        }
      >
        <Stack>
          <span>{t('card.disconnectDetail', { syncs: t('card.syncs', { count: usedBy.syncs.length }) })}</span>
          <span>{t('card.disconnectStays')}</span>
          {disconnect.error && <ProblemMessage problem={disconnect.error} />}
        </Stack>
      </ConfirmDialog>
    </Section>
  );
}
