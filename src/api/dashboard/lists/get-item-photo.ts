import type { Handler } from '../../endpoint/handler.ts';
import { Problem } from '../../endpoint/problem.ts';
import { collectionOf } from './list-context.ts';

export const getItemPhoto: Handler<'getItemPhoto'> = async ({ work, params }) => {
  const { collectionId, itemId } = params;
  const { tenantId } = work.tenant;
  collectionOf((await work.definitions()).definitions, collectionId);
  const entries = await work.stores.collections.entries(tenantId, collectionId, [itemId]);
  const hash = entries.get(itemId)?.item?.photo;
  const body = hash === undefined ? null : await work.stores.photos.image(tenantId, hash);
  if (body === null) throw new Problem('not-found');
  return { body };
};
