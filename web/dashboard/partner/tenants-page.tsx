import { BuildingMultipleRegular } from '@fluentui/react-icons/svg/building-multiple';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useButtonLinkStyle } from '../../ui/button-link-style.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { PageSkeleton } from '../../ui/page-skeleton.tsx';
import { ProblemMessage } from '../../ui/problem-message.tsx';
import { SearchBox } from '../../ui/search-box.tsx';
import { Stack } from '../../ui/stack.tsx';
import { useApiPages } from '../api/api.ts';
import { HealthStats } from './health-stats.tsx';
import { PartnerTabs } from './partner-tabs.tsx';
import { TenantTable } from './tenant-table.tsx';

const pageSize = 100;

/** All tenants of a person, each with how it is. */
export function TenantsPage() {
  const { t } = useTranslation('partner');
  const buttonLink = useButtonLinkStyle();
  const [search, setSearch] = useState('');
  const tenants = useApiPages('listTenants', { query: { search, limit: pageSize } });
  const create = (
    <Link to="/new-tenant" className={buttonLink}>
      {t('new')}
    </Link>
  );
  return (
    <>
      <PageHeader title={t('title')} lead={t('lead')} actions={create} />
      <PartnerTabs />
      <Stack>
        {tenants.query.error && (
          <ProblemMessage problem={tenants.query.error} onRetry={() => void tenants.query.refetch()} />
        )}
        {tenants.query.isPending ? (
          <PageSkeleton label={t('loading')} />
        ) : (
          <>
            {search === '' && tenants.items.length > 1 && !tenants.query.hasNextPage && (
              <HealthStats tenants={tenants.items} />
            )}
            <SearchBox value={search} onSearch={setSearch} label={t('search')} />
            <TenantTable
              tenants={tenants.items}
              onEnd={tenants.readOn}
              empty={
                <EmptyState
                  icon={BuildingMultipleRegular}
                  title={search === '' ? t('none') : t('nothingFits')}
                  action={search === '' ? create : undefined}
                >
                  {search === '' ? t('noneHint') : t('nothingFitsHint')}
                </EmptyState>
              }
            />
          </>
        )}
      </Stack>
    </>
  );
}
