import type { Handler } from '../../endpoint/handler.ts';
import { Problem } from '../../endpoint/problem.ts';
import { editDefinitions } from './edit-definitions.ts';

export const deleteSource: Handler<'deleteSource'> = async ({ work, params, ifMatch, language, note }, { lists }) => {
  const { sourceId } = params;
  const { tag } = await editDefinitions({ work, ifMatch, language, note }, lists, (definitions) => {
    if (!definitions.sources.some((source) => source.sourceId === sourceId)) throw new Problem('not-found');
    const users = definitions.collections.filter(({ sourceIds }) => sourceIds.includes(sourceId));
    if (users.length > 0) {
      const names = users.map(({ collectionId }) => collectionId).join(', ');
      throw new Problem('still-used', { detail: `by collections: ${names}` });
    }
    const sources = definitions.sources.filter((source) => source.sourceId !== sourceId);
    return { definitions: { ...definitions, sources }, sent: [] };
  });
  return { tag, answer: null };
};
