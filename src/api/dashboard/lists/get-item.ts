import { describeItem } from '../../../runs/describe-item.ts';
import { summarizeItem } from '../../../runs/item-summary.ts';
import type { Handler } from '../../endpoint/handler.ts';
import { Problem } from '../../endpoint/problem.ts';
import { collectionOf, sourcesOf, withList } from './list-context.ts';

export const getItem: Handler<'getItem'> = async ({ work, params, signal }, { lists: ports }) => {
  const { collectionId, itemId } = params;
  const { definitions } = await work.definitions();
  const collection = collectionOf(definitions, collectionId);
  const entries = await work.stores.collections.entries(work.tenant.tenantId, collectionId, [itemId]);
  const item = entries.get(itemId)?.item ?? null;
  if (item === null) throw new Problem('not-found');
  const list = { collection, sources: sourcesOf(collection, definitions) };
  const { members, provenance } = await withList(
    work,
    ports,
    list,
    (context) => describeItem(context, item, ports.keysOf, signal),
    signal,
  );
  return {
    item: summarizeItem(item),
    fields: item.fields,
    sources: [...members],
    provenance: provenance.map((field) => ({
      ...field,
      inputs: field.inputs.map((input) => ({ ...input, origins: [...input.origins] })),
    })),
  };
};
