import type { Handler } from '../../endpoint/handler.ts';
import { editDefinitions } from '../lists/edit-definitions.ts';
import { withoutSync } from './sync-definition.ts';

export const deleteSync: Handler<'deleteSync'> = async ({ work, params, ifMatch, language, note }, { lists }) => {
  const { tag } = await editDefinitions({ work, ifMatch, language, note }, lists, (definitions) =>
    withoutSync(definitions, params.syncId),
  );
  return { tag, answer: null };
};
