import { Field, Input } from '@fluentui/react-components';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { ProblemMessage } from '../../../ui/problem-message.tsx';
import { useToast } from '../../../ui/toasts.tsx';
import { useApiMutation } from '../../api/api.ts';
import { useTenant } from '../../api/session.ts';
import type { SyncSummary } from '../definition.ts';
import { mailboxesOf } from '../sync-state.ts';

/** Takes a sync out of all mailboxes: only who typed its name meant it. */
export function UninstallDialog({ summary, onClose }: { readonly summary: SyncSummary; readonly onClose: () => void }) {
  const { t } = useTranslation('syncs');
  const { tenantId } = useTenant();
  const navigate = useNavigate();
  const toast = useToast();
  const uninstall = useApiMutation('uninstallSync');
  const [typed, setTyped] = useState('');
  const { name, syncId, items, replicas } = summary;
  return (
    <ConfirmDialog
      open
      title={t('uninstall.title', { name })}
      confirm={t('uninstall.confirm')}
      danger
      busy={uninstall.isPending}
      disabled={typed.trim() !== name}
      onClose={onClose}
      onConfirm={() =>
        uninstall.mutate(
          { params: { tenantId, syncId } },
          {
            onSuccess: ({ runId }) => {
              toast({ intent: 'success', title: t('uninstall.done') });
              void navigate({ to: '/t/$tenantId/runs/$runId', params: { tenantId, runId } });
            },
          },
        )
      }
    >
      <p>
        {t('uninstall.text', { count: mailboxesOf(replicas) })} {t('uninstall.cards', { count: items })}
      </p>
      <p>{t('uninstall.own')}</p>
      <Field label={t('uninstall.type', { name })}>
        <Input value={typed} autoComplete="off" onChange={(_, { value }) => setTyped(value)} />
      </Field>
      {uninstall.error && <ProblemMessage problem={uninstall.error} />}
    </ConfirmDialog>
  );
}
