import { Field, makeStyles, Radio, RadioGroup, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';

const useStyles = makeStyles({
  group: { gap: tokens.spacingVerticalXXS },
  label: { display: 'block', fontWeight: tokens.fontWeightSemibold },
  hint: { display: 'block', color: tokens.colorNeutralForeground2, maxWidth: '64ch' },
  more: { marginInlineStart: '40px', marginBottom: tokens.spacingVerticalM },
  field: { '& > label': { fontWeight: tokens.fontWeightSemibold } },
});

/** One of a few ways, each with a sentence on what comes of it; the chosen one may ask for more. */
export function Choice<Value extends string>({
  label,
  value,
  options,
  onChange,
  disabled,
}: {
  readonly label: string;
  readonly value: Value;
  readonly options: readonly {
    readonly value: Value;
    readonly label: string;
    readonly hint: string;
    readonly more?: ReactNode;
  }[];
  readonly onChange: (value: Value) => void;
  readonly disabled: boolean;
}) {
  const styles = useStyles();
  return (
    <Field label={label} className={styles.field}>
      <RadioGroup
        className={styles.group}
        value={value}
        disabled={disabled}
        onChange={(_, data) => {
          const chosen = options.find((option) => option.value === data.value);
          if (chosen) onChange(chosen.value);
        }}
      >
        {options.map((option) => (
          <div key={option.value}>
            <Radio
              value={option.value}
              label={
                <span>
                  <span className={styles.label}>{option.label}</span>
                  <span className={styles.hint}>{option.hint}</span>
                </span>
              }
            />
            {option.value === value && option.more !== undefined && <div className={styles.more}>{option.more}</div>}
          </div>
        ))}
      </RadioGroup>
    </Field>
  );
}
