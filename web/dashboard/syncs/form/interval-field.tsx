import { Field, makeStyles, Select, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { minutesPer, unitOf, units } from './interval.ts';
import { NumberField } from './number-field.tsx';

const useStyles = makeStyles({
  row: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalM, alignItems: 'start' },
});

/** An interval as a number and a unit. */
export function IntervalField({
  minutes,
  onChange,
  fault,
  disabled,
}: {
  readonly minutes: number;
  readonly onChange: (minutes: number) => void;
  readonly fault: string | undefined;
  readonly disabled: boolean;
}) {
  const styles = useStyles();
  const { t } = useTranslation('syncs');
  const [unit, setUnit] = useState(() => unitOf(minutes));
  const size = minutesPer[unit];
  return (
    <div className={styles.row}>
      <NumberField
        label={t('schedule.interval')}
        value={minutes / size}
        onChange={(value) => onChange(value * size)}
        fault={fault}
        disabled={disabled}
      />
      <Field label={t('schedule.unit')}>
        <Select
          value={unit}
          disabled={disabled}
          onChange={(_, { value }) => {
            const chosen = units.find((one) => one === value);
            if (chosen === undefined) return;
            setUnit(chosen);
            onChange((minutes / size) * minutesPer[chosen]);
          }}
        >
          {units.map((one) => (
            <option key={one} value={one}>
              {t(`schedule.${one}`)}
            </option>
          ))}
        </Select>
      </Field>
    </div>
  );
}
