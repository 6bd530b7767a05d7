import { PhoneRegular } from '@fluentui/react-icons/svg/phone';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useButtonLinkStyle } from '../../ui/button-link-style.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { PageSkeleton } from '../../ui/page-skeleton.tsx';
import { ProblemMessage } from '../../ui/problem-message.tsx';
import { useApi } from '../api/api.ts';
import { useTenant } from '../api/session.ts';
import { usePageStyle } from './page-style.ts';
import { StageBar } from './stage-bar.tsx';
import { firstSettings } from './stage-settings.ts';
import { SyncPreview } from './sync-preview.tsx';

const route = getRouteApi('/t/$tenantId/phone-preview');

/** What people see on their phones, for any sync and any person of its list. */
export function PhonePreviewPage() {
  const page = usePageStyle();
  const { t } = useTranslation('phone-preview');
  const button = useButtonLinkStyle();
  const [settings, setSettings] = useState(firstSettings);
  const { tenantId } = useTenant();
  const { sync: wanted, item } = route.useSearch();
  const navigate = route.useNavigate();
  const { data, error, refetch } = useApi('listSyncs', { params: { tenantId } });
  const syncs = data?.items ?? [];
  const sync = syncs.find(({ syncId }) => syncId === wanted) ?? syncs.find(({ items }) => items > 0) ?? syncs[0];
  const show = (syncId: string, itemId?: string) =>
    void navigate({
      search: { sync: syncId, ...(itemId === undefined ? {} : { item: itemId }) },
      replace: true,
      resetScroll: false,
    });
  return (
    <div className={page}>
      <PageHeader
        title={t('title')}
        lead={t('lead')}
        actions={<StageBar settings={settings} onChange={setSettings} />}
      />
      {error && <ProblemMessage problem={error} onRetry={() => void refetch()} />}
      {data === undefined && !error && <PageSkeleton label={t('loading')} />}
      {data !== undefined && sync === undefined && (
        <EmptyState
          icon={PhoneRegular}
          title={t('empty.noSync')}
          action={
            <Link to="/t/$tenantId/syncs" params={{ tenantId }} className={button}>
              {t('empty.toSyncs')}
            </Link>
          }
        >
          {t('empty.noSyncText')}
        </EmptyState>
      )}
      {sync !== undefined && sync.items === 0 && (
        <EmptyState
          icon={PhoneRegular}
          title={t('empty.nobody')}
          action={
            <Link to="/t/$tenantId/syncs" params={{ tenantId }} className={button}>
              {t('empty.toSyncs')}
            </Link>
          }
        >
          {sync.readAt === null ? t('empty.unread') : t('empty.nobodyText')}
        </EmptyState>
      )}
      {sync !== undefined && sync.items > 0 && (
        <SyncPreview
          key={sync.syncId}
          syncs={syncs}
          sync={sync}
          itemId={item ?? null}
          settings={settings}
          onSync={(syncId) => show(syncId)}
          onChoose={(itemId) => show(sync.syncId, itemId)}
        />
      )}
    </div>
  );
}
