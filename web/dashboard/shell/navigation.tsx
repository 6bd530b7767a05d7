import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { ArrowSyncFilled, ArrowSyncRegular } from '@fluentui/react-icons/svg/arrow-sync';
import { BookContactsFilled, BookContactsRegular } from '@fluentui/react-icons/svg/book-contacts';
import { HistoryFilled, HistoryRegular } from '@fluentui/react-icons/svg/history';
import { HomeFilled, HomeRegular } from '@fluentui/react-icons/svg/home';
import { MailInboxFilled, MailInboxRegular } from '@fluentui/react-icons/svg/mail-inbox';
import { PhoneFilled, PhoneRegular } from '@fluentui/react-icons/svg/phone';
import { SettingsFilled, SettingsRegular } from '@fluentui/react-icons/svg/settings';
import { ShieldCheckmarkFilled, ShieldCheckmarkRegular } from '@fluentui/react-icons/svg/shield-checkmark';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Membership } from '../api/session.ts';

const places = [
  { name: 'home', to: '/t/$tenantId', needs: 'see', Icon: HomeRegular, ActiveIcon: HomeFilled },
  {
    name: 'collections',
    to: '/t/$tenantId/collections',
    needs: 'read',
    Icon: BookContactsRegular,
    ActiveIcon: BookContactsFilled,
  },
  {
    name: 'phone-preview',
    to: '/t/$tenantId/phone-preview',
    needs: 'read',
    Icon: PhoneRegular,
    ActiveIcon: PhoneFilled,
  },
  { name: 'syncs', to: '/t/$tenantId/syncs', needs: 'see', Icon: ArrowSyncRegular, ActiveIcon: ArrowSyncFilled },
  { name: 'runs', to: '/t/$tenantId/runs', needs: 'see', Icon: HistoryRegular, ActiveIcon: HistoryFilled },
  {
    name: 'mailboxes',
    to: '/t/$tenantId/mailboxes',
    needs: 'read',
    Icon: MailInboxRegular,
    ActiveIcon: MailInboxFilled,
  },
  {
    name: 'privacy',
    to: '/t/$tenantId/privacy',
    needs: 'see',
    Icon: ShieldCheckmarkRegular,
    ActiveIcon: ShieldCheckmarkFilled,
  },
  { name: 'settings', to: '/t/$tenantId/settings', needs: 'see', Icon: SettingsRegular, ActiveIcon: SettingsFilled },
] as const;

const useStyles = makeStyles({
  list: {
    listStyle: 'none',
    margin: 0,
    padding: 0,
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalXXS,
  },
  link: {
    position: 'relative',
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalM,
    minHeight: '40px',
    padding: `0 ${tokens.spacingHorizontalM}`,
    borderRadius: tokens.borderRadiusMedium,
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase300,
    textDecorationLine: 'none',
    ':hover': { backgroundColor: tokens.colorSubtleBackgroundHover, color: tokens.colorNeutralForeground1 },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' },
    '&[aria-current="page"]': {
      backgroundColor: tokens.colorSubtleBackgroundSelected,
      color: tokens.colorNeutralForeground1,
      fontWeight: tokens.fontWeightSemibold,
    },
    '&[aria-current="page"]::before': {
      content: '""',
      position: 'absolute',
      insetInlineStart: 0,
      top: '10px',
      bottom: '10px',
      width: '3px',
      borderRadius: tokens.borderRadiusCircular,
      backgroundColor: tokens.colorCompoundBrandStroke,
      forcedColorAdjust: 'none',
    },
  },
  icon: { flexShrink: 0, fontSize: '20px' },
  activeIcon: { color: tokens.colorCompoundBrandForeground1 },
});

/** Links to the pages of a tenant that the person may see. */
export function Navigation({
  membership,
  onNavigate,
}: {
  readonly membership: Membership;
  readonly onNavigate?: () => void;
}) {
  const styles = useStyles();
  const { t } = useTranslation();
  const { tenantId, permissions } = membership;
  return (
    <nav aria-label={t('nav.label')}>
      <ul className={styles.list}>
        {places
          .filter(({ needs }) => permissions.includes(needs))
          .map(({ name, to, Icon, ActiveIcon }) => (
            <li key={name}>
              <Link
                to={to}
                params={{ tenantId }}
                className={styles.link}
                activeOptions={{ exact: name === 'home', includeSearch: false }}
                onClick={onNavigate}
              >
                {({ isActive }) => (
                  <>
                    {isActive ? (
                      <ActiveIcon className={mergeClasses(styles.icon, styles.activeIcon)} aria-hidden />
                    ) : (
                      <Icon className={styles.icon} aria-hidden />
                    )}
                    {t(`nav.${name}`)}
                  </>
                )}
              </Link>
            </li>
          ))}
      </ul>
    </nav>
  );
}
