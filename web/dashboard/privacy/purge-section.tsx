import { Button, makeStyles } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { ProblemMessage } from '../../ui/problem-message.tsx';
import { Section } from '../../ui/section.tsx';
import { Stack } from '../../ui/stack.tsx';
import { useToast } from '../../ui/toasts.tsx';
import { useApiMutation } from '../api/api.ts';
import { useTenant } from '../api/session.ts';

const useStyles = makeStyles({ text: { margin: 0, maxWidth: '72ch' } });

export function PurgeSection() {
  const styles = useStyles();
  const { t } = useTranslation('privacy');
  const { tenantId } = useTenant();
  const toast = useToast();
  const [isAsking, setAsking] = useState(false);
  const purge = useApiMutation('purgeNow');
  return (
    <Section title={t('purge.title')} actions={<Button onClick={() => setAsking(true)}>{t('purge.go')}</Button>}>
      <p className={styles.text}>{t('purge.lead')}</p>
      <ConfirmDialog
        open={isAsking}
        danger
        title={t('purge.askTitle')}
        confirm={t('purge.go')}
        busy={purge.isPending}
        onClose={() => {
          setAsking(false);
          purge.reset();
        }}
        onConfirm={() =>
          purge.mutate(
            { params: { tenantId } },
            {
              onSuccess: () => {
                setAsking(false);
                toast({ intent: 'success', title: t('purge.done') });
              },
            },
          )
        }
      >
        <Stack>
          <span>{t('purge.ask')}</span>
          <span>{t('ownStay')}</span>
          {purge.error && <ProblemMessage problem={purge.error} />}
        </Stack>
      </ConfirmDialog>
    </Section>
  );
}
