import { Button, makeStyles } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Stack } from '../../../ui/stack.tsx';
import { useTenant } from '../../api/session.ts';
import { ConnectionCheck } from '../connection-check.tsx';
import { MailboxProbe } from '../mailbox-probe.tsx';

const useStyles = makeStyles({ text: { margin: 0, maxWidth: '72ch' } });

/** The proof that the consent works, and that a mailbox can be reached. */
export function ProbeStep({ connectionId, onNext }: { readonly connectionId: string; readonly onNext: () => void }) {
  const styles = useStyles();
  const { t } = useTranslation('connect');
  const { can } = useTenant();
  const [isReached, setReached] = useState(false);
  return (
    <Stack>
      {can('change') && (
        <>
          <ConnectionCheck connectionId={connectionId} isAtOnce />
          <p className={styles.text}>{t('probe.lead')}</p>
          <MailboxProbe connectionId={connectionId} isFirst onReached={() => setReached(true)} />
        </>
      )}
      <div>
        <Button appearance={isReached ? 'primary' : 'secondary'} onClick={onNext}>
          {isReached ? t('next') : t('probe.skip')}
        </Button>
      </div>
    </Stack>
  );
}
