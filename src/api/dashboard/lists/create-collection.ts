import { collectionDefaults } from '../../../definitions/definition-defaults.ts';
import type { Handler } from '../../endpoint/handler.ts';
import { Problem } from '../../endpoint/problem.ts';
import { editDefinitions } from './edit-definitions.ts';

export const createCollection: Handler<'createCollection'> = async (
  { work, body, ifMatch, language, note },
  { lists },
) => {
  const { collectionId, sourceIds } = body;
  note({ subject: collectionId });
  return editDefinitions({ work, ifMatch, language, note }, lists, (definitions) => {
    if (definitions.collections.some((one) => one.collectionId === collectionId)) {
      throw new Problem('invalid-input', { fields: [{ path: 'body.collectionId', message: 'is there already' }] });
    }
    const collection = { ...collectionDefaults(work.tenant.defaultCountry), collectionId, sourceIds };
    const collections = [...definitions.collections, collection];
    const sent = [{ path: ['collections', collections.length - 1], field: 'body' }];
    return { definitions: { ...definitions, collections }, sent };
  });
};
