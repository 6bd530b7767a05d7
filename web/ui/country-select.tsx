import { makeStyles, Select } from '@fluentui/react-components';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { countriesIn } from './countries.ts';

// As wide as there is room, not as the longest name.
const useStyles = makeStyles({ select: { minWidth: 0 } });

/** A country by its name. */
export function CountrySelect({
  value,
  onChange,
  label,
  id,
  disabled = false,
}: {
  readonly value: string;
  readonly onChange: (code: string) => void;
  /** Where no `Field` around it names it. */
  readonly label?: string;
  readonly id?: string;
  readonly disabled?: boolean;
}) {
  const styles = useStyles();
  const { language } = useTranslation('ui').i18n;
  const countries = useMemo(() => countriesIn(language), [language]);
  return (
    <Select
      className={styles.select}
      {...(id === undefined ? {} : { id })}
      {...(label === undefined ? {} : { 'aria-label': label })}
      value={value}
      disabled={disabled}
      onChange={(_, data) => onChange(data.value)}
    >
      {!countries.some(({ code }) => code === value) && <option value={value}>{value}</option>}
      {countries.map(({ code, name }) => (
        <option key={code} value={code}>
          {name}
        </option>
      ))}
    </Select>
  );
}
