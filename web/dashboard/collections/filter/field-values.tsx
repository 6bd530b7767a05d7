import { Input, makeStyles, Select, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { ChipInput } from '../../../ui/chip-input.tsx';
import { FieldPicker } from '../pickers/field-picker.tsx';
import { type FieldCondition, fieldTests, takesOneValue, takesValues, withTest } from './conditions.ts';
import { useFilterFrame } from './filter-context.ts';

const useStyles = makeStyles({
  row: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(124px, 100%), 1fr))',
    gap: tokens.spacingHorizontalS,
    alignItems: 'start',
  },
  input: { minWidth: 0, width: '100%' },
});

/** A field, how it is compared, and with what. */
export function FieldValues({
  condition,
  onChange,
}: {
  readonly condition: FieldCondition;
  readonly onChange: (condition: FieldCondition) => void;
}) {
  const styles = useStyles();
  const { t } = useTranslation('collections');
  const { extras, filled, isReadOnly } = useFilterFrame();
  const { field, is, values = [] } = condition;
  return (
    <div className={styles.row}>
      <FieldPicker
        label={t('filter.field')}
        value={field}
        extras={extras}
        filled={filled}
        only={({ name }) => !['businessAddress', 'homeAddress', 'otherAddress'].includes(name)}
        disabled={isReadOnly}
        onChange={(name) => onChange({ ...condition, field: name })}
      />
      <Select
        aria-label={t('filter.test')}
        value={is}
        disabled={isReadOnly}
        onChange={(_, { value }) => {
          const test = fieldTests.find((one) => one === value);
          if (test !== undefined) onChange(withTest(condition, test));
        }}
      >
        {fieldTests.map((test) => (
          <option key={test} value={test}>
            {t(`test.${test}`)}
          </option>
        ))}
      </Select>
      {takesOneValue(is) && (
        <Input
          className={styles.input}
          aria-label={t('filter.value')}
          placeholder={filled.get(field)?.example ?? t('filter.value')}
          value={values[0] ?? ''}
          disabled={isReadOnly}
          onChange={(_, { value }) => onChange({ ...condition, values: value === '' ? [] : [value] })}
        />
      )}
      {takesValues(is) && !takesOneValue(is) && (
        <ChipInput
          label={t('filter.values')}
          values={values}
          disabled={isReadOnly}
          onChange={(after) => onChange({ ...condition, values: after })}
        />
      )}
    </div>
  );
}
