import { useTranslation } from 'react-i18next';
import { useFieldLabel } from '../../fields/use-field-label.ts';
import type { FieldRule } from '../definition.ts';

/** Says in a few words what goes into a field. */
export function useRuleWords(): (rule: FieldRule) => string {
  const { t } = useTranslation('collections');
  const labelOf = useFieldLabel();
  return (rule) => {
    switch (rule.kind) {
      case 'take':
        return rule.from === undefined ? t('ruleWords.same') : t('ruleWords.from', { field: labelOf(rule.from) });
      case 'fixed':
        return t('ruleWords.fixed', { value: rule.value });
      case 'template':
        return t('ruleWords.template', {
          template: rule.template.replaceAll(/\{([^{}]+)\}/g, (_, name: string) => `[${labelOf(name.trim())}]`),
        });
      case 'omit':
        return t('ruleWords.omit');
    }
  };
}
