import { useTranslation } from 'react-i18next';
import { addressPartOf, isFieldName } from './field-names.ts';

/** What a field is called; parts of addresses and extras (`extensionAttribute1`) too. */
export function useFieldLabel(): (name: string) => string {
  const { t } = useTranslation('fields');
  return (name) => {
    if (isFieldName(name)) return t(`name.${name}`);
    const part = addressPartOf(name);
    if (part !== null) return t('partOf', { address: t(`name.${part.address}`), part: t(`part.${part.part}`) });
    return name;
  };
}
