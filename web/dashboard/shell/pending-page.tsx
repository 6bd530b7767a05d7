import { useTranslation } from 'react-i18next';
import { PageSkeleton } from '../../ui/page-skeleton.tsx';

/** While a page's code or data is on its way. */
export function PendingPage() {
  const { t } = useTranslation();
  return <PageSkeleton label={t('loading')} />;
}
