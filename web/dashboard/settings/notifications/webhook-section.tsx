import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PageSkeleton } from '../../../ui/page-skeleton.tsx';
import { ProblemMessage } from '../../../ui/problem-message.tsx';
import { Section } from '../../../ui/section.tsx';
import { Stack } from '../../../ui/stack.tsx';
import { useApi } from '../../api/api.ts';
import { useTenant } from '../../api/session.ts';
import { SecretOnce } from '../secret-once.tsx';
import { NewWebhookDialog } from './new-webhook-dialog.tsx';
import { WebhookTable } from './webhook-table.tsx';

const useStyles = makeStyles({ quiet: { margin: 0, color: tokens.colorNeutralForeground2 } });

export function WebhookSection() {
  const styles = useStyles();
  const { t } = useTranslation('settings');
  const { tenantId } = useTenant();
  const webhooks = useApi('listWebhooks', { params: { tenantId } });
  const [isMaking, setMaking] = useState(false);
  const [secret, setSecret] = useState<string | null>(null);
  return (
    <Section title={t('webhooks.title')} actions={<Button onClick={() => setMaking(true)}>{t('webhooks.add')}</Button>}>
      <Stack>
        <p className={styles.quiet}>{t('webhooks.lead')}</p>
        {webhooks.error && <ProblemMessage problem={webhooks.error} onRetry={() => void webhooks.refetch()} />}
        {webhooks.isPending && <PageSkeleton label={t('loading')} rows={1} />}
        {webhooks.data?.items.length === 0 && <p className={styles.quiet}>{t('webhooks.none')}</p>}
        {webhooks.data && webhooks.data.items.length > 0 && <WebhookTable webhooks={webhooks.data.items} />}
      </Stack>
      {isMaking && (
        <NewWebhookDialog
          onClose={() => setMaking(false)}
          onMade={(made) => {
            setMaking(false);
            setSecret(made);
          }}
        />
      )}
      {secret !== null && (
        <SecretOnce
          title={t('webhooks.made')}
          label={t('webhooks.secret')}
          secret={secret}
          hint={t('webhooks.usage')}
          onClose={() => setSecret(null)}
        />
      )}
    </Section>
  );
}
