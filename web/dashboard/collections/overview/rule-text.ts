import { useTranslation } from 'react-i18next';
import type { Texts } from '../../i18n/texts.ts';

type Rule = keyof Texts['collections']['outRule'] extends `${infer Name}_${'one' | 'other'}` ? Name : never;

const rules = ['kind', 'disabled', 'hidden', 'unlicensed', 'no-mail'] as const satisfies readonly Rule[];

/** Says how many entries a rule of a source leaves out. */
export function useRuleText(): (rule: string, count: number) => string {
  const { t } = useTranslation('collections');
  return (rule, count) => {
    const known = rules.find((one) => one === rule);
    return known === undefined ? `${rule}: ${count}` : t(`outRule.${known}`, { count });
  };
}
