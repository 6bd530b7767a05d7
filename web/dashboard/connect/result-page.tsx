import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { CheckmarkCircleFilled } from '@fluentui/react-icons/svg/checkmark-circle';
import { ClockRegular } from '@fluentui/react-icons/svg/clock';
import { ErrorCircleRegular } from '@fluentui/react-icons/svg/error-circle';
import { WarningRegular } from '@fluentui/react-icons/svg/warning';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useButtonLinkStyle } from '../../ui/button-link-style.ts';
import { PageHeader } from '../../ui/page-header.tsx';
import { useQuietButtonLinkStyle } from '../../ui/quiet-button-link-style.ts';
import { Stack } from '../../ui/stack.tsx';
import { useSession } from '../api/session.ts';
import { LookAgain } from './look-again.tsx';
import { mannerOf, outcomeOf } from './outcomes.ts';

const route = getRouteApi('/public/connect/result');
const icons = { good: CheckmarkCircleFilled, waiting: ClockRegular, warning: WarningRegular, bad: ErrorCircleRegular };

const useStyles = makeStyles({
  page: { maxWidth: '640px', marginInline: 'auto' },
  icon: { fontSize: '48px' },
  good: { color: tokens.colorStatusSuccessForeground1 },
  waiting: { color: tokens.colorCompoundBrandForeground1 },
  warning: { color: tokens.colorStatusWarningForeground1 },
  bad: { color: tokens.colorStatusDangerForeground1 },
  title: { margin: 0, fontSize: tokens.fontSizeBase400, lineHeight: tokens.lineHeightBase400 },
  text: { margin: 0 },
  code: { margin: 0, color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

/** How connecting ended: what happened, and what to do. */
export function ResultPage() {
  const styles = useStyles();
  const { t } = useTranslation('connect');
  const { outcome: told, tenant } = route.useSearch();
  const { memberships } = useSession();
  const [outcome, setOutcome] = useState(outcomeOf(told));
  const { tone, helps } = mannerOf(outcome);
  const Icon = icons[tone];
  const buttonLink = useButtonLinkStyle();
  const quietLink = useQuietButtonLinkStyle();
  const membership = memberships.find(({ tenantId }) => tenantId === tenant) ?? null;
  return (
    <Stack gap="l" className={styles.page}>
      <Icon className={mergeClasses(styles.icon, styles[tone])} aria-hidden />
      <PageHeader title={t(`result.${outcome}.title`)} lead={t(`result.${outcome}.what`)} />
      <div>
        <h2 className={styles.title}>{t('result.todo')}</h2>
        <p className={styles.text}>{t(`result.${outcome}.todo`)}</p>
      </div>
      {membership && helps === 'look-again' && (
        <LookAgain tenantId={membership.tenantId} isByItself={outcome === 'propagation'} onEnd={setOutcome} />
      )}
      <div className={styles.buttons}>
        {membership && helps === 'go-on' && (
          <Link
            to="/t/$tenantId/connect"
            params={{ tenantId: membership.tenantId }}
            search={{ step: 'probe' }}
            className={buttonLink}
          >
            {t('result.goOn')}
          </Link>
        )}
        {membership && helps !== 'go-on' && (
          <Link
            to="/t/$tenantId/connect"
            params={{ tenantId: membership.tenantId }}
            search={{ step: 'consent' }}
            className={helps === 'begin-again' ? buttonLink : quietLink}
          >
            {t('result.beginAgain')}
          </Link>
        )}
        {!membership && (
          <Link to="/" className={quietLink}>
            {t('result.home')}
          </Link>
        )}
      </div>
      {tone !== 'good' && <p className={styles.text}>{t('result.untouched')}</p>}
      <p className={styles.code}>{t('code', { code: outcome })}</p>
    </Stack>
  );
}
