import {
  Link,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
  makeStyles,
  tokens,
} from '@fluentui/react-components';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Membership } from '../api/session.ts';

const useStyles = makeStyles({
  bar: { marginBottom: tokens.spacingVerticalXXL },
  body: { paddingBlock: tokens.spacingVerticalS, whiteSpace: 'normal' },
});

/** What concerns every page of a tenant: consent that was withdrawn. */
export function TenantNotice({ membership: { tenantId, permissions } }: { readonly membership: Membership }) {
  const styles = useStyles();
  const { t } = useTranslation();
  const navigate = useNavigate();
  return (
    <MessageBar className={styles.bar} intent="error" layout="multiline" role="status">
      <MessageBarBody className={styles.body}>
        <MessageBarTitle>{t('withdrawn.title')}</MessageBarTitle> {t('withdrawn.detail')}{' '}
        {!permissions.includes('own') && t('withdrawn.askOwner')}
      </MessageBarBody>
      {permissions.includes('own') && (
        <MessageBarActions>
          <Link
            as="button"
            onClick={() =>
              void navigate({ to: '/t/$tenantId/connect', params: { tenantId }, search: { step: 'consent' } })
            }
          >
            {t('withdrawn.giveAgain')}
          </Link>
        </MessageBarActions>
      )}
    </MessageBar>
  );
}
