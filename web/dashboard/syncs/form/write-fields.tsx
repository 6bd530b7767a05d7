import { Field, Input, makeStyles, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { Stack } from '../../../ui/stack.tsx';
import { Choice } from './choice.tsx';
import { FieldWrites } from './field-writes.tsx';
import { useSyncForm } from './form-context.ts';

const useStyles = makeStyles({
  lead: { margin: 0, maxWidth: '72ch', color: tokens.colorNeutralForeground2 },
  grid: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(360px, 100%), 1fr))',
    columnGap: tokens.spacingHorizontalXXXL,
    rowGap: tokens.spacingVerticalXXL,
    alignItems: 'start',
  },
  input: { maxWidth: '360px' },
});

/** Where people may have values of their own on our cards. */
export function WriteFields() {
  const styles = useStyles();
  const { t } = useTranslation('syncs');
  const { form, change, faultAt, isReadOnly } = useSyncForm();
  const { write } = form;
  const fault = faultAt('write.notesDelimiter');
  return (
    <Stack gap="l">
      <p className={styles.lead}>{t('write.lead')}</p>
      <FieldWrites
        fields={write.fields}
        onChange={(fields) => change('write', { ...write, fields })}
        isReadOnly={isReadOnly}
      />
      <div className={styles.grid}>
        <Choice
          label={t('write.notes')}
          value={write.notesDelimiter === null ? 'ours' : 'shared'}
          disabled={isReadOnly}
          onChange={(chosen) =>
            change('write', { ...write, notesDelimiter: chosen === 'ours' ? null : t('write.defaultDelimiter') })
          }
          options={[
            { value: 'ours', label: t('write.notesOurs'), hint: t('write.notesOursHint') },
            {
              value: 'shared',
              label: t('write.notesShared'),
              hint: t('write.notesSharedHint'),
              more: (
                <Field
                  className={styles.input}
                  label={t('write.delimiter')}
                  {...(fault === undefined ? {} : { validationMessage: fault })}
                >
                  <Input
                    value={write.notesDelimiter ?? ''}
                    disabled={isReadOnly}
                    onChange={(_, { value }) => change('write', { ...write, notesDelimiter: value })}
                  />
                </Field>
              ),
            },
          ]}
        />
        <Choice
          label={t('write.categories')}
          value={write.categories}
          disabled={isReadOnly}
          onChange={(categories) => change('write', { ...write, categories })}
          options={[
            { value: 'replace', label: t('write.categoriesReplace'), hint: t('write.categoriesReplaceHint') },
            { value: 'add', label: t('write.categoriesAdd'), hint: t('write.categoriesAddHint') },
          ]}
        />
      </div>
    </Stack>
  );
}
