import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { SyncSummary } from './definition.ts';
import { behindOf, mailboxesOf } from './sync-state.ts';

const useStyles = makeStyles({
  box: { display: 'grid', gap: tokens.spacingVerticalXS },
  bar: {
    display: 'flex',
    gap: '2px',
    height: '8px',
    overflow: 'hidden',
    borderRadius: tokens.borderRadiusCircular,
    backgroundColor: tokens.colorNeutralBackground5,
    forcedColorAdjust: 'none',
  },
  atHead: { backgroundColor: tokens.colorPaletteGreenBackground3 },
  behind: { backgroundColor: tokens.colorPaletteMarigoldBackground3 },
  unavailable: { backgroundColor: tokens.colorNeutralForeground4 },
  leaving: { backgroundColor: tokens.colorPalettePurpleBorderActive },
  legend: {
    display: 'flex',
    flexWrap: 'wrap',
    columnGap: tokens.spacingHorizontalL,
    margin: 0,
    padding: 0,
    listStyle: 'none',
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
    fontVariantNumeric: 'tabular-nums',
  },
  entry: { display: 'inline-flex', alignItems: 'center', gap: tokens.spacingHorizontalXS },
  dot: { width: '8px', height: '8px', borderRadius: tokens.borderRadiusCircular, forcedColorAdjust: 'none' },
  none: { margin: 0, color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
});

/** How far the mailboxes of a sync are, drawn and in words. */
export function ReplicaBar({ replicas }: { readonly replicas: SyncSummary['replicas'] }) {
  const styles = useStyles();
  const { t } = useTranslation('syncs');
  const total = mailboxesOf(replicas);
  if (total === 0) return <p className={styles.none}>{t('replicas.none')}</p>;
  const parts = [
    { name: 'atHead', count: replicas.atHead },
    { name: 'behind', count: behindOf(replicas) },
    { name: 'unavailable', count: replicas.unavailable },
    { name: 'leaving', count: replicas.leaving },
  ] as const;
  const shown = parts.filter(({ count }) => count > 0);
  return (
    <div className={styles.box}>
      <div className={styles.bar} aria-hidden>
        {shown.map(({ name, count }) => (
          <span key={name} className={styles[name]} style={{ flexGrow: count, minWidth: '4px' }} />
        ))}
      </div>
      <ul className={styles.legend} aria-label={t('replicas.title')}>
        {shown.map(({ name, count }) => (
          <li key={name} className={styles.entry}>
            <span className={mergeClasses(styles.dot, styles[name])} aria-hidden />
            {t(`replicas.${name}`, { count })}
          </li>
        ))}
      </ul>
    </div>
  );
}
