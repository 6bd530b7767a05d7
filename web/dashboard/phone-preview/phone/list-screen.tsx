import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { SearchRegular } from '@fluentui/react-icons/svg/search';
import { useTranslation } from 'react-i18next';
import { letterOf, type Person, type Preview, shownName, textOf } from '../preview.ts';
import { PhoneAvatar } from './phone-avatar.tsx';
import type { PhoneLook } from './phone-look.ts';

const useStyles = makeStyles({
  screen: {
    flexGrow: 1,
    minHeight: 0,
    overflow: 'hidden',
    padding: '58px 20px 0',
  },
  plain: { paddingTop: '50px' },
  title: { fontSize: '28px', lineHeight: '36px', fontWeight: tokens.fontWeightBold },
  search: {
    display: 'flex',
    alignItems: 'center',
    gap: '6px',
    height: '36px',
    margin: '10px 0 8px',
    padding: '0 10px',
    borderRadius: '11px',
    backgroundColor: tokens.colorNeutralBackground4,
    color: tokens.colorNeutralForeground2,
    fontSize: '15px',
  },
  plainSearch: { height: '46px', marginTop: 0, padding: '0 18px', borderRadius: tokens.borderRadiusCircular },
  list: { listStyle: 'none', margin: 0, padding: 0 },
  letter: {
    padding: '10px 0 4px',
    fontSize: '13px',
    fontWeight: tokens.fontWeightSemibold,
    color: tokens.colorNeutralForeground3,
  },
  person: {
    display: 'flex',
    alignItems: 'center',
    gap: '12px',
    minHeight: '48px',
    marginInline: '-10px',
    padding: '4px 10px',
    borderRadius: '12px',
    fontSize: '16px',
  },
  chosen: { backgroundColor: tokens.colorBrandBackground2, fontWeight: tokens.fontWeightSemibold },
  texts: { minWidth: 0 },
  text: { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  note: {
    color: tokens.colorNeutralForeground2,
    fontSize: '13px',
    lineHeight: '17px',
    fontWeight: tokens.fontWeightRegular,
  },
});

/** The person among the others in the phone's list. */
export function ListScreen({
  preview,
  photo,
  people,
  search,
  design,
}: {
  readonly preview: Preview;
  readonly photo: string | null;
  /** Those who stand around the person, and the person. */
  readonly people: readonly Person[];
  /** What they were found by. */
  readonly search: string;
} & Pick<PhoneLook, 'design'>) {
  const styles = useStyles();
  const { t } = useTranslation('phone-preview');
  const isPlain = design === 'plain';
  const { item } = preview;
  const shown = people.length === 0 ? [item] : people;
  return (
    <div className={mergeClasses(styles.screen, isPlain && styles.plain)}>
      {!isPlain && <div className={styles.title}>{t('list.title')}</div>}
      <div className={mergeClasses(styles.search, isPlain && styles.plainSearch)} aria-hidden>
        <SearchRegular />
        {search === '' ? t('list.search') : search}
      </div>
      <ul className={styles.list}>
        {shown.map((one, at) => {
          const isChosen = one.itemId === item.itemId;
          const name = isChosen ? shownName(preview) : one.displayName;
          const letter = letterOf(name);
          const before = shown[at - 1];
          return (
            <li key={one.itemId}>
              {(before === undefined || letterOf(before.displayName) !== letter) && (
                <div className={styles.letter} aria-hidden>
                  {letter}
                </div>
              )}
              <div className={mergeClasses(styles.person, isChosen && styles.chosen)}>
                <PhoneAvatar name={name} itemId={one.itemId} photo={isChosen ? photo : null} size={32} />
                <span className={styles.texts}>
                  <div className={styles.text}>{name}</div>
                  {isChosen && (
                    <div className={mergeClasses(styles.text, styles.note)}>
                      {textOf(preview, 'companyName') || textOf(preview, 'jobTitle')}
                    </div>
                  )}
                </span>
              </div>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
