import { BookContactsRegular } from '@fluentui/react-icons/svg/book-contacts';
import { PlugDisconnectedRegular } from '@fluentui/react-icons/svg/plug-disconnected';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { useLinkStyle } from '../../../ui/link-style.ts';
import { PageHeader } from '../../../ui/page-header.tsx';
import { PageSkeleton } from '../../../ui/page-skeleton.tsx';
import { ProblemMessage } from '../../../ui/problem-message.tsx';
import { useApi } from '../../api/api.ts';
import { useTenant } from '../../api/session.ts';
import { NewSyncWizard } from './new-sync-wizard.tsx';

export function NewSyncPage() {
  const link = useLinkStyle();
  const { t } = useTranslation('syncs');
  const { tenantId } = useTenant();
  const params = { tenantId };
  const definitions = useApi('getDefinitions', { params });
  const connections = useApi('listConnections', { params });
  const error = definitions.error ?? connections.error;
  if (error) return <ProblemMessage problem={error} onRetry={() => void definitions.refetch()} />;
  if (!definitions.data || !connections.data) return <PageSkeleton label={t('form.loading')} />;
  const { syncs, audiences, collections } = definitions.data.data.definitions;
  const [connection] = connections.data.items;
  const [collection] = collections;
  return (
    <>
      <PageHeader title={t('form.newTitle')} lead={t('form.newLead')} />
      {connection === undefined ? (
        <EmptyState
          icon={PlugDisconnectedRegular}
          title={t('form.noConnection')}
          action={
            <Link to="/t/$tenantId/connect" params={{ tenantId }} className={link}>
              {t('form.connect')}
            </Link>
          }
        />
      ) : collection === undefined ? (
        <EmptyState
          icon={BookContactsRegular}
          title={t('form.noCollections')}
          action={
            <Link to="/t/$tenantId/collections" params={{ tenantId }} className={link}>
              {t('form.makeCollection')}
            </Link>
          }
        >
          {t('empty.noCollection')}
        </EmptyState>
      ) : (
        <NewSyncWizard
          connectionId={connection.connectionId}
          collectionId={collection.collectionId}
          takenNames={syncs.map(({ name }) => name)}
          takenAudiences={audiences.map(({ audienceId }) => audienceId)}
          etag={definitions.data.etag}
        />
      )}
    </>
  );
}
