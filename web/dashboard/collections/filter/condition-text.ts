import { useTranslation } from 'react-i18next';
import { useFormats } from '../../../ui/values.tsx';
import { useFieldLabel } from '../../fields/use-field-label.ts';
import type { Condition } from '../definition.ts';
import { groupNames } from '../pickers/group-names.ts';

/** Says a condition in words. */
export function useConditionText(): (condition: Condition) => string {
  const { t } = useTranslation('collections');
  const { list } = useFormats();
  const labelOf = useFieldLabel();

  const textOf = (condition: Condition): string => {
    switch (condition.kind) {
      case 'field': {
        const values = list((condition.values ?? []).map((value) => t('quoted', { value })));
        return t(`says.${condition.is}`, { field: labelOf(condition.field), values });
      }
      case 'entry':
        return t('says.entry', { kinds: list(condition.is.map((kind) => t(`entry.${kind}`))) });
      case 'enabled':
      case 'licensed':
      case 'hidden':
      case 'has-phone':
      case 'has-mail':
        return t(condition.is ? `says.${condition.kind}` : `saysNot.${condition.kind}`);
      case 'domain':
        return t('says.domain', { domains: list([...condition.in]) });
      case 'group':
        return t('says.group', { group: groupNames.get(condition.groupId) ?? condition.groupId });
      case 'source':
        return t('says.source', { sources: list([...condition.in]) });
      case 'expression':
        return t('says.expression');
      case 'opath':
        return t('says.opath');
      case 'all':
        return condition.of.map(nested).join(` ${t('says.and')} `);
      case 'any':
        return condition.of.map(nested).join(` ${t('says.or')} `);
      case 'not':
        return t('says.not', { condition: textOf(condition.of) });
    }
  };
  const nested = (condition: Condition): string =>
    condition.kind === 'all' || condition.kind === 'any' ? `(${textOf(condition)})` : textOf(condition);
  return textOf;
}
