import { makeStyles, tokens } from '@fluentui/react-components';
import { CheckmarkRegular } from '@fluentui/react-icons/svg/checkmark';
import { useTranslation } from 'react-i18next';
import { DataTable } from '../../../ui/data-table.tsx';
import { rights, rightsOf, roles } from './roles.ts';

const useStyles = makeStyles({
  yes: { color: tokens.colorStatusSuccessForeground1, fontSize: '18px' },
  no: { color: tokens.colorNeutralForeground3 },
  hidden: { position: 'absolute', width: '1px', height: '1px', overflow: 'hidden', clipPath: 'inset(50%)' },
});

/** What each role may. */
export function RoleTable() {
  const styles = useStyles();
  const { t } = useTranslation('settings');
  return (
    <DataTable
      label={t('roles.title')}
      rows={rights}
      rowKey={(right) => right}
      columns={[
        { id: 'right', header: t('roles.may'), cell: (right) => t(`right.${right}`) },
        ...roles.map((role) => ({
          id: role,
          header: t(`role.${role}`),
          cell: (right: (typeof rights)[number]) =>
            rightsOf[role].includes(right) ? (
              <>
                <CheckmarkRegular className={styles.yes} aria-hidden />
                <span className={styles.hidden}>{t('roles.yes')}</span>
              </>
            ) : (
              <>
                <span className={styles.no} aria-hidden>
                  –
                </span>
                <span className={styles.hidden}>{t('roles.no')}</span>
              </>
            ),
        })),
      ]}
    />
  );
}
