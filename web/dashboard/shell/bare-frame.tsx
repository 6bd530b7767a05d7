import { makeStyles, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { Logo } from './logo.tsx';
import { Main } from './main-region.tsx';

const useStyles = makeStyles({
  frame: { minHeight: '100dvh', backgroundColor: tokens.colorNeutralBackground2 },
  header: { display: 'flex', alignItems: 'center', minHeight: '56px', padding: `0 ${tokens.spacingHorizontalL}` },
});

/** Where it isn't even known who is signed in. */
export function BareFrame({ children }: { readonly children: ReactNode }) {
  const styles = useStyles();
  return (
    <div className={styles.frame}>
      <header className={styles.header}>
        <Logo />
      </header>
      <Main>{children}</Main>
    </div>
  );
}
