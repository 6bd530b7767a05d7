import { Button, MessageBar, MessageBarBody, makeStyles } from '@fluentui/react-components';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { PageHeader } from '../../ui/page-header.tsx';
import { PageSkeleton } from '../../ui/page-skeleton.tsx';
import { ProblemMessage } from '../../ui/problem-message.tsx';
import { Stack } from '../../ui/stack.tsx';
import { StepList } from '../../ui/step-list.tsx';
import { useApi } from '../api/api.ts';
import { useTenant } from '../api/session.ts';
import { ConsentStep } from './wizard/consent-step.tsx';
import { FirstSyncStep } from './wizard/first-sync-step.tsx';
import { PermissionsStep } from './wizard/permissions-step.tsx';
import { ProbeStep } from './wizard/probe-step.tsx';
import { PromiseStep } from './wizard/promise-step.tsx';
import { shownStep, stateOfStep, stepAfter, type WizardStep, wizardSteps } from './wizard/steps.ts';

const route = getRouteApi('/t/$tenantId/connect');

const useStyles = makeStyles({
  wizard: { maxWidth: '880px' },
  again: { paddingInline: 0, minWidth: 0, marginTop: '-8px' },
});

/** From nothing to the first filled phone. It can be left and come back to: what is done is known by the server. */
export function ConnectPage() {
  const styles = useStyles();
  const { t } = useTranslation('connect');
  const { tenantId, can } = useTenant();
  const navigate = route.useNavigate();
  const { step: wanted } = route.useSearch();
  const connections = useApi('listConnections', { params: { tenantId } });
  const syncs = useApi('listSyncs', { params: { tenantId } });
  const error = connections.error ?? syncs.error;
  const connection = connections.data?.items.find(({ state }) => state === 'connected') ?? null;
  const withdrawn = connections.data?.items.find(({ state }) => state === 'withdrawn') ?? null;
  const standing = { isConnected: connection !== null, hasSync: (syncs.data?.items.length ?? 0) > 0 };
  const shown = shownStep(wanted, standing);
  const goTo = (step: WizardStep) => void navigate({ search: { step } });
  const onNext = () => goTo(stepAfter(shown));

  const content = () => {
    switch (shown) {
      case 'promise':
        return <PromiseStep onNext={onNext} />;
      case 'permissions':
        return <PermissionsStep onNext={onNext} />;
      case 'consent':
        return <ConsentStep connection={connection ?? withdrawn} onNext={onNext} />;
      case 'probe':
        return connection && <ProbeStep connectionId={connection.connectionId} onNext={onNext} />;
      case 'first-sync':
        return connection && <FirstSyncStep connection={connection} syncs={syncs.data?.items ?? []} />;
    }
  };
  return (
    <>
      <PageHeader title={t('title')} lead={t('lead')} />
      <Stack className={styles.wizard}>
        {error && (
          <ProblemMessage
            problem={error}
            onRetry={() => {
              void connections.refetch();
              void syncs.refetch();
            }}
          />
        )}
        {withdrawn && !connection && (
          <MessageBar intent="warning" layout="multiline">
            <MessageBarBody>{t('withdrawnHere')}</MessageBarBody>
          </MessageBar>
        )}
        {!can('own') && (
          <MessageBar layout="multiline">
            <MessageBarBody>{t('ownersOnly')}</MessageBarBody>
          </MessageBar>
        )}
        {!connections.data || !syncs.data ? (
          !error && <PageSkeleton label={t('loading')} />
        ) : (
          <StepList
            label={t('title')}
            steps={wizardSteps.map((step) => {
              const state = stateOfStep(step, shown, standing);
              return {
                id: step,
                title: t(`step.${step}`),
                state,
                ...(state === 'current' ? { content: content() } : {}),
                ...(state === 'done'
                  ? {
                      content: (
                        <Button
                          size="small"
                          appearance="transparent"
                          className={styles.again}
                          onClick={() => goTo(step)}
                        >
                          {t('lookAgainAt', { step: t(`step.${step}`) })}
                        </Button>
                      ),
                    }
                  : {}),
              };
            })}
          />
        )}
      </Stack>
    </>
  );
}
