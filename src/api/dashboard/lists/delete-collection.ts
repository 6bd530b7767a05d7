import type { Handler } from '../../endpoint/handler.ts';
import { Problem } from '../../endpoint/problem.ts';
import { editDefinitions } from './edit-definitions.ts';
import { collectionOf } from './list-context.ts';

export const deleteCollection: Handler<'deleteCollection'> = async (
  { work, params, ifMatch, language, note },
  { lists },
) => {
  const { collectionId } = params;
  const { tag } = await editDefinitions({ work, ifMatch, language, note }, lists, (definitions) => {
    collectionOf(definitions, collectionId);
    const users = definitions.syncs.filter((sync) => sync.collectionId === collectionId);
    if (users.length > 0) {
      throw new Problem('still-used', { detail: `by syncs: ${users.map(({ name }) => name).join(', ')}` });
    }
    const collections = definitions.collections.filter((one) => one.collectionId !== collectionId);
    return { definitions: { ...definitions, collections }, sent: [] };
  });
  return { tag, answer: null };
};
