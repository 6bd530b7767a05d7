import { Button } from '@fluentui/react-components';
import { ArrowUndoRegular } from '@fluentui/react-icons/svg/arrow-undo';
import { StopRegular } from '@fluentui/react-icons/svg/stop';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { ProblemMessage } from '../../ui/problem-message.tsx';
import { useToast } from '../../ui/toasts.tsx';
import { useApiMutation } from '../api/api.ts';
import { useTenant } from '../api/session.ts';
import type { Progress, Run } from './run.ts';

/** Stops what is under way, or undoes what was done. */
export function RunActions({ run, progress }: { readonly run: Run; readonly progress: Progress | null }) {
  const { t } = useTranslation('runs');
  const { tenantId, can } = useTenant();
  const navigate = useNavigate();
  const toast = useToast();
  const [asks, setAsks] = useState<'stop' | 'undo' | null>(null);
  const stop = useApiMutation('stopRun', { invalidates: ['getRun', 'listRuns'] });
  const undo = useApiMutation('undoRun');
  if (!can('change')) return null;
  const params = { tenantId, runId: run.runId };
  const { created, updated, deleted } = run.totals;
  return (
    <>
      {run.state === 'running' && (
        <Button icon={<StopRegular />} disabledFocusable={stop.isSuccess} onClick={() => setAsks('stop')}>
          {stop.isSuccess ? t('stop.again') : t('stop.button')}
        </Button>
      )}
      {run.canUndo && run.state !== 'running' && (
        <Button icon={<ArrowUndoRegular />} onClick={() => setAsks('undo')}>
          {t('undo.button')}
        </Button>
      )}
      <ConfirmDialog
        open={asks === 'stop'}
        title={t('stop.title')}
        confirm={t('stop.button')}
        busy={stop.isPending}
        onClose={() => setAsks(null)}
        onConfirm={() =>
          stop.mutate(
            { params },
            {
              onSuccess: () => {
                setAsks(null);
                toast({ intent: 'info', title: t('stop.done') });
              },
            },
          )
        }
      >
        <p>{t('stop.text')}</p>
        {progress !== null && progress.folders > 0 && (
          <p>{t('stop.numbers', { done: progress.foldersDone, count: progress.folders })}</p>
        )}
        {stop.error && <ProblemMessage problem={stop.error} />}
      </ConfirmDialog>
      <ConfirmDialog
        open={asks === 'undo'}
        title={t('undo.title')}
        confirm={t('undo.confirm')}
        danger
        busy={undo.isPending}
        onClose={() => setAsks(null)}
        onConfirm={() =>
          undo.mutate(
            { params },
            {
              onSuccess: ({ runId }) => {
                setAsks(null);
                toast({ intent: 'success', title: t('undo.done') });
                void navigate({ to: '/t/$tenantId/runs/$runId', params: { tenantId, runId } });
              },
            },
          )
        }
      >
        <p>{t('undo.numbers', { created, updated, deleted })}</p>
        <p>{t('undo.list')}</p>
        <p>{t('undo.mailboxes')}</p>
        <p>{t('undo.pause')}</p>
        {undo.error && <ProblemMessage problem={undo.error} />}
      </ConfirmDialog>
    </>
  );
}
