import { makeStyles, tokens } from '@fluentui/react-components';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useQuietButtonLinkStyle } from '../../../ui/quiet-button-link-style.ts';
import { Section } from '../../../ui/section.tsx';
import { useApi } from '../../api/api.ts';
import { useTenant } from '../../api/session.ts';

const useStyles = makeStyles({ text: { margin: `0 0 ${tokens.spacingVerticalL}`, maxWidth: '72ch' } });

export function LeaveSection() {
  const styles = useStyles();
  const { t } = useTranslation('privacy');
  const { tenantId } = useTenant();
  const quietLink = useQuietButtonLinkStyle();
  const leaving = useApi('getLeaving', { params: { tenantId } });
  const isUnderWay = leaving.data?.state === 'uninstalling' || leaving.data?.state === 'failed';
  return (
    <Section title={t('leave.title')}>
      <p className={styles.text}>{isUnderWay ? t('leave.underWay') : t('leave.lead')}</p>
      {isUnderWay ? (
        <Link to="/leaving/$leavingId" params={{ leavingId: tenantId }} className={quietLink}>
          {t('leave.toProgress')}
        </Link>
      ) : (
        <Link to="/t/$tenantId/privacy/leave" params={{ tenantId }} className={quietLink}>
          {t('leave.go')}
        </Link>
      )}
    </Section>
  );
}
