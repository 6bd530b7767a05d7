import { Field, makeStyles, Select, tokens } from '@fluentui/react-components';
import { Controller, useFormContext } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { CheckList } from '../../../ui/check-list.tsx';
import { Stack } from '../../../ui/stack.tsx';
import { entryKinds, type Source, type SourceKind } from '../definition.ts';
import { GroupPicker } from '../pickers/group-picker.tsx';
import { CsvFields } from './csv-fields.tsx';
import { SwitchField, TextField } from './form-parts.tsx';
import type { SourceValues } from './source-values.ts';

const photoSizes = [96, 240, 504, 648];

const useStyles = makeStyles({
  switches: { display: 'flex', flexDirection: 'column' },
  photos: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalM },
});

/** What a source of a kind says beside its name. */
export function KindFields({
  kind,
  before,
  faultsOf,
}: {
  readonly kind: SourceKind;
  readonly before: Source | null;
  readonly faultsOf: (name: keyof SourceValues) => string | null;
}) {
  switch (kind) {
    case 'gal':
      return <GalFields />;
    case 'organizational-contacts':
      return null;
    case 'group':
      return <GroupFields fault={faultsOf('groupId')} />;
    case 'mailbox-folder':
      return <MailboxFields />;
    case 'csv':
      return <CsvFields before={before?.kind === 'csv' ? before : null} faultsOf={faultsOf} />;
  }
}

function GalFields() {
  const styles = useStyles();
  const { t } = useTranslation('collections');
  const { control } = useFormContext<SourceValues>();
  return (
    <Stack>
      <Controller
        control={control}
        name="kinds"
        render={({ field: { value, onChange } }) => (
          <Field
            label={t('sourceForm.kinds')}
            {...(value.length === 0 ? { validationMessage: t('sourceForm.kindsFault') } : {})}
          >
            <CheckList
              label={t('sourceForm.kinds')}
              options={entryKinds.map((id) => ({ id, text: t(`entry.${id}`) }))}
              chosen={value}
              onChange={(ids) => onChange(entryKinds.filter((one) => ids.includes(one)))}
            />
          </Field>
        )}
      />
      <div className={styles.switches}>
        <SwitchField name="includeUnlicensed" label={t('sourceForm.includeUnlicensed')} />
        <SwitchField name="includeWithoutMail" label={t('sourceForm.includeWithoutMail')} />
        <SwitchField name="includeDisabled" label={t('sourceForm.includeDisabled')} />
        <SwitchField name="includeHidden" label={t('sourceForm.includeHidden')} />
      </div>
      <PhotoFields />
    </Stack>
  );
}

function GroupFields({ fault }: { readonly fault: string | null }) {
  const { t } = useTranslation('collections');
  const { control, watch } = useFormContext<SourceValues>();
  return (
    <Stack>
      <Controller
        control={control}
        name="groupId"
        render={({ field: { value, onChange }, fieldState: { error } }) => {
          const message = error?.message ?? fault;
          return (
            <Field
              label={t('sourceForm.group')}
              hint={t('sourceForm.groupHint')}
              required
              {...(message === null ? {} : { validationMessage: message })}
            >
              <GroupPicker
                label={t('sourceForm.group')}
                groupId={value}
                connectionId={watch('connectionId')}
                onChange={onChange}
              />
            </Field>
          );
        }}
      />
      <PhotoFields />
    </Stack>
  );
}

function PhotoFields() {
  const styles = useStyles();
  const { t } = useTranslation('collections');
  const { control, watch } = useFormContext<SourceValues>();
  return (
    <div className={styles.photos}>
      <SwitchField name="photos" label={t('sourceForm.photos')} />
      {watch('photos') && (
        <Controller
          control={control}
          name="photoPixels"
          render={({ field: { value, onChange } }) => (
            <Select
              aria-label={t('sourceForm.photoSize')}
              value={String(value)}
              onChange={(_, data) => onChange(Number(data.value))}
            >
              {[...new Set([...photoSizes, value])]
                .sort((a, b) => a - b)
                .map((pixels) => (
                  <option key={pixels} value={pixels}>
                    {t('sourceForm.pixels', { count: pixels })}
                  </option>
                ))}
            </Select>
          )}
        />
      )}
    </div>
  );
}

function MailboxFields() {
  const { t } = useTranslation('collections');
  return (
    <Stack>
      <TextField
        name="mailbox"
        label={t('sourceForm.mailbox')}
        hint={t('sourceForm.mailboxHint')}
        placeholder="reception@example.com"
        required
        pattern={{ value: /^\S+$/, message: t('sourceForm.mailboxFault') }}
      />
      <TextField
        name="folder"
        label={t('sourceForm.folder')}
        hint={t('sourceForm.folderHint')}
        placeholder={t('sourceForm.folderExample')}
      />
    </Stack>
  );
}
