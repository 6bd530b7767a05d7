import { Field, makeStyles, Select, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { Controller, useFormContext } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { CheckList } from '../../../ui/check-list.tsx';
import { ProblemMessage } from '../../../ui/problem-message.tsx';
import { Stack } from '../../../ui/stack.tsx';
import { useApi } from '../../api/api.ts';
import { useTenant } from '../../api/session.ts';
import type { CsvSource, CsvUpload } from '../definition.ts';
import { CsvColumns } from './csv-columns.tsx';
import { CsvDrop } from './csv-drop.tsx';
import { columnsFor, idFor } from './csv-values.ts';
import { RowProblems } from './row-problems.tsx';
import type { SourceValues } from './source-values.ts';

const useStyles = makeStyles({
  quiet: { margin: 0, color: tokens.colorNeutralForeground2 },
});

/** A CSV file, which column tells people apart, and where the columns go. */
export function CsvFields({
  before,
  faultsOf,
}: {
  readonly before: CsvSource | null;
  readonly faultsOf: (name: keyof SourceValues) => string | null;
}) {
  const styles = useStyles();
  const { t } = useTranslation('collections');
  const { tenantId } = useTenant();
  const { control, watch, setValue, getValues } = useFormContext<SourceValues>();
  const [upload, setUpload] = useState<CsvUpload | null>(null);
  const files = useApi('listCsvFiles', { params: { tenantId } });
  const { file, idBy, idColumns, columns } = watch();
  const known = files.data?.items ?? [];
  const headers = columns.map(({ column }) => column);

  /** Of columns that were there before, what was said of them stays. */
  const take = (fileName: string, found: readonly string[], guess: CsvUpload | null) => {
    const next = columnsFor(found, getValues('columns'), guess?.guess.columns ?? {});
    setValue('file', `upload:${fileName}`, { shouldDirty: true });
    setValue('columns', next, { shouldDirty: true });
    const id = idFor(found, getValues('idColumns'), guess?.guess.id ?? []);
    setValue('idColumns', id, { shouldDirty: true });
    if (id.length > 1) setValue('idBy', 'from');
    setUpload(guess);
  };
  const fileFault = faultsOf('file');
  const idFault = faultsOf('idColumns');

  return (
    <Stack>
      <CsvDrop onUploaded={(found) => take(found.fileName, found.columns, found)} />
      {known.length > 0 && (
        <Field label={t('csv.known')} {...(fileFault === null ? {} : { validationMessage: fileFault })}>
          <Select
            value={file}
            onChange={(_, { value }) => {
              const chosen = known.find(({ fileName }) => `upload:${fileName}` === value);
              if (chosen !== undefined) take(chosen.fileName, chosen.columns, null);
            }}
          >
            <option value="">{t('csv.choose')}</option>
            {file !== '' && !known.some(({ fileName }) => `upload:${fileName}` === file) && (
              <option value={file}>{file.replace(/^upload:/, '')}</option>
            )}
            {known.map(({ fileName, rows }) => (
              <option key={fileName} value={`upload:${fileName}`}>
                {fileName} ({t('csv.rows', { count: rows })})
              </option>
            ))}
          </Select>
        </Field>
      )}
      {files.error && <ProblemMessage problem={files.error} onRetry={() => void files.refetch()} />}
      {upload !== null && (
        <p className={styles.quiet} role="status">
          {t('csv.uploaded', { name: upload.fileName, count: upload.rows, encoding: upload.encoding.toUpperCase() })}
        </p>
      )}
      {upload !== null && upload.problems.length > 0 && (
        <RowProblems problems={upload.problems.map(({ code, detail }) => ({ code, place: detail }))} />
      )}
      {before?.join !== undefined && <p className={styles.quiet}>{t('csv.joined', { count: before.join.length })}</p>}
      {columns.length > 0 && (
        <>
          <Field
            label={t('csv.id')}
            hint={idBy === 'column' ? t('csv.idHint') : t('csv.idFromHint')}
            {...(idFault === null ? {} : { validationMessage: idFault })}
          >
            <Controller
              control={control}
              name="idBy"
              render={({ field: { value, onChange } }) => (
                <Select
                  value={value === 'column' ? `column ${idColumns[0] ?? ''}` : 'from'}
                  onChange={(_, data) => {
                    onChange(data.value === 'from' ? 'from' : 'column');
                    if (data.value !== 'from') setValue('idColumns', [data.value.slice('column '.length)]);
                  }}
                >
                  {headers.map((header) => (
                    <option key={header} value={`column ${header}`}>
                      {header}
                    </option>
                  ))}
                  <option value="from">{t('csv.idFrom')}</option>
                </Select>
              )}
            />
          </Field>
          {idBy === 'from' && (
            <CheckList
              label={t('csv.idFrom')}
              options={headers.map((header) => ({ id: header, text: header }))}
              chosen={idColumns}
              onChange={(ids) =>
                setValue(
                  'idColumns',
                  headers.filter((header) => ids.includes(header)),
                )
              }
            />
          )}
          <CsvColumns sample={upload?.sample ?? []} headers={upload?.columns ?? []} fault={faultsOf('columns')} />
          <Controller
            control={control}
            name="overflow"
            render={({ field: { value, onChange } }) => (
              <Field label={t('csv.overflow')} hint={t('csv.overflowHint')}>
                <Select value={value} onChange={(_, data) => onChange(data.value === 'notes' ? 'notes' : 'leave-out')}>
                  <option value="leave-out">{t('csv.leaveOut')}</option>
                  <option value="notes">{t('csv.notes')}</option>
                </Select>
              </Field>
            )}
          />
        </>
      )}
    </Stack>
  );
}
