import { makeStyles, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { DataTable } from '../../ui/data-table.tsx';
import type { Row } from './openapi.ts';

const useStyles = makeStyles({
  code: { fontFamily: tokens.fontFamilyMonospace, fontSize: tokens.fontSizeBase200 },
  quiet: { color: tokens.colorNeutralForeground3 },
});

/** Values with their types. @param placeOf Where a parameter goes; without: they are all of one body. */
export function RowTable({
  label,
  rows,
  placeOf,
}: {
  readonly label: string;
  readonly rows: readonly Row[];
  readonly placeOf?: (path: string) => string;
}) {
  const styles = useStyles();
  const { t } = useTranslation('reference');
  return (
    <DataTable
      label={label}
      rows={rows}
      rowKey={({ path }) => path}
      columns={[
        { id: 'name', header: t('name'), cell: ({ path }) => <span className={styles.code}>{path || '–'}</span> },
        ...(placeOf === undefined ? [] : [{ id: 'place', header: t('in'), cell: ({ path }: Row) => placeOf(path) }]),
        {
          id: 'type',
          header: t('type'),
          cell: ({ type, limits }) => (
            <>
              <span className={styles.code}>{type}</span>
              {limits !== '' && <span className={styles.quiet}> {limits}</span>}
            </>
          ),
        },
        {
          id: 'required',
          header: t('required'),
          cell: ({ required }) => (required ? t('yes') : <span className={styles.quiet}>{t('optional')}</span>),
        },
      ]}
    />
  );
}
