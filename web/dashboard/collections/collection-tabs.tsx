import { makeStyles, tokens } from '@fluentui/react-components';
import { Link, useRouterState } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useTenant } from '../api/session.ts';
import type { DraftPart } from './draft/draft.ts';

const tabs = [
  { name: 'overview', to: '/t/$tenantId/collections/$collectionId', parts: [] },
  { name: 'people', to: '/t/$tenantId/collections/$collectionId/people', parts: [] },
  { name: 'sources', to: '/t/$tenantId/collections/$collectionId/sources', parts: ['sources'] },
  { name: 'filter', to: '/t/$tenantId/collections/$collectionId/filter', parts: ['filter'] },
  { name: 'merging', to: '/t/$tenantId/collections/$collectionId/merging', parts: ['merging'] },
  { name: 'mapping', to: '/t/$tenantId/collections/$collectionId/mapping', parts: ['mapping'] },
  { name: 'phones', to: '/t/$tenantId/collections/$collectionId/phones', parts: ['phones'] },
  { name: 'limits', to: '/t/$tenantId/collections/$collectionId/limits', parts: ['guards'] },
] as const satisfies readonly { readonly parts: readonly DraftPart[]; readonly [key: string]: unknown }[];

const useStyles = makeStyles({
  list: {
    display: 'flex',
    gap: tokens.spacingHorizontalXS,
    margin: `0 0 ${tokens.spacingVerticalXXL}`,
    padding: '2px',
    listStyle: 'none',
    overflowX: 'auto',
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    scrollbarWidth: 'thin',
  },
  link: {
    position: 'relative',
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalXS,
    minHeight: '44px',
    padding: `0 ${tokens.spacingHorizontalM}`,
    borderRadius: tokens.borderRadiusMedium,
    color: tokens.colorNeutralForeground2,
    textDecorationLine: 'none',
    whiteSpace: 'nowrap',
    ':hover': { color: tokens.colorNeutralForeground1, backgroundColor: tokens.colorSubtleBackgroundHover },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' },
    '&[aria-current="page"]': { color: tokens.colorNeutralForeground1, fontWeight: tokens.fontWeightSemibold },
    '&[aria-current="page"]::after': {
      content: '""',
      position: 'absolute',
      insetInline: tokens.spacingHorizontalM,
      bottom: '-2px',
      height: '3px',
      borderRadius: tokens.borderRadiusCircular,
      backgroundColor: tokens.colorCompoundBrandStroke,
      forcedColorAdjust: 'none',
    },
  },
  dot: {
    width: '8px',
    height: '8px',
    borderRadius: tokens.borderRadiusCircular,
    backgroundColor: tokens.colorStatusWarningForeground3,
    forcedColorAdjust: 'none',
  },
  hidden: { position: 'absolute', width: '1px', height: '1px', overflow: 'hidden', clipPath: 'inset(50%)' },
});

/** The parts of a collection's page; what is changed and not saved has a dot. */
export function CollectionTabs({
  collectionId,
  changed,
}: {
  readonly collectionId: string;
  readonly changed: readonly DraftPart[];
}) {
  const styles = useStyles();
  const { t } = useTranslation('collections');
  const { tenantId } = useTenant();
  const list = useRef<HTMLUListElement>(null);
  const pathname = useRouterState({ select: ({ resolvedLocation }) => resolvedLocation?.pathname });
  // Where there is no room for all, the one that is shown is in sight.
  // biome-ignore lint/correctness/useExhaustiveDependencies: each page has another tab
  useEffect(() => {
    const link = list.current?.querySelector('[aria-current="page"]');
    if (link instanceof HTMLElement) list.current?.scrollTo({ left: link.offsetLeft - list.current.offsetLeft - 16 });
  }, [pathname]);
  return (
    <nav aria-label={t('tabs.label')}>
      <ul ref={list} className={styles.list}>
        {tabs.map(({ name, to, parts }) => (
          <li key={name}>
            <Link
              to={to}
              params={{ tenantId, collectionId }}
              className={styles.link}
              activeOptions={{ exact: true, includeSearch: false }}
            >
              {t(`tabs.${name}`)}
              {changed.some((part) => parts.some((one) => one === part)) && (
                <>
                  <span className={styles.dot} aria-hidden />
                  <span className={styles.hidden}>({t('tabs.changed')})</span>
                </>
              )}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
