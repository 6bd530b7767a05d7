import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';

const useStyles = makeStyles({
  row: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(152px, 100%), 1fr))',
    gap: tokens.spacingHorizontalL,
    margin: 0,
  },
  stat: {
    display: 'flex',
    flexDirection: 'column-reverse',
    justifyContent: 'flex-end',
    gap: tokens.spacingVerticalXXS,
    padding: tokens.spacingHorizontalL,
    borderRadius: tokens.borderRadiusXLarge,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground1,
  },
  label: { color: tokens.colorNeutralForeground2 },
  value: {
    margin: 0,
    fontSize: tokens.fontSizeHero800,
    lineHeight: tokens.lineHeightHero800,
    fontWeight: tokens.fontWeightSemibold,
    fontVariantNumeric: 'tabular-nums',
  },
  good: { color: tokens.colorStatusSuccessForeground1 },
  warning: { color: tokens.colorStatusWarningForeground1 },
  bad: { color: tokens.colorStatusDangerForeground1 },
  note: { margin: 0, color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
});

/** Figures side by side. */
export function Stats({ children }: { readonly children: ReactNode }) {
  return <dl className={useStyles().row}>{children}</dl>;
}

/** One figure with its label; stands in `Stats`. */
export function Stat({
  label,
  value,
  note,
  tone,
}: {
  readonly label: string;
  readonly value: ReactNode;
  readonly note?: ReactNode;
  readonly tone?: 'good' | 'warning' | 'bad';
}) {
  const styles = useStyles();
  return (
    <div className={styles.stat}>
      {note !== undefined && <dd className={styles.note}>{note}</dd>}
      <dt className={styles.label}>{label}</dt>
      <dd className={mergeClasses(styles.value, tone && styles[tone])}>{value}</dd>
    </div>
  );
}
