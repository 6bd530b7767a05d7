import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { Section } from '../../ui/section.tsx';
import { useFormats } from '../../ui/values.tsx';
import { folderCount, type Home, replicaShares } from './home.ts';

const useStyles = makeStyles({
  bar: {
    display: 'flex',
    gap: '3px',
    height: '20px',
    borderRadius: tokens.borderRadiusMedium,
    overflow: 'hidden',
    backgroundColor: tokens.colorNeutralBackground5,
    forcedColorAdjust: 'none',
  },
  part: { minWidth: '6px' },
  inStep: { backgroundColor: tokens.colorStatusSuccessBackground3 },
  behind: { backgroundColor: tokens.colorStatusWarningBackground3 },
  new: { backgroundColor: tokens.colorNeutralStroke1 },
  unavailable: { backgroundColor: tokens.colorStatusDangerBackground3 },
  leaving: { backgroundColor: tokens.colorNeutralForeground3 },
  table: {
    width: '100%',
    marginTop: tokens.spacingVerticalL,
    borderCollapse: 'collapse',
    '& td, & th': {
      padding: `${tokens.spacingVerticalXS} 0`,
      textAlign: 'start',
      fontWeight: tokens.fontWeightRegular,
    },
    '& td:not(:first-child)': {
      textAlign: 'end',
      fontVariantNumeric: 'tabular-nums',
      whiteSpace: 'nowrap',
      paddingInlineStart: tokens.spacingHorizontalM,
    },
  },
  name: { display: 'flex', alignItems: 'baseline', gap: tokens.spacingHorizontalS },
  key: {
    flexShrink: 0,
    width: '12px',
    height: '12px',
    borderRadius: tokens.borderRadiusSmall,
    forcedColorAdjust: 'none',
  },
  hint: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
  number: { fontWeight: tokens.fontWeightSemibold },
});

/** How far the folders in the mailboxes are: a bar, and the same in numbers. */
export function ReplicaBar({ counts }: { readonly counts: Home['replicas'] }) {
  const styles = useStyles();
  const { t } = useTranslation('home');
  const { number, percent } = useFormats();
  const all = folderCount(counts);
  const shares = replicaShares(counts);
  return (
    <Section title={t('replicas.title')}>
      <div className={styles.bar} aria-hidden>
        {shares
          .filter(({ folders }) => folders > 0)
          .map(({ state, folders }) => (
            <span key={state} className={mergeClasses(styles.part, styles[state])} style={{ flexGrow: folders }} />
          ))}
      </div>
      <table className={styles.table} aria-label={t('replicas.title')}>
        <tbody>
          {shares
            .filter(
              ({ state, folders }) =>
                folders > 0 || state === 'inStep' || state === 'behind' || state === 'unavailable',
            )
            .map(({ state, folders }) => (
              <tr key={state}>
                <th scope="row">
                  <span className={styles.name}>
                    <span className={mergeClasses(styles.key, styles[state])} aria-hidden />
                    <span>
                      {t(`replicas.${state}`)}
                      <div className={styles.hint}>{t(`replicas.hint.${state}`)}</div>
                    </span>
                  </span>
                </th>
                <td className={styles.number}>{number(folders)}</td>
                <td>{percent(all === 0 ? 0 : folders / all)}</td>
              </tr>
            ))}
        </tbody>
      </table>
    </Section>
  );
}
