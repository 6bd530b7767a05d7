import { useTranslation } from 'react-i18next';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { ProblemMessage } from '../../../ui/problem-message.tsx';
import { useToast } from '../../../ui/toasts.tsx';
import { useApiMutation } from '../../api/api.ts';
import { useTenant } from '../../api/session.ts';
import type { SyncSummary } from '../definition.ts';
import { mailboxesOf } from '../sync-state.ts';

export function PauseDialog({ summary, onClose }: { readonly summary: SyncSummary; readonly onClose: () => void }) {
  const { t } = useTranslation('syncs');
  const { tenantId } = useTenant();
  const toast = useToast();
  const pause = useApiMutation('pauseSync');
  return (
    <ConfirmDialog
      open
      title={t('pause.title')}
      confirm={t('pause.button')}
      busy={pause.isPending}
      onClose={onClose}
      onConfirm={() =>
        pause.mutate(
          { params: { tenantId, syncId: summary.syncId } },
          {
            onSuccess: () => {
              toast({ intent: 'success', title: t('pause.done') });
              onClose();
            },
          },
        )
      }
    >
      <p>{t('pause.text', { count: mailboxesOf(summary.replicas) })}</p>
      {pause.error && <ProblemMessage problem={pause.error} />}
    </ConfirmDialog>
  );
}
