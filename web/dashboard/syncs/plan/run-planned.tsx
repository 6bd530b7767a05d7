import { Button } from '@fluentui/react-components';
import { PlayRegular } from '@fluentui/react-icons/svg/play';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { ProblemMessage } from '../../../ui/problem-message.tsx';
import { useToast } from '../../../ui/toasts.tsx';
import { useApiMutation } from '../../api/api.ts';
import { useTenant } from '../../api/session.ts';
import type { PlanTotals, SyncSummary } from '../definition.ts';

/** Does what the preview shows; a sync that is paused goes on with it. */
export function RunPlanned({ summary, totals }: { readonly summary: SyncSummary; readonly totals: PlanTotals }) {
  const { t } = useTranslation('syncs');
  const { tenantId } = useTenant();
  const navigate = useNavigate();
  const toast = useToast();
  const [asks, setAsks] = useState(false);
  const resume = useApiMutation('resumeSync');
  const start = useApiMutation('startRun');
  const params = { tenantId, syncId: summary.syncId };
  const label = t(summary.paused ? 'plan.resumeAndRun' : 'plan.runNow');
  const { creates, updates, deletes } = totals;
  const run = () =>
    start.mutate(
      { params },
      {
        onSuccess: ({ runId }) => {
          toast({ intent: 'success', title: t('start.done') });
          void navigate({ to: '/t/$tenantId/runs/$runId', params: { tenantId, runId } });
        },
      },
    );
  return (
    <>
      <Button appearance="primary" icon={<PlayRegular />} onClick={() => setAsks(true)}>
        {label}
      </Button>
      <ConfirmDialog
        open={asks}
        title={t('plan.runTitle')}
        confirm={label}
        busy={resume.isPending || start.isPending}
        onClose={() => setAsks(false)}
        onConfirm={() => (summary.paused ? resume.mutate({ params }, { onSuccess: run }) : run())}
      >
        <p>{t('plan.runText', { creates, updates, deletes })}</p>
        {totals.heldBy !== null && totals.heldBy !== 'refused' && <p>{t('plan.runHeld')}</p>}
        {resume.error && <ProblemMessage problem={resume.error} />}
        {start.error && <ProblemMessage problem={start.error} />}
      </ConfirmDialog>
    </>
  );
}
