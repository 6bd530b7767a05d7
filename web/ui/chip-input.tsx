import { Button, Input, makeStyles, tokens } from '@fluentui/react-components';
import { AddRegular } from '@fluentui/react-icons/svg/add';
import { type KeyboardEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ChipList } from './chip-list.tsx';

const useStyles = makeStyles({
  box: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXS, minWidth: 0 },
  row: { display: 'flex', gap: tokens.spacingHorizontalXS },
  input: { flexGrow: 1, minWidth: 0 },
});

/** Several short texts: Enter adds what was typed, and so does a pasted list. */
export function ChipInput({
  label,
  values,
  onChange,
  placeholder,
  disabled = false,
  labelOf = (value) => value,
}: {
  readonly label: string;
  readonly values: readonly string[];
  readonly onChange: (values: readonly string[]) => void;
  readonly placeholder?: string;
  readonly disabled?: boolean;
  readonly labelOf?: (value: string) => string;
}) {
  const styles = useStyles();
  const { t } = useTranslation('ui');
  const [typed, setTyped] = useState('');
  const add = () => {
    const more = typed
      .split(/[;\n\t]/)
      .map((text) => text.trim())
      .filter((text) => text !== '' && !values.includes(text));
    if (more.length > 0) onChange([...values, ...new Set(more)]);
    setTyped('');
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    add();
  };
  return (
    <div className={styles.box}>
      {!disabled && (
        <div className={styles.row}>
          <Input
            className={styles.input}
            aria-label={label}
            placeholder={placeholder ?? t('chips.hint')}
            value={typed}
            onChange={(_, { value }) => setTyped(value)}
            onKeyDown={onKeyDown}
            onBlur={add}
          />
          <Button icon={<AddRegular />} aria-label={t('chips.add')} disabledFocusable={typed === ''} onClick={add} />
        </div>
      )}
      {values.length > 0 && (
        <ChipList
          label={label}
          chips={values.map((value) => ({ id: value, text: labelOf(value) }))}
          {...(disabled ? {} : { onRemove: (id: string) => onChange(values.filter((value) => value !== id)) })}
        />
      )}
    </div>
  );
}
