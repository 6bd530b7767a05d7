import { Button, makeStyles, Spinner } from '@fluentui/react-components';
import { useEffect, useEffectEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LiveRegion } from '../../ui/live-region.tsx';
import { ProblemMessage } from '../../ui/problem-message.tsx';
import { Stack } from '../../ui/stack.tsx';
import { useApiMutation } from '../api/api.ts';
import type { Outcome } from './outcomes.ts';

const useStyles = makeStyles({ spinner: { justifyContent: 'flex-start' } });

const pauseMs = 20_000;
const mostByItself = 15;

/** Asks again for the proof of a consent; by itself for some minutes where only time helps. */
export function LookAgain({
  tenantId,
  isByItself,
  onEnd,
}: {
  readonly tenantId: string;
  readonly isByItself: boolean;
  readonly onEnd: (outcome: Outcome) => void;
}) {
  const styles = useStyles();
  const { t } = useTranslation('connect');
  const [tries, setTries] = useState(0);
  const prove = useApiMutation('proveConsent');
  const look = () => {
    if (prove.isPending) return;
    prove.mutate(
      { params: { tenantId } },
      { onSuccess: ({ outcome }) => onEnd(outcome), onSettled: () => setTries((before) => before + 1) },
    );
  };
  const lookByItself = useEffectEvent(look);
  const goesOn = isByItself && tries < mostByItself;
  // biome-ignore lint/correctness/useExhaustiveDependencies: each try begins the pause anew
  useEffect(() => {
    if (!goesOn) return;
    const timer = window.setTimeout(lookByItself, pauseMs);
    return () => window.clearTimeout(timer);
  }, [goesOn, tries]);
  return (
    <Stack>
      <LiveRegion>
        {goesOn && (
          <Spinner className={styles.spinner} size="small" labelPosition="after" label={t('result.lookingByItself')} />
        )}
      </LiveRegion>
      <div>
        <Button appearance="primary" disabledFocusable={prove.isPending} onClick={look}>
          {prove.isPending ? t('result.looking') : t('result.lookAgain')}
        </Button>
      </div>
      {prove.error && <ProblemMessage problem={prove.error} />}
    </Stack>
  );
}
