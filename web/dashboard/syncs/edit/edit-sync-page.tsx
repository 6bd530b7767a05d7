import { useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { PageSkeleton } from '../../../ui/page-skeleton.tsx';
import { ProblemMessage } from '../../../ui/problem-message.tsx';
import { useApi } from '../../api/api.ts';
import { useTenant } from '../../api/session.ts';
import { SyncEditor } from './sync-editor.tsx';

export function EditSyncPage() {
  const { t } = useTranslation('syncs');
  const { tenantId } = useTenant();
  const { syncId = '' } = useParams({ strict: false });
  const { data, error, refetch } = useApi('getSync', { params: { tenantId, syncId } });
  const syncs = useApi('listSyncs', { params: { tenantId } });
  if (error) return <ProblemMessage problem={error} onRetry={() => void refetch()} />;
  if (data?.data.sync.syncId !== syncId) return <PageSkeleton label={t('form.loading')} rows={6} />;
  const sharedWith =
    syncs.data?.items.filter((one) => one.audienceId === data.data.audience.audienceId && one.syncId !== syncId) ?? [];
  return (
    <SyncEditor
      key={syncId}
      sync={data.data.sync}
      audience={data.data.audience}
      etag={data.etag}
      sharedWith={sharedWith.map(({ name }) => name)}
    />
  );
}
