import { makeStyles, tokens } from '@fluentui/react-components';
import { WarningFilled } from '@fluentui/react-icons/svg/warning';
import { useTranslation } from 'react-i18next';
import { useFieldLabel } from '../fields/use-field-label.ts';
import type { Preview } from './preview.ts';

const codes = [
  'phone-not-normalized',
  'phone-extension-unknown',
  'list-too-long',
  'date-not-readable',
  'rule-does-not-fit',
  'nothing-to-show',
] as const;

const useStyles = makeStyles({
  list: {
    listStyle: 'none',
    margin: `${tokens.spacingVerticalL} 0 0`,
    padding: `${tokens.spacingVerticalM} 0 0`,
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  problem: { display: 'flex', gap: tokens.spacingHorizontalS, paddingBlock: tokens.spacingVerticalXS },
  icon: { flexShrink: 0, fontSize: '20px', color: tokens.colorStatusWarningForeground1 },
  name: { fontWeight: tokens.fontWeightSemibold },
});

/** What the mapping could not do with an entry, and what helps. */
export function ProblemList({ problems }: Pick<Preview, 'problems'>) {
  const styles = useStyles();
  const { t } = useTranslation('phone-preview');
  const labelOf = useFieldLabel();
  if (problems.length === 0) return null;
  return (
    <ul className={styles.list} aria-label={t('problem.label')}>
      {problems.map(({ field, code, detail }) => {
        const known = codes.find((one) => one === code);
        return (
          <li key={`${field} ${code} ${detail}`} className={styles.problem}>
            <WarningFilled className={styles.icon} aria-hidden />
            <span>
              {field !== null && <span className={styles.name}>{labelOf(field)}: </span>}
              {known === undefined ? code : t(`problem.${known}`)}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
