import { useTranslation } from 'react-i18next';
import { useFieldLabel } from '../fields/use-field-label.ts';

const labelled = [
  'mobilePhone',
  'businessPhones',
  'homePhones',
  'companyMainPhone',
  'otherPhone',
  'businessFax',
] as const;

/** What phones call a number by; the rarer ones by their name. */
export function useNumberLabel(): (field: string) => string {
  const { t } = useTranslation('phone-preview');
  const labelOf = useFieldLabel();
  return (field) => {
    const known = labelled.find((one) => one === field);
    return known === undefined ? labelOf(field) : t(`label.${known}`);
  };
}
