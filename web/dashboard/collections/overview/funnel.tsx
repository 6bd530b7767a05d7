import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { narrow } from '../../../ui/media-query.ts';
import { Count, useFormats } from '../../../ui/values.tsx';
import type { CollectionPreview, FilterStep } from '../definition.ts';
import { useConditionText } from '../filter/condition-text.ts';
import { type FunnelRow, funnelRows } from './funnel-rows.ts';
import { useRuleText } from './rule-text.ts';

const useStyles = makeStyles({
  list: { margin: 0, padding: 0, listStyle: 'none' },
  row: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1.5fr) minmax(0, 1fr) 88px',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalL,
    paddingBlock: tokens.spacingVerticalM,
    borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
    ':last-child': { borderBottom: 'none' },
    [`@media ${narrow}`]: { gridTemplateColumns: 'minmax(0, 1fr) 72px', rowGap: tokens.spacingVerticalXS },
  },
  title: { fontWeight: tokens.fontWeightSemibold, overflowWrap: 'anywhere' },
  note: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
  track: {
    position: 'relative',
    height: '12px',
    borderRadius: tokens.borderRadiusCircular,
    backgroundColor: tokens.colorNeutralStroke3,
    overflow: 'hidden',
    forcedColorAdjust: 'none',
    [`@media ${narrow}`]: { gridColumn: '1 / -1', gridRow: 2 },
  },
  bar: {
    position: 'absolute',
    insetBlock: 0,
    insetInlineStart: 0,
    borderRadius: tokens.borderRadiusCircular,
    backgroundColor: tokens.colorCompoundBrandStroke,
    transitionProperty: 'width',
    transitionDuration: tokens.durationNormal,
  },
  before: { backgroundColor: tokens.colorBrandStroke2 },
  numbers: { textAlign: 'end', fontVariantNumeric: 'tabular-nums' },
  after: { fontSize: tokens.fontSizeBase400, fontWeight: tokens.fontWeightSemibold },
  last: { fontSize: tokens.fontSizeBase600, lineHeight: tokens.lineHeightBase600, color: tokens.colorBrandForeground1 },
});

/** How a list comes about, from the entries of the sources to the people on it. */
export function Funnel({
  preview,
  filter,
}: {
  readonly preview: CollectionPreview;
  readonly filter: readonly FilterStep[];
}) {
  const styles = useStyles();
  const { t } = useTranslation('collections');
  const rows = funnelRows(preview, filter[0]?.action === 'include');
  const most = Math.max(1, ...rows.map(({ before, after }) => Math.max(before, after)));
  const width = (count: number) => ({ width: `${(100 * count) / most}%` });
  return (
    <ol className={styles.list} aria-label={t('funnel.label')}>
      {rows.map((row) => (
        <li key={row.key} className={styles.row}>
          <RowText row={row} filter={filter} unread={preview.unread} />
          <div className={styles.track} aria-hidden>
            <div className={mergeClasses(styles.bar, styles.before)} style={width(Math.max(row.before, row.after))} />
            <div className={styles.bar} style={width(row.after)} />
          </div>
          <div className={styles.numbers}>
            <div className={mergeClasses(styles.after, row.kind === 'items' && styles.last)}>
              <Count value={row.after} />
            </div>
            <Difference row={row} />
          </div>
        </li>
      ))}
    </ol>
  );
}

function RowText({
  row,
  filter,
  unread,
}: {
  readonly row: FunnelRow;
  readonly filter: readonly FilterStep[];
  readonly unread: readonly string[];
}) {
  const styles = useStyles();
  const { t } = useTranslation('collections');
  const textOf = useConditionText();
  const ruleText = useRuleText();
  const { list } = useFormats();
  switch (row.kind) {
    case 'source':
      return (
        <div>
          <div className={styles.title}>{t('funnel.source', { name: row.sourceId })}</div>
          <div className={styles.note}>
            {unread.includes(row.sourceId) ? t('neverRead') : t('funnel.entries', { count: row.before })}
            {row.out.length > 0 &&
              ` – ${t('funnel.out')} ${list(row.out.map(({ rule, count }) => ruleText(rule, count)))}`}
          </div>
        </div>
      );
    case 'records':
      return (
        <div>
          <div className={styles.title}>{t('funnel.records')}</div>
        </div>
      );
    case 'step': {
      const step = filter[row.step];
      return (
        <div>
          <div className={styles.title}>
            {step === undefined ? '' : `${t(`funnel.${step.action}`)} ${textOf(step.where)}`}
          </div>
          <div className={styles.note}>{t('funnel.matched', { count: row.matched })}</div>
        </div>
      );
    }
    case 'items':
      return (
        <div>
          <div className={styles.title}>{t('funnel.items')}</div>
          <div className={styles.note}>
            {row.before > row.after ? t('funnel.combined', { count: row.before - row.after }) : t('funnel.each')}
          </div>
        </div>
      );
  }
}

function Difference({ row: { before, after } }: { readonly row: FunnelRow }) {
  const styles = useStyles();
  const { number } = useFormats();
  if (before === after) return null;
  return (
    <div className={styles.note}>{after > before ? `+${number(after - before)}` : `−${number(before - after)}`}</div>
  );
}
