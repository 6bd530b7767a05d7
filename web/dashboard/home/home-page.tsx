import { makeStyles, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { PageHeader } from '../../ui/page-header.tsx';
import { PageSkeleton } from '../../ui/page-skeleton.tsx';
import { ProblemMessage } from '../../ui/problem-message.tsx';
import { Stack } from '../../ui/stack.tsx';
import { useApi } from '../api/api.ts';
import { useTenant } from '../api/session.ts';
import { AttentionList } from './attention-list.tsx';
import { HealthBanner } from './health-banner.tsx';
import { HistoryCharts } from './history-charts.tsx';
import { LimitsInUse } from './limits-in-use.tsx';
import { ReplicaBar } from './replica-bar.tsx';
import { RunList } from './run-list.tsx';
import { SyncList } from './sync-list.tsx';
import { Welcome } from './welcome.tsx';

const refetchMs = 30_000;

const useStyles = makeStyles({
  columns: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(400px, 100%), 1fr))',
    gap: tokens.spacingHorizontalXXL,
    alignItems: 'stretch',
  },
});

/** Is everything right, and what needs a person. */
export function HomePage() {
  const styles = useStyles();
  const { t } = useTranslation('home');
  const { tenantId, name } = useTenant();
  const { data: home, error, refetch } = useApi('getHome', { params: { tenantId } }, { refetchIntervalMs: refetchMs });
  return (
    <>
      <PageHeader title={t('title')} lead={name} />
      <Stack gap="l">
        {error && <ProblemMessage problem={error} onRetry={() => void refetch()} />}
        {home === undefined && !error && <PageSkeleton label={t('loading')} rows={6} />}
        {home?.attention.some(({ code }) => code === 'not-connected') && <Welcome />}
        {home !== undefined && !home.attention.some(({ code }) => code === 'not-connected') && (
          <>
            <HealthBanner home={home} />
            {home.attention.length > 0 && <AttentionList attention={home.attention} />}
            {home.syncs.length > 0 && (
              <>
                <div className={styles.columns}>
                  <ReplicaBar counts={home.replicas} />
                  <SyncList syncs={home.syncs} />
                </div>
                <HistoryCharts history={home.history} />
                <div className={styles.columns}>
                  <RunList runs={home.runs} />
                  <LimitsInUse limits={home.limits} />
                </div>
              </>
            )}
          </>
        )}
      </Stack>
    </>
  );
}
