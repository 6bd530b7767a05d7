import { makeStyles, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../../ui/values.tsx';
import type { CollectionPreview, Source } from '../definition.ts';
import { leftOut } from '../left-out.ts';
import { useRuleText } from '../overview/rule-text.ts';
import { SourceIcon } from './source-icon.tsx';
import { useSourceText } from './source-text.ts';

const useStyles = makeStyles({
  card: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: tokens.spacingHorizontalL,
    padding: tokens.spacingHorizontalL,
    borderRadius: tokens.borderRadiusXLarge,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground1,
  },
  icon: {
    display: 'grid',
    placeItems: 'center',
    width: '44px',
    height: '44px',
    flexShrink: 0,
    borderRadius: tokens.borderRadiusLarge,
    backgroundColor: tokens.colorBrandBackground2,
    color: tokens.colorBrandForeground2,
    fontSize: '24px',
  },
  texts: { flex: '1 1 220px', minWidth: 0 },
  title: { margin: 0, fontSize: tokens.fontSizeBase400, lineHeight: tokens.lineHeightBase400 },
  note: { color: tokens.colorNeutralForeground2, overflowWrap: 'anywhere' },
  quiet: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

/** A source: what it is, and how much it gives. */
export function SourceCard({
  source,
  counts,
  children,
}: {
  readonly source: Source;
  /** Null: not known. */
  readonly counts: CollectionPreview['sources'][number] | null;
  /** Buttons. */
  readonly children?: ReactNode;
}) {
  const styles = useStyles();
  const { t } = useTranslation('collections');
  const { list } = useFormats();
  const textOf = useSourceText();
  const ruleText = useRuleText();
  const out = leftOut(counts?.byRule ?? {});
  return (
    <article className={styles.card} aria-label={source.sourceId}>
      <span className={styles.icon}>
        <SourceIcon kind={source.kind} />
      </span>
      <div className={styles.texts}>
        <h3 className={styles.title}>{source.sourceId}</h3>
        <div className={styles.note}>
          {t(`sourceKind.${source.kind}.name`)} · {textOf(source)}
        </div>
        {counts !== null && (
          <div className={styles.quiet}>
            {t('funnel.entries', { count: counts.entries })}
            {out.length > 0 && ` – ${t('funnel.out')} ${list(out.map(({ rule, count }) => ruleText(rule, count)))}`}
          </div>
        )}
      </div>
      <div className={styles.buttons}>{children}</div>
    </article>
  );
}
