import { Button } from '@fluentui/react-components';
import { ArrowExitRegular } from '@fluentui/react-icons/svg/arrow-exit';
import { ArrowSyncRegular } from '@fluentui/react-icons/svg/arrow-sync';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { ProblemMessage } from '../../ui/problem-message.tsx';
import { useToast } from '../../ui/toasts.tsx';
import { useApiMutation } from '../api/api.ts';
import type { Problem } from '../api/problem.ts';
import { useTenant } from '../api/session.ts';
import type { Replica } from './mailbox.ts';

/** Brings one mailbox up to date, or takes everything of ours out of it; one run is followed, several are listed. */
export function MailboxActions({
  mailboxId,
  replicas,
}: {
  readonly mailboxId: string;
  readonly replicas: readonly Replica[];
}) {
  const { t } = useTranslation('mailboxes');
  const { tenantId } = useTenant();
  const navigate = useNavigate();
  const toast = useToast();
  const [asks, setAsks] = useState(false);
  const sync = useApiMutation('syncMailbox');
  const uninstall = useApiMutation('uninstallMailbox');
  const params = { tenantId, mailboxId };
  const cards = replicas.reduce((sum, { items }) => sum + items, 0);
  const follow = (runIds: readonly string[]) => {
    const [runId, ...others] = runIds;
    if (runId !== undefined && others.length === 0) {
      void navigate({ to: '/t/$tenantId/runs/$runId', params: { tenantId, runId } });
    } else {
      void navigate({ to: '/t/$tenantId/runs', params: { tenantId }, search: { state: 'running' } });
    }
  };
  return (
    <>
      <Button
        appearance="primary"
        icon={<ArrowSyncRegular />}
        disabledFocusable={sync.isPending}
        onClick={() =>
          sync.mutate(
            { params },
            {
              onSuccess: ({ runIds }) => {
                toast({ intent: 'success', title: t('page.syncDone') });
                follow(runIds);
              },
              onError: ({ title, detail, remedy }: Problem) =>
                toast({ intent: 'error', title, body: detail ?? remedy ?? '' }),
            },
          )
        }
      >
        {t('page.sync')}
      </Button>
      {replicas.length > 0 && (
        <Button icon={<ArrowExitRegular />} onClick={() => setAsks(true)}>
          {t('page.uninstall')}
        </Button>
      )}
      <ConfirmDialog
        open={asks}
        title={t('page.uninstallTitle')}
        confirm={t('page.uninstallConfirm')}
        danger
        busy={uninstall.isPending}
        onClose={() => setAsks(false)}
        onConfirm={() =>
          uninstall.mutate(
            { params },
            {
              onSuccess: ({ runIds }) => {
                setAsks(false);
                toast({ intent: 'success', title: t('page.uninstallDone') });
                follow(runIds);
              },
            },
          )
        }
      >
        <p>{t('page.uninstallText', { count: cards })}</p>
        <p>{t('page.own')}</p>
        {uninstall.error && <ProblemMessage problem={uninstall.error} />}
      </ConfirmDialog>
    </>
  );
}
