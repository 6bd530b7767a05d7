import { makeStyles, mergeClasses, Tab, TabList, tokens } from '@fluentui/react-components';
import { CheckmarkCircleRegular } from '@fluentui/react-icons/svg/checkmark-circle';
import { WarningRegular } from '@fluentui/react-icons/svg/warning';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Stack } from '../../../ui/stack.tsx';
import type { PhoneExamples } from '../definition.ts';

const problems = ['unparsable', 'extension-without-rule', 'invalid'] as const;

const useStyles = makeStyles({
  tabs: { flexWrap: 'wrap' },
  list: { margin: 0, padding: 0, listStyle: 'none' },
  row: {
    display: 'grid',
    gridTemplateColumns: '20px minmax(0, 1fr) minmax(0, 1fr) auto',
    columnGap: tokens.spacingHorizontalM,
    alignItems: 'baseline',
    paddingBlock: tokens.spacingVerticalS,
    borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
    fontVariantNumeric: 'tabular-nums',
    ':last-child': { borderBottom: 'none' },
  },
  raw: { overflowWrap: 'anywhere' },
  good: { color: tokens.colorStatusSuccessForeground1 },
  bad: { color: tokens.colorStatusWarningForeground1 },
  icon: { alignSelf: 'center' },
  becomes: { overflowWrap: 'anywhere', fontWeight: tokens.fontWeightSemibold },
  note: {
    color: tokens.colorNeutralForeground3,
    fontSize: tokens.fontSizeBase200,
    fontWeight: tokens.fontWeightRegular,
  },
  old: { opacity: 0.8 },
  quiet: { margin: 0, color: tokens.colorNeutralForeground2 },
});

type Shown = 'all' | 'raw' | 'rules';

/** Numbers of the company, and what the rules make of them. */
export function NumberExamples({
  examples,
  places,
  isOld,
}: {
  readonly examples: PhoneExamples['examples'];
  /** Places of the rules that were tried among all. */
  readonly places: readonly number[];
  readonly isOld: boolean;
}) {
  const styles = useStyles();
  const { t } = useTranslation('collections');
  const [chosen, setChosen] = useState<Shown | null>(null);
  const shown = chosen ?? (examples.some(({ problem }) => problem !== null) ? 'raw' : 'all');
  const rows = examples.filter(
    ({ problem, rule }) => shown === 'all' || (shown === 'raw' ? problem !== null : rule !== null),
  );
  const why = (problem: string) => {
    const known = problems.find((one) => one === problem);
    return known === undefined ? problem : t(`number.${known}`);
  };
  return (
    <Stack>
      <TabList
        className={styles.tabs}
        selectedValue={shown}
        onTabSelect={(_, { value }) => setChosen(value === 'raw' || value === 'rules' ? value : 'all')}
      >
        <Tab value="all">{t('number.all')}</Tab>
        <Tab value="raw">{t('number.raw')}</Tab>
        <Tab value="rules">{t('number.rules')}</Tab>
      </TabList>
      {rows.length === 0 && <p className={styles.quiet}>{t(shown === 'raw' ? 'number.noneRaw' : 'number.noneRule')}</p>}
      <ul className={mergeClasses(styles.list, isOld && styles.old)} aria-busy={isOld}>
        {rows.map(({ raw, becomes, problem, rule, times }) => (
          <li key={`${raw} ${becomes}`} className={styles.row}>
            {problem === null ? (
              <CheckmarkCircleRegular className={mergeClasses(styles.icon, styles.good)} aria-hidden />
            ) : (
              <WarningRegular className={mergeClasses(styles.icon, styles.bad)} aria-hidden />
            )}
            <span className={styles.raw}>{raw}</span>
            <span className={styles.becomes}>
              {problem === null ? becomes : <span className={styles.bad}>{t('number.asItIs')}</span>}
              {problem !== null && <div className={styles.note}>{why(problem)}</div>}
              {rule !== null && (
                <div className={styles.note}>{t('number.byRule', { place: (places[rule] ?? rule) + 1 })}</div>
              )}
            </span>
            <span className={styles.note}>{times > 1 && t('number.times', { count: times })}</span>
          </li>
        ))}
      </ul>
    </Stack>
  );
}
