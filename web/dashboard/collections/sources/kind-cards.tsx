import { makeStyles, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { SourceKind } from '../definition.ts';
import { SourceIcon } from './source-icon.tsx';
import { sourceKinds } from './source-values.ts';

const useStyles = makeStyles({
  list: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalM,
    margin: 0,
    padding: 0,
    listStyle: 'none',
  },
  card: {
    display: 'grid',
    gridTemplateColumns: '44px minmax(0, 1fr)',
    alignItems: 'center',
    gap: tokens.spacingHorizontalL,
    width: '100%',
    padding: tokens.spacingHorizontalL,
    borderRadius: tokens.borderRadiusXLarge,
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    backgroundColor: tokens.colorNeutralBackground1,
    color: 'inherit',
    fontFamily: 'inherit',
    fontSize: 'inherit',
    textAlign: 'start',
    cursor: 'pointer',
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '1px' },
  },
  icon: {
    display: 'grid',
    placeItems: 'center',
    width: '44px',
    height: '44px',
    borderRadius: tokens.borderRadiusLarge,
    backgroundColor: tokens.colorBrandBackground2,
    color: tokens.colorBrandForeground2,
    fontSize: '24px',
  },
  name: { display: 'block', fontWeight: tokens.fontWeightSemibold, fontSize: tokens.fontSizeBase400 },
  text: { display: 'block', color: tokens.colorNeutralForeground2 },
});

/** What a list can be read from. */
export function KindCards({ onChoose }: { readonly onChoose: (kind: SourceKind) => void }) {
  const styles = useStyles();
  const { t } = useTranslation('collections');
  return (
    <ul className={styles.list}>
      {sourceKinds.map((kind) => (
        <li key={kind}>
          <button type="button" className={styles.card} onClick={() => onChoose(kind)}>
            <span className={styles.icon}>
              <SourceIcon kind={kind} />
            </span>
            <span>
              <span className={styles.name}>{t(`sourceKind.${kind}.name`)}</span>
              <span className={styles.text}>{t(`sourceKind.${kind}.text`)}</span>
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}
