import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { ProblemMessage } from '../../ui/problem-message.tsx';
import { Section } from '../../ui/section.tsx';
import { Stack } from '../../ui/stack.tsx';
import { useToast } from '../../ui/toasts.tsx';
import { useApiMutation } from '../api/api.ts';
import { useTenant } from '../api/session.ts';
import { HeldList } from './held-list.tsx';
import type { Held, Run } from './run.ts';
import { useCodeTexts } from './use-code-texts.ts';

const useStyles = makeStyles({
  panel: { border: `1px solid ${tokens.colorStatusWarningBorder1}`, borderInlineStartWidth: '4px' },
  text: { margin: 0, maxWidth: '72ch' },
  quiet: { margin: 0, color: tokens.colorNeutralForeground2 },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

/** What a run holds, why, and what a person can do about it. */
export function HeldPanel({ run, held }: { readonly run: Run; readonly held: Held }) {
  const styles = useStyles();
  const { t } = useTranslation('runs');
  const { tenantId, can } = useTenant();
  const navigate = useNavigate();
  const toast = useToast();
  const textsOf = useCodeTexts();
  const [asks, setAsks] = useState<'approve' | 'refuse' | null>(null);
  const approve = useApiMutation('approveRun');
  const refuse = useApiMutation('refuseRun');
  const plan = useApiMutation('startPlan', { invalidates: [] });
  const params = { tenantId, runId: run.runId };
  const guard = run.reason === null ? null : textsOf(run.reason);

  const look = () =>
    plan.mutate(
      { params: { tenantId, syncId: run.syncId } },
      {
        onSuccess: ({ planId }) =>
          void navigate({
            to: '/t/$tenantId/syncs/$syncId/plans/$planId',
            params: { tenantId, syncId: run.syncId, planId },
          }),
      },
    );

  return (
    <Section title={t('held.title')} className={styles.panel}>
      <Stack>
        {guard && <p className={styles.text}>{guard.meaning}</p>}
        <HeldList held={held} />
        {guard && <p className={styles.text}>{guard.remedy}</p>}
        <p className={styles.quiet}>{t('held.own')}</p>
        {can('change') ? (
          <div className={styles.buttons}>
            <Button appearance="primary" disabledFocusable={plan.isPending} onClick={look}>
              {plan.isPending ? t('held.looking') : t('held.look')}
            </Button>
            <Button onClick={() => setAsks('approve')}>{t('held.approve')}</Button>
            <Button onClick={() => setAsks('refuse')}>{t('held.refuse')}</Button>
          </div>
        ) : (
          <p className={styles.quiet}>{t('held.mayNot')}</p>
        )}
        {plan.error && <ProblemMessage problem={plan.error} onRetry={look} />}
      </Stack>
      <ConfirmDialog
        open={asks === 'approve'}
        title={t('held.approveTitle')}
        confirm={t('held.approve')}
        danger
        busy={approve.isPending}
        onClose={() => setAsks(null)}
        onConfirm={() =>
          approve.mutate(
            { params },
            {
              onSuccess: ({ runId }) => {
                setAsks(null);
                toast({ intent: 'success', title: t('held.approved') });
                void navigate({ to: '/t/$tenantId/runs/$runId', params: { tenantId, runId } });
              },
            },
          )
        }
      >
        <p>{t('held.approveText')}</p>
        <HeldList held={held} />
        <p>{t('held.own')}</p>
        {approve.error && <ProblemMessage problem={approve.error} />}
      </ConfirmDialog>
      <ConfirmDialog
        open={asks === 'refuse'}
        title={t('held.refuseTitle')}
        confirm={t('held.refuse')}
        busy={refuse.isPending}
        onClose={() => setAsks(null)}
        onConfirm={() =>
          refuse.mutate(
            { params },
            {
              onSuccess: () => {
                setAsks(null);
                toast({ intent: 'success', title: t('held.refused') });
              },
            },
          )
        }
      >
        <p>{t('held.refuseText')}</p>
        <HeldList held={held} />
        {refuse.error && <ProblemMessage problem={refuse.error} />}
      </ConfirmDialog>
    </Section>
  );
}
