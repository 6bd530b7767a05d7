import { useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { PageHeader } from '../../../ui/page-header.tsx';
import { PageSkeleton } from '../../../ui/page-skeleton.tsx';
import { ProblemMessage } from '../../../ui/problem-message.tsx';
import { Stack } from '../../../ui/stack.tsx';
import { useApi } from '../../api/api.ts';
import { useTenant } from '../../api/session.ts';
import { ReplicaBar } from '../replica-bar.tsx';
import { LastRuns } from './last-runs.tsx';
import { SetUp } from './set-up.tsx';
import { SyncActions } from './sync-actions.tsx';
import { SyncFigures } from './sync-figures.tsx';
import { SyncLead } from './sync-lead.tsx';
import { SyncNotice } from './sync-notice.tsx';

export function SyncPage() {
  const { t } = useTranslation('syncs');
  const { tenantId } = useTenant();
  const { syncId = '' } = useParams({ strict: false });
  const { data, error, refetch } = useApi('getSync', { params: { tenantId, syncId } });
  if (error) return <ProblemMessage problem={error} onRetry={() => void refetch()} />;
  if (data?.data.sync.syncId !== syncId) return <PageSkeleton label={t('loading')} />;
  const { sync, audience, summary } = data.data;
  return (
    <>
      <PageHeader
        title={summary.name}
        lead={<SyncLead summary={summary} />}
        actions={<SyncActions summary={summary} etag={data.etag} />}
      />
      <Stack gap="l">
        <SyncNotice summary={summary} />
        <SyncFigures summary={summary} />
        <ReplicaBar replicas={summary.replicas} />
        <SetUp sync={sync} audience={audience} summary={summary} />
        <LastRuns syncId={syncId} />
      </Stack>
    </>
  );
}
