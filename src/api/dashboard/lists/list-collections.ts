import type { Handler } from '../../endpoint/handler.ts';
import { collectionSummary } from './collection-summary.ts';

export const listCollections: Handler<'listCollections'> = async ({ work }) => {
  const { definitions } = await work.definitions();
  const ids = definitions.collections.map(({ collectionId }) => collectionId);
  const heads = await work.stores.pages.heads(work.tenant.tenantId, ids);
  const items = definitions.collections.flatMap((collection) => {
    const head = heads.get(collection.collectionId);
    return head === undefined ? [] : [collectionSummary(collection, definitions, head)];
  });
  return { items };
};
