import { useTranslation } from 'react-i18next';

const known = [
  'throttled',
  'unavailable',
  'unauthorized',
  'consent-withdrawn',
  'permission-missing',
  'not-found',
  'cursor-expired',
  'cancelled',
  'too-many-deletes',
  'empty-read',
  'too-many-changes',
  'too-many-items',
  'too-many-leavers',
  'incomplete-read',
] as const;

/** What a failure or guard means, in a sentence; of the rarer ones their code, which docs/errors.md explains. */
export function useReasonText(): (code: string) => string {
  const { t } = useTranslation('home');
  return (code) => {
    const one = known.find((name) => name === code);
    return one === undefined ? t('reason.other', { code }) : t(`reason.${one}`);
  };
}
