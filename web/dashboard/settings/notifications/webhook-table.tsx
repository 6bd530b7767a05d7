import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { DeleteRegular } from '@fluentui/react-icons/svg/delete';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Api } from '../../../../src/api/contract/contract.ts';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { DataTable } from '../../../ui/data-table.tsx';
import { ProblemMessage } from '../../../ui/problem-message.tsx';
import { Stack } from '../../../ui/stack.tsx';
import { StatusBadge } from '../../../ui/status-badge.tsx';
import { useToast } from '../../../ui/toasts.tsx';
import { DateTime } from '../../../ui/values.tsx';
import { useApiMutation } from '../../api/api.ts';
import { useTenant } from '../../api/session.ts';

type Webhook = Api['listWebhooks']['answer']['items'][number];

const useStyles = makeStyles({
  quiet: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
  buttons: { display: 'flex', justifyContent: 'flex-end', gap: tokens.spacingHorizontalXS },
});

export function WebhookTable({ webhooks }: { readonly webhooks: readonly Webhook[] }) {
  const styles = useStyles();
  const { t } = useTranslation('settings');
  const { tenantId } = useTenant();
  const toast = useToast();
  const test = useApiMutation('testWebhook', { invalidates: ['listWebhooks'] });
  const remove = useApiMutation('deleteWebhook', { invalidates: ['listWebhooks'] });
  const [removing, setRemoving] = useState<Webhook | null>(null);
  const tryOut = ({ webhookId }: Webhook) =>
    test.mutate(
      { params: { tenantId, webhookId } },
      {
        onSuccess: ({ ok, detail }) =>
          toast({
            intent: ok ? 'success' : 'error',
            title: ok ? t('webhooks.testGood') : t('webhooks.testBad'),
            body: detail,
          }),
        onError: ({ title }) => toast({ intent: 'error', title }),
      },
    );
  return (
    <>
      <DataTable
        label={t('webhooks.title')}
        rows={webhooks}
        rowKey={({ webhookId }) => webhookId}
        columns={[
          {
            id: 'url',
            header: t('webhooks.url'),
            cell: ({ url, events }) => (
              <>
                <strong>{url}</strong>
                <br />
                <span className={styles.quiet}>{events.join(' · ')}</span>
              </>
            ),
          },
          {
            id: 'last',
            header: t('webhooks.last'),
            cell: ({ lastDelivery }) =>
              lastDelivery === null ? (
                t('webhooks.noneYet')
              ) : (
                <>
                  <StatusBadge tone={lastDelivery.ok ? 'good' : 'bad'}>
                    {lastDelivery.ok ? t('webhooks.delivered') : t('webhooks.failed')}
                  </StatusBadge>
                  <br />
                  <span className={styles.quiet}>
                    <DateTime instant={lastDelivery.at} relative /> · {lastDelivery.detail}
                  </span>
                </>
              ),
          },
          {
            id: 'actions',
            header: t('actions'),
            bare: true,
            align: 'end',
            cell: (webhook) => (
              <span className={styles.buttons}>
                <Button
                  size="small"
                  aria-label={t('webhooks.testName', { name: webhook.url })}
                  disabledFocusable={test.isPending}
                  onClick={() => tryOut(webhook)}
                >
                  {t('webhooks.test')}
                </Button>
                <Button
                  size="small"
                  appearance="subtle"
                  icon={<DeleteRegular />}
                  aria-label={t('webhooks.removeName', { name: webhook.url })}
                  onClick={() => setRemoving(webhook)}
                />
              </span>
            ),
          },
        ]}
      />
      <ConfirmDialog
        open={removing !== null}
        danger
        title={t('webhooks.removeTitle')}
        confirm={t('webhooks.removeConfirm')}
        busy={remove.isPending}
        onClose={() => {
          setRemoving(null);
          remove.reset();
        }}
        onConfirm={() =>
          removing &&
          remove.mutate({ params: { tenantId, webhookId: removing.webhookId } }, { onSuccess: () => setRemoving(null) })
        }
      >
        <Stack>
          <span>{t('webhooks.removeDetail', { url: removing?.url ?? '' })}</span>
          {remove.error && <ProblemMessage problem={remove.error} />}
        </Stack>
      </ConfirmDialog>
    </>
  );
}
