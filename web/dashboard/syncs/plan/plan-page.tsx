import { Button, ProgressBar } from '@fluentui/react-components';
import { ClockRegular } from '@fluentui/react-icons/svg/clock';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { PageHeader } from '../../../ui/page-header.tsx';
import { PageSkeleton } from '../../../ui/page-skeleton.tsx';
import { ProblemMessage } from '../../../ui/problem-message.tsx';
import { Section } from '../../../ui/section.tsx';
import { Stack } from '../../../ui/stack.tsx';
import { useApi } from '../../api/api.ts';
import { useTenant } from '../../api/session.ts';
import { PlanFailure } from './plan-failure.tsx';
import { PlanFigures } from './plan-figures.tsx';
import { PlanTabs } from './plan-tabs.tsx';
import { RunPlanned } from './run-planned.tsx';
import { usePlan } from './use-plan.ts';

/** Where the event stream is cut off, the page still goes on. */
const askAgainMs = 3_000;

export function PlanPage() {
  const { t } = useTranslation('syncs');
  const { tenantId, can } = useTenant();
  const { syncId = '', planId = '' } = useParams({ strict: false });
  const sync = useApi('getSync', { params: { tenantId, syncId } });
  const [isRunning, setRunning] = useState(true);
  const asked = useApi('getPlan', { params: { tenantId, planId } }, isRunning ? { refetchIntervalMs: askAgainMs } : {});
  const isStillRunning = !asked.error && asked.data?.state === 'running';
  if (!asked.isPending && isStillRunning !== isRunning) setRunning(isStillRunning);
  const { look, isStarting } = usePlan(syncId);
  const plan = asked.data?.planId === planId ? asked.data : undefined;
  const summary = sync.data?.data.summary;
  const again = can('change') && (
    <Button disabledFocusable={isStarting} onClick={look}>
      {t('plan.again')}
    </Button>
  );
  const failure = sync.error ?? (asked.error?.code === 'not-found' ? null : asked.error);
  if (failure)
    return <ProblemMessage problem={failure} onRetry={() => void Promise.all([sync.refetch(), asked.refetch()])} />;
  if (summary === undefined) return <PageSkeleton label={t('loading')} />;
  return (
    <>
      <PageHeader
        title={t('plan.title')}
        lead={t('plan.lead', { name: summary.name })}
        actions={
          plan?.state === 'done' && can('change') ? (
            <>
              {plan.totals && <RunPlanned summary={summary} totals={plan.totals} />}
              {again}
            </>
          ) : null
        }
      />
      {asked.error && (
        <EmptyState icon={ClockRegular} title={t('plan.gone')} action={again}>
          {t('plan.goneText')}
        </EmptyState>
      )}
      {!asked.error && plan?.state === 'running' && (
        <Section title={t('plan.runningLabel')}>
          <Stack>
            <ProgressBar thickness="large" aria-label={t('plan.runningLabel')} />
            <p role="status">{t('plan.running')}</p>
          </Stack>
        </Section>
      )}
      {!asked.error && plan === undefined && <PageSkeleton label={t('loading')} />}
      {plan?.state === 'failed' && (
        <Stack>
          <PlanFailure reason={plan.reason} detail={plan.detail} />
          <div>{again}</div>
        </Stack>
      )}
      {plan?.state === 'done' && plan.totals && (
        <Stack gap="l">
          <PlanFigures totals={plan.totals} />
          <PlanTabs planId={planId} syncId={syncId} totals={plan.totals} itemsCut={plan.itemsCut} />
        </Stack>
      )}
    </>
  );
}
