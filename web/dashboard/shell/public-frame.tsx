import { makeStyles, tokens } from '@fluentui/react-components';
import { Link } from '@tanstack/react-router';
import { type ReactNode, Suspense } from 'react';
import { AccountMenu } from './lazy-menus.tsx';
import { Logo } from './logo.tsx';
import { Main, SkipLink } from './main-region.tsx';

const useStyles = makeStyles({
  frame: { minHeight: '100dvh', backgroundColor: tokens.colorNeutralBackground2 },
  header: {
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'space-between',
    minHeight: '56px',
    padding: `0 ${tokens.spacingHorizontalL}`,
  },
  home: {
    color: 'inherit',
    textDecorationLine: 'none',
    borderRadius: tokens.borderRadiusMedium,
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '2px' },
  },
});

/** Pages for everyone: no navigation, because there is nowhere to go yet. */
export function PublicFrame({ children }: { readonly children: ReactNode }) {
  const styles = useStyles();
  return (
    <div className={styles.frame}>
      <SkipLink />
      <header className={styles.header}>
        <Link to="/" className={styles.home}>
          <Logo />
        </Link>
        <Suspense>
          <AccountMenu />
        </Suspense>
      </header>
      <Main>{children}</Main>
    </div>
  );
}
