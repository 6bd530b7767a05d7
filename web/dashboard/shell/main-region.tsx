import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { medium, narrow } from '../../ui/media-query.ts';

const mainId = 'main';

const useStyles = makeStyles({
  skip: {
    position: 'fixed',
    zIndex: 100,
    top: tokens.spacingVerticalS,
    insetInlineStart: tokens.spacingHorizontalS,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalL}`,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorBrandBackground,
    color: tokens.colorNeutralForegroundOnBrand,
    ':not(:focus)': { clipPath: 'inset(50%)' },
  },
  main: {
    minWidth: 0,
    padding: `${tokens.spacingVerticalXXXL} 40px 64px`,
    outline: 'none',
    [`@media ${medium}`]: { padding: `${tokens.spacingVerticalXXL} ${tokens.spacingHorizontalXXL} 48px` },
    [`@media ${narrow}`]: { padding: `${tokens.spacingVerticalL} ${tokens.spacingHorizontalL} 40px` },
  },
  wide: { gridColumn: '1 / -1' },
  content: { maxWidth: '1280px', marginInline: 'auto' },
});

/** First stop of the keyboard: past the navigation. */
export function SkipLink() {
  const styles = useStyles();
  const { t } = useTranslation();
  return (
    <a className={styles.skip} href={`#${mainId}`}>
      {t('skip')}
    </a>
  );
}

export function Main({ wide = false, children }: { readonly wide?: boolean; readonly children: ReactNode }) {
  const styles = useStyles();
  return (
    <main id={mainId} tabIndex={-1} className={mergeClasses(styles.main, wide && styles.wide)}>
      <div className={styles.content}>{children}</div>
    </main>
  );
}
