import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { PageSkeleton } from '../../ui/page-skeleton.tsx';
import { ProblemMessage } from '../../ui/problem-message.tsx';
import { useApi } from '../api/api.ts';
import { useTenant } from '../api/session.ts';
import { NotFoundPage } from '../shell/not-found-page.tsx';
import { CollectionEditor } from './collection-editor.tsx';

const route = getRouteApi('/t/$tenantId/collections/$collectionId');

/** A collection with everything that makes it. */
export function CollectionPage() {
  const { collectionId } = route.useParams();
  const { tenantId } = useTenant();
  const { t } = useTranslation('collections');
  const definitions = useApi('getDefinitions', { params: { tenantId } });
  const collection = useApi('getCollection', { params: { tenantId, collectionId } });
  const saved = definitions.data?.data.definitions.collections.find((one) => one.collectionId === collectionId);
  const isOfAnother = collection.isPlaceholderData;

  if (definitions.error)
    return <ProblemMessage problem={definitions.error} onRetry={() => void definitions.refetch()} />;
  if (definitions.data && saved === undefined) return <NotFoundPage />;
  if (collection.error) return <ProblemMessage problem={collection.error} onRetry={() => void collection.refetch()} />;
  if (!definitions.data || !collection.data || saved === undefined || isOfAnother) {
    return <PageSkeleton label={t('loading')} />;
  }
  return (
    <CollectionEditor
      key={collectionId}
      saved={saved}
      summary={collection.data.data.summary}
      allSources={definitions.data.data.definitions.sources}
    />
  );
}
