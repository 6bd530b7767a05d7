import { useTranslation } from 'react-i18next';
import { didOf, type Run } from './run.ts';

/** What a run did to cards, in few words. */
export function RunDid({ run }: { readonly run: Run }) {
  const { t } = useTranslation('runs');
  const did = didOf(run);
  if (did.length > 0) return <>{did.map((one) => t(`did.${one}`, { count: run.totals[one] })).join(', ')}</>;
  return <>{run.state === 'done' ? t('did.nothing') : '–'}</>;
}
