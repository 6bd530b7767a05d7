import type { CollectionDefinition, Definitions } from '../../../runs/definition.ts';
import type { CollectionHead } from '../../../runs/page-store.ts';
import type { Api } from '../../contract/contract.ts';

type CollectionSummary = Api['listCollections']['answer']['items'][number];

export function collectionSummary(
  { collectionId, sourceIds }: CollectionDefinition,
  { syncs }: Definitions,
  { itemCount: items, version, readAt }: CollectionHead,
): CollectionSummary {
  const usedBySyncs = syncs.filter((sync) => sync.collectionId === collectionId).map(({ syncId }) => syncId);
  return { collectionId, sourceIds: [...sourceIds], items, version, readAt, usedBySyncs };
}
