import { Field, Input, makeStyles } from '@fluentui/react-components';
import { useState } from 'react';

const useStyles = makeStyles({ input: { width: '140px', maxWidth: '100%' } });

/** A number; what is none is told as NaN. */
export function NumberField({
  label,
  value,
  onChange,
  fault,
  hint,
  unit,
  disabled,
}: {
  readonly label: string;
  readonly value: number;
  readonly onChange: (value: number) => void;
  readonly fault: string | undefined;
  readonly hint?: string;
  readonly unit?: string;
  readonly disabled: boolean;
}) {
  const styles = useStyles();
  const [typed, setTyped] = useState<string | null>(null);
  const shown = Number.isNaN(value) ? '' : String(value);
  const isTyped = typed !== null && (typed.trim() === '' ? Number.isNaN(value) : Number(typed) === value);
  return (
    <Field
      label={label}
      {...(hint === undefined ? {} : { hint })}
      {...(fault === undefined ? {} : { validationMessage: fault })}
    >
      <Input
        className={styles.input}
        inputMode="numeric"
        value={isTyped || (typed !== null && Number.isNaN(value)) ? typed : shown}
        disabled={disabled}
        {...(unit === undefined ? {} : { contentAfter: unit })}
        onChange={(_, data) => {
          setTyped(data.value);
          onChange(data.value.trim() === '' ? Number.NaN : Number(data.value.replace(',', '.')));
        }}
        onBlur={() => setTyped(null)}
      />
    </Field>
  );
}
