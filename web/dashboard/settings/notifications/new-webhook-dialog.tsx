import { Field, Input } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CheckList } from '../../../ui/check-list.tsx';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { ProblemMessage } from '../../../ui/problem-message.tsx';
import { Stack } from '../../../ui/stack.tsx';
import { useApiMutation } from '../../api/api.ts';
import { fieldFault } from '../../api/field-fault.ts';
import { useTenant } from '../../api/session.ts';
import { type WebhookEvent, webhookEvents } from './webhook-events.ts';

export function NewWebhookDialog({
  onMade,
  onClose,
}: {
  readonly onMade: (secret: string) => void;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation('settings');
  const { tenantId } = useTenant();
  const [url, setUrl] = useState('https://');
  const [events, setEvents] = useState<readonly WebhookEvent[]>(['run.held', 'run.failed', 'consent.withdrawn']);
  const [isTried, setTried] = useState(false);
  const create = useApiMutation('createWebhook', { invalidates: ['listWebhooks'] });
  const isUrlGood = URL.canParse(url) && url.startsWith('https://');
  const submit = () => {
    setTried(true);
    if (!isUrlGood || events.length === 0 || create.isPending) return;
    create.mutate(
      { params: { tenantId }, body: { url, events: [...events] } },
      { onSuccess: ({ secret }) => onMade(secret) },
    );
  };
  return (
    <ConfirmDialog
      open
      title={t('webhooks.newTitle')}
      confirm={t('webhooks.add')}
      busy={create.isPending}
      onConfirm={submit}
      onClose={onClose}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
        noValidate
      >
        <Stack>
          <Field
            label={t('webhooks.url')}
            hint={t('webhooks.urlHint')}
            required
            validationMessage={isTried && !isUrlGood ? t('webhooks.urlFault') : fieldFault(create.error, 'url')}
          >
            <Input
              type="url"
              value={url}
              maxLength={500}
              autoComplete="off"
              onChange={(_, { value }) => setUrl(value)}
            />
          </Field>
          <Field
            label={t('webhooks.events')}
            required
            validationMessage={isTried && events.length === 0 ? t('webhooks.eventsFault') : null}
          >
            <CheckList
              label={t('webhooks.events')}
              options={webhookEvents.map((event) => ({ id: event, text: event }))}
              chosen={events}
              onChange={(ids) => setEvents(webhookEvents.filter((event) => ids.includes(event)))}
            />
          </Field>
          {create.error && <ProblemMessage problem={{ ...create.error, fields: [] }} />}
        </Stack>
      </form>
    </ConfirmDialog>
  );
}
