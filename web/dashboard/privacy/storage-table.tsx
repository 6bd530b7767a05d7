import { makeStyles, tokens } from '@fluentui/react-components';
import { LockClosedRegular } from '@fluentui/react-icons/svg/lock-closed';
import { useTranslation } from 'react-i18next';
import type { Api } from '../../../src/api/contract/contract.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { Count, DateTime } from '../../ui/values.tsx';

type Item = Api['getStorage']['answer']['items'][number];

const useStyles = makeStyles({
  name: { fontWeight: tokens.fontWeightSemibold },
  quiet: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
  what: { maxWidth: '60ch' },
  sealed: { display: 'inline-flex', alignItems: 'center', gap: tokens.spacingHorizontalXS },
  icon: { flexShrink: 0, color: tokens.colorStatusSuccessForeground1 },
});

/** Each kind with a sentence; what there is most of for people first. */
export function StorageTable({ items }: { readonly items: readonly Item[] }) {
  const styles = useStyles();
  const { t } = useTranslation('privacy');
  return (
    <DataTable
      label={t('storage.title')}
      rows={items}
      rowKey={({ what }) => what}
      columns={[
        {
          id: 'what',
          header: t('storage.what'),
          cell: ({ what, personal }) => (
            <div className={styles.what}>
              <span className={styles.name}>{t(`kind.${what}.name`)}</span>
              <br />
              <span className={styles.quiet}>
                {t(`kind.${what}.text`)}
                {personal && ` ${t('storage.personal')}`}
              </span>
            </div>
          ),
        },
        { id: 'where', header: t('storage.where'), cell: ({ where }) => t(`where.${where}`) },
        {
          id: 'sealed',
          header: t('storage.protection'),
          cell: ({ sealed, where }) =>
            sealed ? (
              <span className={styles.sealed}>
                <LockClosedRegular className={styles.icon} aria-hidden />
                {t('storage.sealed')}
              </span>
            ) : where === 'mailboxes' ? (
              t('storage.byMicrosoft')
            ) : (
              t('storage.open')
            ),
        },
        { id: 'entries', header: t('storage.entries'), align: 'end', cell: ({ entries }) => <Count value={entries} /> },
        {
          id: 'until',
          header: t('storage.until'),
          cell: ({ entries, goneAt }) =>
            entries === 0 ? (
              '–'
            ) : goneAt === null ? (
              t('storage.untilLeaving')
            ) : Date.parse(goneAt) <= Date.now() ? (
              t('storage.nextPurge')
            ) : (
              <>
                {t('storage.oldest')} <DateTime instant={goneAt} relative />
              </>
            ),
        },
      ]}
    />
  );
}
