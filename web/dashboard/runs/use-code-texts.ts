import { useTranslation } from 'react-i18next';
import type { Texts } from '../i18n/texts.ts';

type Code = keyof Texts['runs']['code'];

/** What codes of failures, guards and issues mean to people, and what helps (docs/errors.md). */
export function useCodeTexts(): (code: string) => { readonly meaning: string; readonly remedy: string } {
  const { t, i18n } = useTranslation('runs');
  const isCode = (code: string): code is Code => i18n.exists(`code.${code}.meaning`, { ns: 'runs' });
  return (code) => {
    const known = isCode(code) ? code : 'other';
    return { meaning: t(`code.${known}.meaning`, { code }), remedy: t(`code.${known}.remedy`) };
  };
}
