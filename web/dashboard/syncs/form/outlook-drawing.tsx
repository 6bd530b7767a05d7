import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { FolderFilled, FolderRegular } from '@fluentui/react-icons/svg/folder';
import { PersonRegular } from '@fluentui/react-icons/svg/person';
import { TagFilled } from '@fluentui/react-icons/svg/tag';
import { useTranslation } from 'react-i18next';

const useStyles = makeStyles({
  figure: { margin: 0, display: 'grid', gap: tokens.spacingVerticalS },
  caption: { color: tokens.colorNeutralForeground2 },
  pane: {
    display: 'grid',
    gap: '2px',
    margin: 0,
    padding: tokens.spacingHorizontalM,
    listStyle: 'none',
    borderRadius: tokens.borderRadiusLarge,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground2,
  },
  row: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalS,
    minHeight: '36px',
    paddingInline: tokens.spacingHorizontalS,
    borderRadius: tokens.borderRadiusMedium,
    overflowWrap: 'anywhere',
  },
  ours: {
    backgroundColor: tokens.colorBrandBackground2,
    color: tokens.colorBrandForeground2,
    fontWeight: tokens.fontWeightSemibold,
  },
  icon: { fontSize: '20px', flexShrink: 0 },
  name: { minWidth: 0 },
  note: {
    marginInlineStart: 'auto',
    color: tokens.colorNeutralForeground3,
    fontSize: tokens.fontSizeBase200,
    fontWeight: tokens.fontWeightRegular,
  },
  tag: {
    display: 'inline-flex',
    alignItems: 'center',
    gap: '4px',
    padding: '0 8px',
    borderRadius: tokens.borderRadiusCircular,
    backgroundColor: tokens.colorNeutralBackground1,
    fontSize: tokens.fontSizeBase200,
  },
});

/** Where cards appear in the folder list of Outlook: ours are marked, a person's own stand beside them. */
export function OutlookDrawing({
  kind,
  path,
  category,
}: {
  readonly kind: 'folder' | 'default-folder';
  readonly path: readonly string[];
  readonly category: string;
}) {
  const styles = useStyles();
  const { t } = useTranslation('syncs');
  const indent = (level: number) => ({ paddingInlineStart: `${8 + level * 24}px` });
  return (
    <figure className={styles.figure}>
      <figcaption className={styles.caption}>{t('place.drawing')}</figcaption>
      <ul className={styles.pane}>
        <li className={styles.row}>
          <FolderRegular className={styles.icon} aria-hidden />
          {t('place.contacts')}
        </li>
        <li className={styles.row} style={indent(1)}>
          <PersonRegular className={styles.icon} aria-hidden />
          {t('place.ownCard')}
          <span className={styles.note}>{t('place.untouched')}</span>
        </li>
        {kind === 'default-folder' && (
          <li className={mergeClasses(styles.row, styles.ours)} style={indent(1)}>
            <PersonRegular className={styles.icon} aria-hidden />
            {t('place.ourCard')}
            <span className={styles.tag}>
              <TagFilled aria-hidden />
              {category || '…'}
            </span>
            <span className={styles.note}>{t('place.yours')}</span>
          </li>
        )}
        <li className={styles.row} style={indent(1)}>
          <FolderRegular className={styles.icon} aria-hidden />
          {t('place.ownFolder')}
          <span className={styles.note}>{t('place.untouched')}</span>
        </li>
        {kind === 'folder' &&
          path.map((name, index) => {
            const isLast = index === path.length - 1;
            return (
              <li
                // biome-ignore lint/suspicious/noArrayIndexKey: levels have no other name
                key={index}
                className={mergeClasses(styles.row, isLast && styles.ours)}
                style={indent(1 + index)}
              >
                {isLast ? (
                  <FolderFilled className={styles.icon} aria-hidden />
                ) : (
                  <FolderRegular className={styles.icon} aria-hidden />
                )}
                <span className={styles.name}>{name || '…'}</span>
                {isLast && <span className={styles.note}>{t('place.yours')}</span>}
              </li>
            );
          })}
      </ul>
    </figure>
  );
}
