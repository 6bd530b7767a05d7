import { Field, Input, makeStyles, tokens } from '@fluentui/react-components';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { isAddressField } from '../../fields/field-names.ts';
import { FieldPicker } from '../pickers/field-picker.tsx';
import type { FilledField } from '../pickers/use-source-fields.ts';
import { insertName } from './rules.ts';

const useStyles = makeStyles({
  row: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(260px, 100%), 1fr))',
    gap: tokens.spacingHorizontalL,
    alignItems: 'start',
  },
});

/** A text with names of fields in braces, which are put in where the caret is. */
export function TemplateInput({
  template,
  fault,
  extras,
  filled,
  onChange,
}: {
  readonly template: string;
  readonly fault: string | null;
  readonly extras: readonly string[];
  readonly filled: ReadonlyMap<string, FilledField>;
  readonly onChange: (template: string) => void;
}) {
  const styles = useStyles();
  const { t } = useTranslation('collections');
  const input = useRef<HTMLInputElement>(null);
  const insert = (name: string) => {
    const at = input.current?.selectionStart ?? template.length;
    const after = insertName(template, at, name);
    onChange(after.template);
    window.requestAnimationFrame(() => {
      input.current?.focus();
      input.current?.setSelectionRange(after.caret, after.caret);
    });
  };
  return (
    <div className={styles.row}>
      <Field
        label={t('rule.templateLabel')}
        hint={t('rule.templateHint')}
        {...(fault === null ? {} : { validationMessage: fault })}
      >
        <Input input={{ ref: input }} value={template} onChange={(_, { value }) => onChange(value)} />
      </Field>
      <Field label={t('rule.insert')}>
        <FieldPicker
          label={t('rule.insert')}
          value=""
          extras={extras}
          filled={filled}
          only={({ name }) => !isAddressField(name)}
          placeholder={t('rule.insertWhich')}
          onChange={insert}
        />
      </Field>
    </div>
  );
}
