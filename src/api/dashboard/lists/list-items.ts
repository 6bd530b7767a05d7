import { itemIndexOf } from '../../../runs/item-index.ts';
import { searchItems } from '../../../runs/search-items.ts';
import type { Handler } from '../../endpoint/handler.ts';
import { collectionOf, openCollection } from './list-context.ts';

export const listItems: Handler<'listItems'> = async ({ work, params, query }, { lists: ports }) => {
  collectionOf((await work.definitions()).definitions, params.collectionId);
  const log = await openCollection(work, ports, params.collectionId);
  const index = itemIndexOf(log, work.tenant.language);
  const page = searchItems(index, query.search ?? '', query.cursor ?? null, query.limit);
  return { ...page, items: [...page.items] };
};
