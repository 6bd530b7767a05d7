import {
  Button,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
  makeStyles,
  Spinner,
  tokens,
} from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { ProblemMessage } from '../../ui/problem-message.tsx';
import { useApi } from '../api/api.ts';
import { useTenant } from '../api/session.ts';

const useStyles = makeStyles({
  body: { paddingBlock: tokens.spacingVerticalS, whiteSpace: 'normal' },
  hash: { fontFamily: tokens.fontFamilyMonospace, fontSize: tokens.fontSizeBase200, overflowWrap: 'anywhere' },
});

/** Whether anybody tampered with the trail, in words. */
export function TrailCheck() {
  const styles = useStyles();
  const { t } = useTranslation('audit-trail');
  const { tenantId } = useTenant();
  const { data, error, isFetching, refetch } = useApi('verifyAuditTrail', { params: { tenantId } });
  if (error) return <ProblemMessage problem={error} onRetry={() => void refetch()} />;
  if (!data) return <Spinner size="small" labelPosition="after" label={t('check.running')} />;
  return (
    <MessageBar intent={data.whole ? 'success' : 'error'} layout="multiline" role="status">
      <MessageBarBody className={styles.body}>
        <MessageBarTitle>{data.whole ? t('check.whole') : t('check.broken')}</MessageBarTitle>{' '}
        {data.whole
          ? t('check.wholeText', { count: data.entries })
          : t('check.brokenText', { entry: data.brokenAt ?? 0 })}
        {data.headHash !== null && (
          <>
            <br />
            {t('check.head')} <span className={styles.hash}>{data.headHash}</span>
          </>
        )}
      </MessageBarBody>
      <MessageBarActions>
        <Button disabledFocusable={isFetching} onClick={() => void refetch()}>
          {t('check.again')}
        </Button>
      </MessageBarActions>
    </MessageBar>
  );
}
