import { previewCollection as preview } from '../../../runs/preview-collection.ts';
import type { Handler } from '../../endpoint/handler.ts';
import { sourcesOf, withList } from './list-context.ts';

export const previewCollection: Handler<'previewCollection'> = async ({ work, body, signal }, { lists: ports }) => {
  const { definitions } = await work.definitions();
  const { collection, search = '' } = body;
  const list = { collection, sources: sourcesOf(collection, definitions) };
  const found = await withList(work, ports, list, (context) => preview(context, search, ports.keysOf, signal), signal);
  const { filter, items, sample, combined, unread } = found;
  return {
    sources: found.sources.map((source) => ({ ...source, byRule: { ...source.byRule } })),
    records: filter.records,
    steps: [...filter.steps],
    items,
    sample: [...sample],
    combined: { people: combined.people, sample: [...combined.sample] },
    unread: [...unread],
  };
};
