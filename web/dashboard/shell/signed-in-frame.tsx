import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { NavigationRegular } from '@fluentui/react-icons/svg/navigation';
import { Link, useParams } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { medium, narrow, useMediaQuery } from '../../ui/media-query.ts';
import { useSession } from '../api/session.ts';
import { AccountMenu, TenantSwitcher } from './lazy-menus.tsx';
import { Logo } from './logo.tsx';
import { Main, SkipLink } from './main-region.tsx';
import { Navigation } from './navigation.tsx';

const TenantNotice = lazy(async () => ({ default: (await import('./tenant-notice.tsx')).TenantNotice }));
const NavigationDrawer = lazy(async () => ({ default: (await import('./navigation-drawer.tsx')).NavigationDrawer }));

const useStyles = makeStyles({
  frame: {
    display: 'grid',
    gridTemplateColumns: '248px minmax(0, 1fr)',
    gridTemplateRows: '56px minmax(0, 1fr)',
    minHeight: '100dvh',
    backgroundColor: tokens.colorNeutralBackground2,
    [`@media ${medium}`]: { gridTemplateColumns: '208px minmax(0, 1fr)' },
    [`@media ${narrow}`]: { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  header: {
    gridColumn: '1 / -1',
    position: 'sticky',
    top: 0,
    zIndex: 10,
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: tokens.spacingHorizontalM,
    padding: `0 ${tokens.spacingHorizontalL}`,
    backgroundColor: tokens.colorNeutralBackground1,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  start: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalS, minWidth: 0 },
  home: {
    color: 'inherit',
    textDecorationLine: 'none',
    borderRadius: tokens.borderRadiusMedium,
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '2px' },
  },
  switcher: { minHeight: '40px', flexShrink: 0 },
  side: {
    position: 'sticky',
    top: '56px',
    alignSelf: 'start',
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalL,
    height: 'calc(100dvh - 56px)',
    overflowY: 'auto',
    padding: tokens.spacingHorizontalM,
    backgroundColor: tokens.colorNeutralBackground2,
    borderRight: `1px solid ${tokens.colorNeutralStroke2}`,
  },
});

/** Header, navigation of the tenant where there is one, and the page. */
export function SignedInFrame({ children }: { readonly children: ReactNode }) {
  const styles = useStyles();
  const { t } = useTranslation();
  const { memberships } = useSession();
  const { tenantId } = useParams({ strict: false });
  const isNarrow = useMediaQuery(narrow);
  const [isOpen, setOpen] = useState(false);
  const current = memberships.find((one) => one.tenantId === tenantId);

  const navigation = current && (
    <>
      <div className={styles.switcher}>
        <Suspense>
          <TenantSwitcher current={current} memberships={memberships} />
        </Suspense>
      </div>
      <Navigation membership={current} onNavigate={() => setOpen(false)} />
    </>
  );
  return (
    <div className={styles.frame}>
      <SkipLink />
      <header className={styles.header}>
        <div className={styles.start}>
          {isNarrow && current && (
            <Button
              appearance="subtle"
              icon={<NavigationRegular />}
              aria-label={t('nav.open')}
              aria-expanded={isOpen}
              onClick={() => setOpen(true)}
            />
          )}
          <Link to="/" className={styles.home}>
            <Logo />
          </Link>
        </div>
        <Suspense>
          <AccountMenu />
        </Suspense>
      </header>
      {!isNarrow && current && <div className={styles.side}>{navigation}</div>}
      {isNarrow && isOpen && (
        <Suspense>
          <NavigationDrawer onClose={() => setOpen(false)}>{navigation}</NavigationDrawer>
        </Suspense>
      )}
      <Main wide={!current}>
        {current?.state === 'withdrawn' && (
          <Suspense>
            <TenantNotice membership={current} />
          </Suspense>
        )}
        {children}
      </Main>
    </div>
  );
}
