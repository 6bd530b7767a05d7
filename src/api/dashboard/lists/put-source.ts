import type { Handler } from '../../endpoint/handler.ts';
import { Problem } from '../../endpoint/problem.ts';
import { editDefinitions, withEntry } from './edit-definitions.ts';

export const putSource: Handler<'putSource'> = async ({ work, params, body, ifMatch, language, note }, { lists }) => {
  if (body.sourceId !== params.sourceId) {
    throw new Problem('invalid-input', {
      fields: [{ path: 'body.sourceId', message: 'must be the id of the address' }],
    });
  }
  return editDefinitions({ work, ifMatch, language, note }, lists, (definitions) => {
    const { list, index } = withEntry(definitions.sources, ({ sourceId }) => sourceId === body.sourceId, body);
    return { definitions: { ...definitions, sources: list }, sent: [{ path: ['sources', index], field: 'body' }] };
  });
};
