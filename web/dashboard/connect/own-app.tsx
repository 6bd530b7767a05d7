import { Button, MessageBar, MessageBarBody, makeStyles, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { PageSkeleton } from '../../ui/page-skeleton.tsx';
import { ProblemMessage } from '../../ui/problem-message.tsx';
import { SaveProblem } from '../../ui/save-problem.tsx';
import { Stack } from '../../ui/stack.tsx';
import { useToast } from '../../ui/toasts.tsx';
import { useApi, useApiMutation } from '../api/api.ts';
import { useTenant } from '../api/session.ts';
import { OwnAppCertificate } from './own-app-certificate.tsx';
import { OwnAppForm } from './own-app-form.tsx';

const useStyles = makeStyles({
  text: { margin: 0, maxWidth: '72ch' },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

/** An app registration of the company's own, in place of Ringbook's. */
export function OwnApp() {
  const styles = useStyles();
  const { t } = useTranslation('connect');
  const { tenantId, can, state } = useTenant();
  const toast = useToast();
  const app = useApi('getOwnApp', { params: { tenantId } });
  const set = useApiMutation('setOwnApp');
  /** Undefined: nothing is asked. */
  const [asked, setAsked] = useState<string | null>();
  const put = (clientId: string | null) =>
    set.mutate(
      { params: { tenantId }, body: { clientId }, ifMatch: app.data?.etag ?? '' },
      {
        onSuccess: () => toast({ intent: 'success', title: clientId === null ? t('ownApp.back') : t('ownApp.set') }),
        onSettled: () => setAsked(undefined),
      },
    );
  // What was proven for one app is nothing for another: that is worth a question.
  const choose = (clientId: string | null) => (state === 'new' ? put(clientId) : setAsked(clientId));

  if (app.error) return <ProblemMessage problem={app.error} onRetry={() => void app.refetch()} />;
  if (!app.data) return <PageSkeleton label={t('loading')} rows={2} />;
  const { clientId } = app.data.data;
  return (
    <Stack>
      <p className={styles.text}>{t('ownApp.lead')}</p>
      {!can('own') && (
        <MessageBar>
          <MessageBarBody>{t('ownersOnly')}</MessageBarBody>
        </MessageBar>
      )}
      {clientId === null ? (
        can('own') && (
          <OwnAppForm
            redirectUri={app.data.data.redirectUri}
            problem={set.error}
            isBusy={set.isPending}
            onChoose={choose}
          />
        )
      ) : (
        <OwnAppCertificate app={app.data.data} />
      )}
      {set.error?.code === 'changed-meanwhile' || (set.error && clientId !== null) ? (
        <SaveProblem problem={set.error} onTakeStored={() => set.reset()} />
      ) : null}
      {clientId !== null && can('own') && (
        <div className={styles.buttons}>
          <Button disabledFocusable={set.isPending} onClick={() => choose(null)}>
            {t('ownApp.stop')}
          </Button>
          <Button disabledFocusable={set.isPending} onClick={() => put(clientId)}>
            {t('ownApp.renew')}
          </Button>
        </div>
      )}
      <ConfirmDialog
        open={asked !== undefined}
        danger
        title={t('ownApp.switchTitle')}
        confirm={t('ownApp.switch')}
        busy={set.isPending}
        onClose={() => setAsked(undefined)}
        onConfirm={() => asked !== undefined && put(asked)}
      >
        {t('ownApp.switchDetail')}
      </ConfirmDialog>
    </Stack>
  );
}
