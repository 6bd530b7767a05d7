import { makeStyles, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { Api } from '../../../src/api/contract/contract.ts';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { permissionKey } from './permission-names.ts';

type Permission = Api['getPermissionPlan']['answer']['permissions'][number];

const useStyles = makeStyles({
  list: {
    margin: 0,
    padding: 0,
    listStyle: 'none',
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalM,
  },
  entry: {
    padding: tokens.spacingHorizontalL,
    borderRadius: tokens.borderRadiusXLarge,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground1,
  },
  head: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    marginBottom: tokens.spacingVerticalXS,
  },
  name: { margin: 0, fontSize: tokens.fontSizeBase300, lineHeight: tokens.lineHeightBase300 },
  code: {
    color: tokens.colorNeutralForeground3,
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
  },
  text: { margin: `${tokens.spacingVerticalXXS} 0 0`, maxWidth: '72ch' },
  quiet: { color: tokens.colorNeutralForeground2 },
});

/** What is asked for, one by one: what it is for, what doesn't work without it, and whether it can be limited. */
export function PermissionList({ permissions }: { readonly permissions: readonly Permission[] }) {
  const styles = useStyles();
  const { t } = useTranslation('connect');
  return (
    <ul className={styles.list}>
      {permissions.map(({ name, needed, granted, canBeLimitedToMailboxes }) => {
        const key = permissionKey(name);
        return (
          <li key={name} className={styles.entry}>
            <div className={styles.head}>
              <h3 className={styles.name}>{key === null ? name : t(`permission.${key}.title`)}</h3>
              <span className={styles.code}>{name}</span>
              {granted === true && <StatusBadge tone="good">{t('granted')}</StatusBadge>}
              {granted === false && (
                <StatusBadge tone={needed ? 'warning' : 'quiet'}>{needed ? t('missing') : t('notGranted')}</StatusBadge>
              )}
            </div>
            {key !== null && (
              <>
                <p className={styles.text}>{t(`permission.${key}.why`)}</p>
                <p className={`${styles.text} ${styles.quiet}`}>{t(`permission.${key}.without`)}</p>
              </>
            )}
            <p className={`${styles.text} ${styles.quiet}`}>
              {canBeLimitedToMailboxes ? t('canBeLimited') : t('cannotBeLimited')}
            </p>
          </li>
        );
      })}
    </ul>
  );
}
