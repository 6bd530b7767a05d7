import {
  Button,
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
  makeStyles,
  Spinner,
  tokens,
} from '@fluentui/react-components';
import { useEffect, useEffectEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { LiveRegion } from '../../ui/live-region.tsx';
import { ProblemMessage } from '../../ui/problem-message.tsx';
import { Stack } from '../../ui/stack.tsx';
import { useFormats } from '../../ui/values.tsx';
import { useApiMutation } from '../api/api.ts';
import { useTenant } from '../api/session.ts';

const intents = {
  good: 'success',
  'permission-missing': 'warning',
  withdrawn: 'error',
  unreachable: 'warning',
  refused: 'error',
} as const;

/** A clock that is further off has its tokens refused. */
const mostSkewMs = 60_000;

const useStyles = makeStyles({
  body: { paddingBlock: tokens.spacingVerticalS, whiteSpace: 'normal' },
  text: { margin: `${tokens.spacingVerticalXXS} 0 0` },
  spinner: { justifyContent: 'flex-start' },
});

/** Whether the consent works now. Each question is in the audit trail: it is asked when somebody wants to know. */
export function ConnectionCheck({
  connectionId,
  isAtOnce = false,
}: {
  readonly connectionId: string;
  readonly isAtOnce?: boolean;
}) {
  const styles = useStyles();
  const { t } = useTranslation('connect');
  const { tenantId } = useTenant();
  const { list, duration } = useFormats();
  const check = useApiMutation('checkConnection', {
    invalidates: ['listConnections', 'getPermissionPlan', 'getSession'],
  });
  const go = () => check.mutate({ params: { tenantId, connectionId } });
  const goAtOnce = useEffectEvent(() => {
    if (isAtOnce) go();
  });
  useEffect(() => goAtOnce(), []);
  return (
    <Stack>
      <LiveRegion>
        {check.isPending && (
          <Spinner className={styles.spinner} size="small" labelPosition="after" label={t('check.running')} />
        )}
        {check.data && (
          <MessageBar intent={intents[check.data.state]} layout="multiline">
            <MessageBarBody className={styles.body}>
              <MessageBarTitle>{t(`check.${check.data.state}.title`)}</MessageBarTitle>
              <p className={styles.text}>{t(`check.${check.data.state}.text`)}</p>
              {check.data.missing.length > 0 && (
                <p className={styles.text}>{t('check.missing', { names: list(check.data.missing) })}</p>
              )}
              {check.data.clockSkewMs !== null && Math.abs(check.data.clockSkewMs) > mostSkewMs && (
                <p className={styles.text}>{t('check.clock', { by: duration(Math.abs(check.data.clockSkewMs)) })}</p>
              )}
              {check.data.code !== null && <p className={styles.text}>{t('code', { code: check.data.code })}</p>}
            </MessageBarBody>
          </MessageBar>
        )}
      </LiveRegion>
      {check.error && <ProblemMessage problem={check.error} />}
      <div>
        <Button disabledFocusable={check.isPending} onClick={go}>
          {check.data ? t('check.again') : t('check.go')}
        </Button>
      </div>
    </Stack>
  );
}
