import { Avatar, makeStyles, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { ItemSummary } from '../definition.ts';

const useStyles = makeStyles({
  list: { display: 'flex', flexDirection: 'column', margin: 0, padding: 0, listStyle: 'none' },
  person: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalM,
    minWidth: 0,
    paddingBlock: tokens.spacingVerticalS,
  },
  texts: { minWidth: 0 },
  name: { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  note: {
    color: tokens.colorNeutralForeground3,
    fontSize: tokens.fontSizeBase200,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
  },
  empty: { margin: 0, color: tokens.colorNeutralForeground2 },
});

/** A few people below each other. */
export function PeopleList({ people, empty }: { readonly people: readonly ItemSummary[]; readonly empty: string }) {
  const styles = useStyles();
  const { t } = useTranslation('collections');
  if (people.length === 0) return <p className={styles.empty}>{empty}</p>;
  return (
    <ul className={styles.list}>
      {people.map(({ itemId, displayName, jobTitle, department, phone, email }) => (
        <li key={itemId} className={styles.person}>
          <Avatar name={displayName} size={32} color="colorful" idForColor={itemId} aria-hidden />
          <div className={styles.texts}>
            <div className={styles.name}>{displayName === '' ? t('noName') : displayName}</div>
            <div className={styles.note}>
              {[jobTitle, department, phone ?? email].filter((text) => text).join(' · ')}
            </div>
          </div>
        </li>
      ))}
    </ul>
  );
}
