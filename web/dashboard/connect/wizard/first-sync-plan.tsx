import { Button, MessageBar, MessageBarBody, makeStyles, Spinner, tokens } from '@fluentui/react-components';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useEffectEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { LiveRegion } from '../../../ui/live-region.tsx';
import { ProblemMessage } from '../../../ui/problem-message.tsx';
import { Stack } from '../../../ui/stack.tsx';
import { Stat, Stats } from '../../../ui/stat.tsx';
import { Count } from '../../../ui/values.tsx';
import { call, invalidate, useApi, useApiMutation } from '../../api/api.ts';
import type { Problem } from '../../api/problem.ts';
import { useTenant } from '../../api/session.ts';

const pollMs = 1_500;

const useStyles = makeStyles({
  text: { margin: 0, maxWidth: '72ch' },
  spinner: { justifyContent: 'flex-start' },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

/** What the first run would do, in numbers; then it is started. */
export function FirstSyncPlan({ syncId, folder }: { readonly syncId: string; readonly folder: string }) {
  const styles = useStyles();
  const { t } = useTranslation('connect');
  const { tenantId } = useTenant();
  const queryClient = useQueryClient();
  const look = useApiMutation('startPlan', { invalidates: [] });
  const planId = look.data?.planId ?? '';
  const plan = useApi(
    'getPlan',
    { params: { tenantId, planId } },
    { enabled: planId !== '', ...(look.isSuccess ? { refetchIntervalMs: pollMs } : {}) },
  );
  const begin = () => look.mutate({ params: { tenantId, syncId } });
  // Nothing is written by it: whoever comes here wants to see it.
  const beginAtOnce = useEffectEvent(begin);
  useEffect(() => beginAtOnce(), []);

  const start = useMutation<unknown, Problem, void>({
    mutationFn: async () => {
      const params = { tenantId, syncId };
      await call('resumeSync', { params });
      return call('startRun', { params });
    },
    onSuccess: () => invalidate(queryClient),
  });
  const { totals = null, state = 'running' } = plan.data ?? {};
  const error = look.error ?? plan.error;
  return (
    <Stack>
      <LiveRegion>
        {!error && state === 'running' && (
          <Spinner className={styles.spinner} size="small" labelPosition="after" label={t('plan.running')} />
        )}
        {totals && (
          <Stack>
            <p className={styles.text}>{t('plan.lead', { folder })}</p>
            <Stats>
              <Stat label={t('plan.people')} value={<Count value={totals.items} />} />
              <Stat label={t('plan.mailboxes')} value={<Count value={totals.mailboxes} />} />
              <Stat label={t('plan.creates')} value={<Count value={totals.creates} />} />
              <Stat label={t('plan.deletes')} value={<Count value={totals.deletes} />} note={t('plan.ownStay')} />
            </Stats>
            {totals.heldBy !== null && (
              <MessageBar intent="warning" layout="multiline">
                <MessageBarBody>{t('plan.held')}</MessageBarBody>
              </MessageBar>
            )}
          </Stack>
        )}
        {state === 'failed' && (
          <MessageBar intent="error" layout="multiline">
            <MessageBarBody>
              {t('plan.failed')} {plan.data?.reason && t('code', { code: plan.data.reason })}
            </MessageBarBody>
          </MessageBar>
        )}
      </LiveRegion>
      {error && <ProblemMessage problem={error} onRetry={begin} />}
      {start.error && <ProblemMessage problem={start.error} />}
      <div className={styles.buttons}>
        {state === 'failed' && <Button onClick={begin}>{t('plan.again')}</Button>}
        <Button
          appearance="primary"
          size="large"
          disabledFocusable={totals === null || start.isPending || start.isSuccess}
          onClick={() => start.mutate()}
        >
          {t('plan.start')}
        </Button>
      </div>
    </Stack>
  );
}
