import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { AddRegular } from '@fluentui/react-icons/svg/add';
import { ArrowSyncRegular } from '@fluentui/react-icons/svg/arrow-sync';
import { Link, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../ui/empty-state.tsx';
import { useLinkStyle } from '../../ui/link-style.ts';
import { PageHeader } from '../../ui/page-header.tsx';
import { PageSkeleton } from '../../ui/page-skeleton.tsx';
import { ProblemMessage } from '../../ui/problem-message.tsx';
import { useApi } from '../api/api.ts';
import { useTenant } from '../api/session.ts';
import { SyncCard } from './sync-card.tsx';

const useStyles = makeStyles({
  list: { display: 'grid', gap: tokens.spacingVerticalL, margin: 0, padding: 0, listStyle: 'none' },
});

export function SyncsPage() {
  const styles = useStyles();
  const link = useLinkStyle();
  const { t } = useTranslation('syncs');
  const { tenantId, can } = useTenant();
  const navigate = useNavigate();
  const { data, error, isPending, refetch } = useApi('listSyncs', { params: { tenantId } });
  const collections = useApi('listCollections', { params: { tenantId } }, { enabled: can('read') });
  const hasCollection = (collections.data?.items.length ?? 1) > 0;
  const newSync = can('change') && hasCollection && (
    <Button
      appearance="primary"
      icon={<AddRegular />}
      onClick={() => void navigate({ to: '/t/$tenantId/syncs/new.sync', params: { tenantId } })}
    >
      {t('new')}
    </Button>
  );
  return (
    <>
      <PageHeader title={t('title')} lead={t('lead')} actions={data && data.items.length > 0 && newSync} />
      {error && <ProblemMessage problem={error} onRetry={() => void refetch()} />}
      {isPending && <PageSkeleton label={t('loading')} rows={3} />}
      {data && data.items.length === 0 && (
        <EmptyState
          icon={ArrowSyncRegular}
          title={t('empty.title')}
          action={
            hasCollection ? (
              newSync
            ) : (
              <Link to="/t/$tenantId/collections" params={{ tenantId }} className={link}>
                {t('empty.toCollections')}
              </Link>
            )
          }
        >
          {hasCollection ? t('empty.text') : t('empty.noCollection')}
        </EmptyState>
      )}
      {data && data.items.length > 0 && (
        <ul className={styles.list}>
          {data.items.map((summary) => (
            <li key={summary.syncId}>
              <SyncCard summary={summary} />
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
