import { Button } from '@fluentui/react-components';
import { ArrowSyncRegular } from '@fluentui/react-icons/svg/arrow-sync';
import { PlayRegular } from '@fluentui/react-icons/svg/play';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useToast } from '../../ui/toasts.tsx';
import { useApiMutation } from '../api/api.ts';
import { useTenant } from '../api/session.ts';
import type { SyncSummary } from './definition.ts';

/** Starts a sync and leads to its run; one that is paused is resumed. */
export function StartButton({
  summary,
  primary = false,
}: {
  readonly summary: SyncSummary;
  readonly primary?: boolean;
}) {
  const { t } = useTranslation('syncs');
  const { tenantId } = useTenant();
  const navigate = useNavigate();
  const toast = useToast();
  const start = useApiMutation('startRun');
  const resume = useApiMutation('resumeSync');
  const params = { tenantId, syncId: summary.syncId };
  const appearance = primary ? 'primary' : 'secondary';
  const onError = (problem: {
    readonly title: string;
    readonly detail: string | null;
    readonly remedy: string | null;
  }) => toast({ intent: 'error', title: problem.title, body: problem.detail ?? problem.remedy ?? '' });
  if (summary.paused) {
    return (
      <Button
        appearance={appearance}
        icon={<PlayRegular />}
        disabledFocusable={resume.isPending}
        aria-label={`${t('resume.button')}: ${summary.name}`}
        onClick={() =>
          resume.mutate({ params }, { onSuccess: () => toast({ intent: 'success', title: t('resume.done') }), onError })
        }
      >
        {t('resume.button')}
      </Button>
    );
  }
  return (
    <Button
      appearance={appearance}
      icon={<ArrowSyncRegular />}
      disabledFocusable={start.isPending || summary.lastRun?.state === 'running'}
      aria-label={`${t('start.button')}: ${summary.name}`}
      onClick={() =>
        start.mutate(
          { params },
          {
            onSuccess: ({ runId }) => {
              toast({ intent: 'success', title: t('start.done') });
              void navigate({ to: '/t/$tenantId/runs/$runId', params: { tenantId, runId } });
            },
            onError,
          },
        )
      }
    >
      {t('start.button')}
    </Button>
  );
}
