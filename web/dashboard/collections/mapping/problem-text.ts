import { useTranslation } from 'react-i18next';

const codes = [
  'phone-not-normalized',
  'phone-extension-unknown',
  'list-too-long',
  'date-not-readable',
  'rule-does-not-fit',
  'nothing-to-show',
] as const;

/** Says what a mapping could not do, and the remedy. */
export function useProblemText(): (code: string) => string {
  const { t } = useTranslation('collections');
  return (code) => {
    const known = codes.find((one) => one === code);
    return known === undefined ? code : t(`mappingProblem.${known}`);
  };
}
