import { Field, Input, makeStyles, Radio, RadioGroup, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { Stack } from '../../../ui/stack.tsx';
import type { FieldName } from '../../fields/field-names.ts';
import { useFieldLabel } from '../../fields/use-field-label.ts';
import type { FieldRule } from '../definition.ts';
import { FieldPicker } from '../pickers/field-picker.tsx';
import type { FilledField } from '../pickers/use-source-fields.ts';
import { canTake, choiceOf, choicesFor, ruleOf } from './rules.ts';
import { TemplateInput } from './template-input.tsx';

const useStyles = makeStyles({
  choices: { display: 'flex', flexWrap: 'wrap', columnGap: tokens.spacingHorizontalM },
  part: { maxWidth: '560px' },
});

/** What goes into a field. */
export function RuleEditor({
  field,
  rule,
  fault,
  extras,
  filled,
  onChange,
}: {
  readonly field: FieldName;
  readonly rule: FieldRule;
  readonly fault: string | null;
  readonly extras: readonly string[];
  readonly filled: ReadonlyMap<string, FilledField>;
  readonly onChange: (rule: FieldRule) => void;
}) {
  const styles = useStyles();
  const { t } = useTranslation('collections');
  const labelOf = useFieldLabel();
  const label = labelOf(field);
  const choice = choiceOf(rule);
  const validation = fault === null ? {} : { validationMessage: fault };
  return (
    <Stack>
      <Field label={t('rule.label', { field: label })}>
        <RadioGroup
          layout="horizontal"
          className={styles.choices}
          value={choice}
          onChange={(_, { value }) => {
            const chosen = choicesFor(field).find((one) => one === value);
            if (chosen !== undefined) onChange(ruleOf(chosen, field));
          }}
        >
          {choicesFor(field).map((one) => (
            <Radio key={one} value={one} label={t(`rule.${one}`)} />
          ))}
        </RadioGroup>
      </Field>
      {choice === 'from' && rule.kind === 'take' && (
        <Field className={styles.part} label={t('rule.fromLabel')} {...validation}>
          <FieldPicker
            label={t('rule.fromLabel')}
            value={rule.from ?? ''}
            extras={extras}
            filled={filled}
            only={({ name }) => canTake(field, name)}
            onChange={(from) => onChange({ kind: 'take', from })}
          />
        </Field>
      )}
      {rule.kind === 'fixed' && (
        <Field className={styles.part} label={t('rule.fixedLabel')} {...validation}>
          <Input
            value={rule.value}
            type={field === 'birthday' ? 'date' : 'text'}
            onChange={(_, { value }) => onChange({ kind: 'fixed', value })}
          />
        </Field>
      )}
      {rule.kind === 'template' && (
        <TemplateInput
          template={rule.template}
          fault={fault}
          extras={extras}
          filled={filled}
          onChange={(template) => onChange({ kind: 'template', template })}
        />
      )}
    </Stack>
  );
}
