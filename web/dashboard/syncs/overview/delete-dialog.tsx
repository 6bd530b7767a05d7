import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { ProblemMessage } from '../../../ui/problem-message.tsx';
import { useToast } from '../../../ui/toasts.tsx';
import { useApiMutation } from '../../api/api.ts';
import { useTenant } from '../../api/session.ts';
import type { SyncSummary } from '../definition.ts';
import { mailboxesOf } from '../sync-state.ts';

/** Removes a sync; what it wrote stays, which is said before. */
export function DeleteDialog({
  summary,
  etag,
  onClose,
}: {
  readonly summary: SyncSummary;
  readonly etag: string;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation('syncs');
  const { tenantId } = useTenant();
  const navigate = useNavigate();
  const toast = useToast();
  // Read again at once, this page would ask for what is gone.
  const remove = useApiMutation('deleteSync', { invalidates: ['listSyncs', 'getDefinitions', 'listCollections'] });
  const { name, syncId, replicas } = summary;
  const mailboxes = mailboxesOf(replicas);
  return (
    <ConfirmDialog
      open
      title={t('delete.title', { name })}
      confirm={t('delete.confirm')}
      danger
      busy={remove.isPending}
      onClose={onClose}
      onConfirm={() =>
        remove.mutate(
          { params: { tenantId, syncId }, ifMatch: etag },
          {
            onSuccess: () => {
              toast({ intent: 'success', title: t('delete.done') });
              void navigate({ to: '/t/$tenantId/syncs', params: { tenantId } });
            },
          },
        )
      }
    >
      <p>{mailboxes === 0 ? t('delete.empty') : t('delete.text', { count: mailboxes })}</p>
      {mailboxes > 0 && <p>{t('delete.first')}</p>}
      {remove.error && <ProblemMessage problem={remove.error} />}
    </ConfirmDialog>
  );
}
