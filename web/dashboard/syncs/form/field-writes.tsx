import { Button, Field, makeStyles, Select, tokens } from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons/svg/dismiss';
import { useTranslation } from 'react-i18next';
import { allFields, type FieldName, isFieldName } from '../../fields/field-names.ts';
import { useFieldLabel } from '../../fields/use-field-label.ts';
import type { FieldWrite, WriteRules } from '../definition.ts';

const usual: FieldWrite = { write: 'if-empty', whenEmpty: 'leave' };

const useStyles = makeStyles({
  list: { display: 'grid', gap: tokens.spacingVerticalM, margin: 0, padding: 0, listStyle: 'none' },
  rule: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'end',
    gap: tokens.spacingHorizontalM,
    padding: tokens.spacingHorizontalM,
    borderRadius: tokens.borderRadiusMedium,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  name: { flex: '1 1 140px', alignSelf: 'center', fontWeight: tokens.fontWeightSemibold },
  select: { width: '240px', maxWidth: '100%' },
  none: { margin: 0, color: tokens.colorNeutralForeground2 },
});

/** Fields that are not simply overwritten. */
export function FieldWrites({
  fields,
  onChange,
  isReadOnly,
}: {
  readonly fields: WriteRules['fields'];
  readonly onChange: (fields: WriteRules['fields']) => void;
  readonly isReadOnly: boolean;
}) {
  const styles = useStyles();
  const { t } = useTranslation('syncs');
  const label = useFieldLabel();
  const ruled = allFields.flatMap((name) => {
    const rule = fields[name];
    return rule === undefined ? [] : [{ name, rule }];
  });
  const put = (name: FieldName, rule: FieldWrite) => onChange({ ...fields, [name]: rule });
  const remove = (name: FieldName) => {
    const { [name]: _, ...others } = fields;
    onChange(others);
  };
  return (
    <>
      {ruled.length === 0 && <p className={styles.none}>{t('write.none')}</p>}
      {ruled.length > 0 && (
        <ul className={styles.list}>
          {ruled.map(({ name, rule }) => (
            <li key={name} className={styles.rule}>
              <span className={styles.name}>{label(name)}</span>
              <Field label={t('write.whenOverwrite')} className={styles.select}>
                <Select
                  value={rule.write}
                  disabled={isReadOnly}
                  aria-label={`${label(name)}: ${t('write.whenOverwrite')}`}
                  onChange={(_, { value }) =>
                    put(name, { ...rule, write: value === 'if-empty' ? 'if-empty' : 'overwrite' })
                  }
                >
                  <option value="overwrite">{t('write.overwrite')}</option>
                  <option value="if-empty">{t('write.if-empty')}</option>
                </Select>
              </Field>
              <Field label={t('write.whenEmpty')} className={styles.select}>
                <Select
                  value={rule.whenEmpty}
                  disabled={isReadOnly}
                  aria-label={`${label(name)}: ${t('write.whenEmpty')}`}
                  onChange={(_, { value }) => put(name, { ...rule, whenEmpty: value === 'leave' ? 'leave' : 'clear' })}
                >
                  <option value="clear">{t('write.clear')}</option>
                  <option value="leave">{t('write.leave')}</option>
                </Select>
              </Field>
              {!isReadOnly && (
                <Button
                  appearance="subtle"
                  icon={<DismissRegular />}
                  aria-label={t('write.remove', { field: label(name) })}
                  onClick={() => remove(name)}
                />
              )}
            </li>
          ))}
        </ul>
      )}
      {!isReadOnly && (
        <Field label={t('write.add')} className={styles.select}>
          <Select value="" onChange={(_, { value }) => isFieldName(value) && put(value, usual)}>
            <option value="">{t('form.choose')}</option>
            {allFields
              .filter((name) => fields[name] === undefined)
              .map((name) => (
                <option key={name} value={name}>
                  {label(name)}
                </option>
              ))}
          </Select>
        </Field>
      )}
    </>
  );
}
