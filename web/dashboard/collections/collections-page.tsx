import { makeStyles, tokens } from '@fluentui/react-components';
import { AddRegular } from '@fluentui/react-icons/svg/add';
import { BookContactsRegular } from '@fluentui/react-icons/svg/book-contacts';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useButtonLinkStyle } from '../../ui/button-link-style.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { PageSkeleton } from '../../ui/page-skeleton.tsx';
import { ProblemMessage } from '../../ui/problem-message.tsx';
import { useApi } from '../api/api.ts';
import { useTenant } from '../api/session.ts';
import { CollectionCard } from './collection-card.tsx';

const useStyles = makeStyles({
  list: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(min(360px, 100%), 1fr))',
    gap: tokens.spacingHorizontalXL,
    margin: 0,
    padding: 0,
    listStyle: 'none',
  },
});

/** The lists of a tenant: how many people each has, where they come from, and where they go. */
export function CollectionsPage() {
  const styles = useStyles();
  const button = useButtonLinkStyle();
  const { t } = useTranslation('collections');
  const { tenantId, can } = useTenant();
  const params = { tenantId };
  const { data, error, refetch } = useApi('listCollections', { params });
  const definitions = useApi('getDefinitions', { params });
  const syncs = useApi('listSyncs', { params });
  const create = can('change') && (
    <Link to="/t/$tenantId/collections/new.collection" params={params} className={button}>
      <AddRegular aria-hidden />
      {t('create')}
    </Link>
  );
  return (
    <>
      <PageHeader title={t('title')} lead={t('lead')} {...(data && data.items.length > 0 ? { actions: create } : {})} />
      {error && <ProblemMessage problem={error} onRetry={() => void refetch()} />}
      {!data && !error && <PageSkeleton label={t('loading')} rows={3} />}
      {data && data.items.length === 0 && (
        <EmptyState icon={BookContactsRegular} title={t('none.title')} action={create}>
          {t('none.text')}
        </EmptyState>
      )}
      {data && data.items.length > 0 && (
        <ul className={styles.list}>
          {data.items.map((summary) => (
            <CollectionCard
              key={summary.collectionId}
              summary={summary}
              sources={(definitions.data?.data.definitions.sources ?? []).filter(({ sourceId }) =>
                summary.sourceIds.includes(sourceId),
              )}
              syncs={(syncs.data?.items ?? []).filter(({ syncId }) => summary.usedBySyncs.includes(syncId))}
            />
          ))}
        </ul>
      )}
    </>
  );
}
