import { Combobox, makeStyles, Option, OptionGroup, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFieldLabel } from '../../fields/use-field-label.ts';
import { type FieldChoice, fieldChoices } from './field-choices.ts';
import { usePickerSlots } from './picker-slots.ts';
import type { FilledField } from './use-source-fields.ts';

const useStyles = makeStyles({
  option: { display: 'flex', flexDirection: 'column', minWidth: 0 },
  hint: {
    color: tokens.colorNeutralForeground3,
    fontSize: tokens.fontSizeBase200,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    maxWidth: '280px',
  },
});

/** A field of the sources: contact fields, parts of addresses, and whatever else they have by its name. */
export function FieldPicker({
  label,
  value,
  onChange,
  extras,
  filled,
  only,
  disabled = false,
  placeholder,
}: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (name: string) => void;
  readonly extras: readonly string[];
  /** Says how many have a value, and an example. */
  readonly filled?: ReadonlyMap<string, FilledField>;
  /** Which may be chosen; without: all. */
  readonly only?: (choice: FieldChoice) => boolean;
  readonly disabled?: boolean;
  readonly placeholder?: string;
}) {
  const styles = useStyles();
  const slots = usePickerSlots();
  const { t } = useTranslation('collections');
  const { t: tFields } = useTranslation('fields');
  const labelOf = useFieldLabel();
  const [typed, setTyped] = useState<string | null>(null);
  const groups = fieldChoices({ extras, labelOf, search: typed ?? '', ...(only === undefined ? {} : { only }) });
  const canBeNew = only === undefined || only({ group: 'extra', name: typed ?? '' });

  const leave = () => {
    const name = typed?.trim() ?? '';
    const named = groups.flatMap(({ names }) => names).find((one) => labelOf(one).toLowerCase() === name.toLowerCase());
    if (named !== undefined) onChange(named);
    else if (name !== '' && canBeNew) onChange(name);
    setTyped(null);
  };

  return (
    <Combobox
      {...slots}
      aria-label={label}
      freeform
      disabled={disabled}
      placeholder={placeholder ?? t('pickField')}
      value={typed ?? (value === '' ? '' : labelOf(value))}
      selectedOptions={[value]}
      onChange={(event) => setTyped(event.target.value)}
      onBlur={leave}
      onOptionSelect={(_, { optionValue }) => {
        if (optionValue !== undefined) onChange(optionValue);
        setTyped(null);
      }}
    >
      {groups.map(({ group, names }) => (
        <OptionGroup key={group} label={tFields(`group.${group}`)}>
          {names.map((name) => {
            const has = filled?.get(name);
            return (
              <Option key={name} value={name} text={labelOf(name)}>
                <span className={styles.option}>
                  <span>{labelOf(name)}</span>
                  {has !== undefined && (
                    <span className={styles.hint}>
                      {t('filledBy', { count: has.filled, example: has.example ?? '' })}
                    </span>
                  )}
                </span>
              </Option>
            );
          })}
        </OptionGroup>
      ))}
    </Combobox>
  );
}
