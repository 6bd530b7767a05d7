import { makeStyles, tokens } from '@fluentui/react-components';
import { useRouterState } from '@tanstack/react-router';
import { type ReactNode, useEffect, useRef } from 'react';

const useStyles = makeStyles({
  header: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'flex-start',
    justifyContent: 'space-between',
    gap: tokens.spacingHorizontalL,
    marginBottom: tokens.spacingVerticalXXL,
  },
  texts: { minWidth: 0, maxWidth: '72ch' },
  title: {
    margin: 0,
    fontSize: tokens.fontSizeHero700,
    lineHeight: tokens.lineHeightHero700,
    fontWeight: tokens.fontWeightSemibold,
    color: tokens.colorNeutralForeground1,
    overflowWrap: 'anywhere',
    outline: 'none',
  },
  lead: {
    margin: `${tokens.spacingVerticalXS} 0 0`,
    fontSize: tokens.fontSizeBase400,
    lineHeight: tokens.lineHeightBase400,
    color: tokens.colorNeutralForeground2,
  },
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

/** The page that was last shown: going on to another moves the focus, the first page of a visit leaves it alone. */
let lastPathname: string | null = null;

/**
 * The heading of a page: it names the window, and takes the focus when someone comes here from another page.
 * @param within Addresses that begin with it are the same page, e.g. of its tabs.
 */
export function PageHeader({
  title,
  lead,
  actions,
  within,
}: {
  readonly title: string;
  readonly lead?: ReactNode;
  readonly actions?: ReactNode;
  readonly within?: string;
}) {
  const styles = useStyles();
  const heading = useRef<HTMLHeadingElement>(null);
  // Known once the page that it leads to stands.
  const pathname = useRouterState({ select: ({ resolvedLocation }) => resolvedLocation?.pathname ?? null });
  useEffect(() => {
    document.title = `${title} – Ringbook`;
  }, [title]);
  useEffect(() => {
    if (pathname === null) return;
    const isSamePage = within !== undefined && pathname.startsWith(within) && lastPathname?.startsWith(within);
    const isOther = lastPathname !== null && lastPathname !== pathname && !isSamePage;
    if (isOther) heading.current?.focus({ preventScroll: true });
    lastPathname = pathname;
  }, [pathname, within]);
  return (
    <div className={styles.header}>
      <div className={styles.texts}>
        <h1 ref={heading} tabIndex={-1} className={styles.title}>
          {title}
        </h1>
        {lead !== undefined && <p className={styles.lead}>{lead}</p>}
      </div>
      {actions !== undefined && <div className={styles.actions}>{actions}</div>}
    </div>
  );
}
