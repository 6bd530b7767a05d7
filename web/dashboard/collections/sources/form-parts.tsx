import { Field, Input, Switch } from '@fluentui/react-components';
import { Controller, useFormContext } from 'react-hook-form';
import type { SourceValues } from './source-values.ts';

type Named<Value> = { [Key in keyof SourceValues]: SourceValues[Key] extends Value ? Key : never }[keyof SourceValues];
type TextName = 'sourceId' | 'mailbox' | 'folder';

/** A line of text with its name, its hint and what is wrong with it. */
export function TextField({
  name,
  label,
  hint,
  placeholder,
  required = false,
  disabled = false,
  pattern,
}: {
  readonly name: TextName;
  readonly label: string;
  readonly hint?: string;
  readonly placeholder?: string;
  readonly required?: boolean;
  readonly disabled?: boolean;
  readonly pattern?: { readonly value: RegExp; readonly message: string };
}) {
  const { control } = useFormContext<SourceValues>();
  return (
    <Controller
      control={control}
      name={name}
      rules={pattern === undefined ? {} : { pattern }}
      render={({ field, fieldState: { error } }) => (
        <Field
          label={label}
          required={required}
          {...(hint === undefined ? {} : { hint })}
          {...(error?.message === undefined ? {} : { validationMessage: error.message })}
        >
          <Input
            {...field}
            disabled={disabled}
            autoComplete="off"
            {...(placeholder === undefined ? {} : { placeholder })}
          />
        </Field>
      )}
    />
  );
}

/** Yes or no. */
export function SwitchField({ name, label }: { readonly name: Named<boolean>; readonly label: string }) {
  const { control } = useFormContext<SourceValues>();
  return (
    <Controller
      control={control}
      name={name}
      render={({ field: { value, onChange, onBlur, ref } }) => (
        <Switch
          ref={ref}
          label={label}
          checked={value}
          onBlur={onBlur}
          onChange={(_, { checked }) => onChange(checked)}
        />
      )}
    />
  );
}
