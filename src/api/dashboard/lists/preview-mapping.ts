import { previewMapping as preview } from '../../../runs/preview-mapping.ts';
import type { Handler } from '../../endpoint/handler.ts';
import { Problem } from '../../endpoint/problem.ts';
import { collectionOf, sourcesOf, withList } from './list-context.ts';

export const previewMapping: Handler<'previewMapping'> = async ({ work, body, signal }, { lists: ports }) => {
  const { definitions } = await work.definitions();
  const { itemId, mapping } = body;
  const collection = collectionOf(definitions, body.collectionId);
  const list = { collection, sources: sourcesOf(collection, definitions) };
  const found = await withList(
    work,
    ports,
    list,
    (context) => preview(context, itemId, mapping, ports.keysOf, signal),
    signal,
  );
  if (found === null) throw new Problem('not-found');
  return { ...found, extra: { ...found.extra }, changed: [...found.changed], problems: [...found.problems] };
};
