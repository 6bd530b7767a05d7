import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useLinkStyle } from '../../ui/link-style.ts';
import { PageHeader } from '../../ui/page-header.tsx';

/** An address that leads nowhere; what a person may not see looks the same. */
export function NotFoundPage() {
  const { t } = useTranslation();
  const link = useLinkStyle();
  return (
    <>
      <PageHeader title={t('notFound.title')} lead={t('notFound.detail')} />
      <Link to="/" className={link}>
        {t('notFound.home')}
      </Link>
    </>
  );
}
