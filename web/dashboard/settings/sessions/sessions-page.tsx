import { Button } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { DataTable } from '../../../ui/data-table.tsx';
import { PageSkeleton } from '../../../ui/page-skeleton.tsx';
import { ProblemMessage } from '../../../ui/problem-message.tsx';
import { Section } from '../../../ui/section.tsx';
import { Stack } from '../../../ui/stack.tsx';
import { StatusBadge } from '../../../ui/status-badge.tsx';
import { DateTime } from '../../../ui/values.tsx';
import { useApi, useApiMutation } from '../../api/api.ts';
import { useSession } from '../../api/session.ts';
import { SettingsFrame } from '../settings-frame.tsx';

/** Where the person is signed in. */
export function SessionsPage() {
  const { t } = useTranslation('settings');
  const { person } = useSession();
  const sessions = useApi('listSessions', {});
  const revoke = useApiMutation('revokeSession', { invalidates: ['listSessions'] });
  const everywhere = useApiMutation('signOutEverywhere', { invalidates: [] });
  const [isEnding, setEnding] = useState(false);
  const count = sessions.data?.items.length ?? 0;
  return (
    <SettingsFrame title={t('title')} lead={t('sessions.lead', { name: person?.userName ?? '' })}>
      <Section
        title={t('sessions.title')}
        actions={<Button onClick={() => setEnding(true)}>{t('sessions.everywhere')}</Button>}
      >
        <Stack>
          {sessions.error && <ProblemMessage problem={sessions.error} onRetry={() => void sessions.refetch()} />}
          {revoke.error && <ProblemMessage problem={revoke.error} />}
          {sessions.isPending && <PageSkeleton label={t('loading')} rows={2} />}
          {sessions.data && (
            <DataTable
              label={t('sessions.title')}
              rows={sessions.data.items}
              rowKey={({ sessionId }) => sessionId}
              columns={[
                {
                  id: 'device',
                  header: t('sessions.device'),
                  cell: ({ device, current }) => (
                    <>
                      <strong>{device}</strong> {current && <StatusBadge tone="good">{t('sessions.this')}</StatusBadge>}
                    </>
                  ),
                },
                { id: 'address', header: t('sessions.address'), cell: ({ address }) => address },
                {
                  id: 'used',
                  header: t('sessions.lastUsed'),
                  cell: ({ lastUsedAt }) => <DateTime instant={lastUsedAt} relative />,
                },
                {
                  id: 'since',
                  header: t('sessions.since'),
                  cell: ({ createdAt }) => <DateTime instant={createdAt} />,
                },
                {
                  id: 'actions',
                  header: t('actions'),
                  bare: true,
                  align: 'end',
                  cell: ({ sessionId, current, device }) =>
                    !current && (
                      <Button
                        size="small"
                        aria-label={t('sessions.endName', { name: device })}
                        disabledFocusable={revoke.isPending}
                        onClick={() => revoke.mutate({ params: { sessionId } })}
                      >
                        {t('sessions.end')}
                      </Button>
                    ),
                },
              ]}
            />
          )}
        </Stack>
      </Section>
      <ConfirmDialog
        open={isEnding}
        danger
        title={t('sessions.everywhereTitle')}
        confirm={t('sessions.everywhere')}
        busy={everywhere.isPending}
        onClose={() => setEnding(false)}
        onConfirm={() => everywhere.mutate({}, { onSuccess: () => window.location.assign('/sign-in') })}
      >
        <Stack>
          <span>{t('sessions.everywhereDetail', { count })}</span>
          {everywhere.error && <ProblemMessage problem={everywhere.error} />}
        </Stack>
      </ConfirmDialog>
    </SettingsFrame>
  );
}
