import { Button, Field, Input, makeStyles, tokens } from '@fluentui/react-components';
import { AddRegular } from '@fluentui/react-icons/svg/add';
import { DeleteRegular } from '@fluentui/react-icons/svg/delete';
import { LightbulbRegular } from '@fluentui/react-icons/svg/lightbulb';
import { useTranslation } from 'react-i18next';
import { Stack } from '../../../ui/stack.tsx';
import type { ExtensionRule, PhoneExamples } from '../definition.ts';
import { useDraft } from '../draft/draft-context.tsx';
import { entryKeys } from '../filter/entry-keys.ts';
import { faultOf, fullNumberOf, lineOf } from './extension-rules.ts';

const useStyles = makeStyles({
  lead: { margin: 0, color: tokens.colorNeutralForeground2 },
  rule: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(120px, 100%), 1fr))',
    gap: tokens.spacingHorizontalM,
    alignItems: 'end',
    margin: 0,
    padding: tokens.spacingHorizontalM,
    borderRadius: tokens.borderRadiusLarge,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    minWidth: 0,
  },
  line: { gridColumn: 'span 2' },
  input: { minWidth: 0 },
  sentence: { gridColumn: '1 / -1', color: tokens.colorNeutralForeground2 },
  suggestion: {
    display: 'grid',
    gridTemplateColumns: '24px minmax(0, 1fr) auto',
    alignItems: 'center',
    gap: tokens.spacingHorizontalM,
    padding: tokens.spacingHorizontalM,
    borderRadius: tokens.borderRadiusLarge,
    backgroundColor: tokens.colorBrandBackground2,
    color: tokens.colorNeutralForeground1,
  },
  icon: { fontSize: '20px', color: tokens.colorBrandForeground2 },
});

const emptyRule: ExtensionRule = { prefix: '', length: 4, fullNumber: '{extension}' };

/** Extensions that become full numbers, and rules that the company's own numbers suggest. */
export function Extensions({
  rules,
  suggestions,
  onChange,
}: {
  readonly rules: readonly ExtensionRule[];
  readonly suggestions: PhoneExamples['suggestions'];
  readonly onChange: (rules: readonly ExtensionRule[]) => void;
}) {
  const styles = useStyles();
  const { t } = useTranslation('collections');
  const { isReadOnly } = useDraft();
  const change = (index: number, rule: ExtensionRule) => {
    const before = rules[index];
    onChange(rules.with(index, before === undefined ? rule : entryKeys.replace(before, rule)));
  };
  return (
    <Stack>
      <p className={styles.lead}>{t('extension.lead')}</p>
      {!isReadOnly &&
        suggestions.map(({ covers, ...rule }) => (
          <div key={`${rule.prefix} ${rule.length}`} className={styles.suggestion}>
            <LightbulbRegular className={styles.icon} aria-hidden />
            <span>
              {t('extension.suggestion', {
                count: covers,
                digits: rule.length,
                prefix: rule.prefix,
                number: `${lineOf(rule.fullNumber)}…`,
              })}
            </span>
            <Button size="small" onClick={() => onChange([...rules, rule])}>
              {t('extension.take')}
            </Button>
          </div>
        ))}
      {rules.map((rule, index) => {
        const fault = faultOf(rule, rules.slice(0, index));
        const at = (...names: readonly unknown[]) =>
          fault !== null && names.includes(fault) ? { validationMessage: t(`extension.fault.${fault}`) } : {};
        return (
          <fieldset
            key={entryKeys.keyOf(rule)}
            className={styles.rule}
            aria-label={t('extension.rule', { place: index + 1 })}
            disabled={isReadOnly}
          >
            <Field label={t('extension.prefix')} {...at('prefix', 'twice')}>
              <Input
                className={styles.input}
                inputMode="numeric"
                value={rule.prefix}
                onChange={(_, { value }) => change(index, { ...rule, prefix: value.trim() })}
              />
            </Field>
            <Field label={t('extension.length')} {...at('length')}>
              <Input
                className={styles.input}
                type="number"
                min={1}
                max={10}
                value={Number.isNaN(rule.length) ? '' : String(rule.length)}
                onChange={(_, { value }) => change(index, { ...rule, length: Number.parseInt(value, 10) })}
              />
            </Field>
            <Field className={styles.line} label={t('extension.line')} {...at('fullNumber', 'digits')}>
              <Input
                className={styles.input}
                type="tel"
                placeholder="+49 89 1234"
                value={lineOf(rule.fullNumber)}
                onChange={(_, { value }) => change(index, { ...rule, fullNumber: fullNumberOf(value) })}
              />
            </Field>
            {!isReadOnly && (
              <Button
                appearance="subtle"
                icon={<DeleteRegular />}
                aria-label={t('extension.remove', { place: index + 1 })}
                onClick={() => onChange(rules.toSpliced(index, 1))}
              />
            )}
            {fault === null && (
              <div className={styles.sentence}>
                {t('extension.becomes', {
                  extension: exampleOf(rule),
                  number: rule.fullNumber.replace('{extension}', exampleOf(rule)),
                })}
              </div>
            )}
          </fieldset>
        );
      })}
      {!isReadOnly && (
        <div>
          <Button icon={<AddRegular />} onClick={() => onChange([...rules, { ...emptyRule }])}>
            {t('extension.add')}
          </Button>
        </div>
      )}
    </Stack>
  );
}

function exampleOf({ prefix, length }: ExtensionRule): string {
  return prefix.padEnd(length, '1234567890');
}
