import type { Handler } from '../../endpoint/handler.ts';
import { tagOf } from '../../endpoint/tag.ts';
import { collectionSummary } from './collection-summary.ts';
import { collectionOf, sourcesOf } from './list-context.ts';

export const getCollection: Handler<'getCollection'> = async ({ work, params }) => {
  const { revision, definitions } = await work.definitions();
  const collection = collectionOf(definitions, params.collectionId);
  const head = await work.stores.collections.head(work.tenant.tenantId, params.collectionId);
  const summary = collectionSummary(collection, definitions, head);
  return {
    tag: tagOf(revision),
    answer: { collection, sources: [...sourcesOf(collection, definitions)], summary },
  };
};
