import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { TabLinks, useTabLinkStyle } from '../../ui/tab-links.tsx';

/** Everything that is about several tenants. */
export function PartnerTabs() {
  const { t } = useTranslation('partner');
  const tabLink = useTabLinkStyle();
  return (
    <TabLinks label={t('tabs.label')}>
      <Link to="/tenants" className={tabLink} activeOptions={{ exact: true }}>
        {t('tabs.tenants')}
      </Link>
      <Link to="/templates" className={tabLink} activeOptions={{ exact: true }}>
        {t('tabs.templates')}
      </Link>
    </TabLinks>
  );
}
