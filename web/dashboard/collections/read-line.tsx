import { useTranslation } from 'react-i18next';
import { DateTime } from '../../ui/values.tsx';
import type { Summary } from './definition.ts';

/** How many people a collection has, and how old that is. */
export function ReadLine({ summary: { items, readAt } }: { readonly summary: Summary }) {
  const { t } = useTranslation('collections');
  return (
    <>
      {t('people', { count: items })}
      {' · '}
      {readAt === null ? (
        t('neverRead')
      ) : (
        <>
          {t('read')} <DateTime instant={readAt} relative />
        </>
      )}
    </>
  );
}
