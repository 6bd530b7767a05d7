import type { Handler } from '../../endpoint/handler.ts';
import { Problem } from '../../endpoint/problem.ts';
import { editDefinitions, withEntry } from './edit-definitions.ts';

export const putCollection: Handler<'putCollection'> = async (
  { work, params, body, ifMatch, language, note },
  { lists },
) => {
  const { collectionId } = params;
  if (body.collectionId !== collectionId) {
    const message = 'must be the id of the address';
    throw new Problem('invalid-input', { fields: [{ path: 'body.collectionId', message }] });
  }
  return editDefinitions({ work, ifMatch, language, note }, lists, (definitions) => {
    const { list, index } = withEntry(definitions.collections, (one) => one.collectionId === collectionId, body);
    const sent = [{ path: ['collections', index], field: 'body' }];
    return { definitions: { ...definitions, collections: list }, sent };
  });
};
