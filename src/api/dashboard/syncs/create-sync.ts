import { syncIdOf } from '../../../definitions/sync-id.ts';
import type { Handler } from '../../endpoint/handler.ts';
import { editDefinitions } from '../lists/edit-definitions.ts';
import { invalid, withSync } from './sync-definition.ts';

export const createSync: Handler<'createSync'> = async ({ work, body, ifMatch, language, note }, { lists }) => {
  const { syncId: _, ...sync } = body.sync;
  const { name, connectionId } = sync;
  const connection = (await work.connections()).find((one) => one.connectionId === connectionId);
  if (connection === undefined) {
    throw invalid({
      path: 'body.sync.connectionId',
      message: 'there is no such connection: connect Microsoft 365 first',
    });
  }
  if (typeof name !== 'string') throw invalid({ path: 'body.sync.name', message: 'must be a name' });
  const syncId = syncIdOf(connection.entraTenantId, name);
  const { tag, answer } = await editDefinitions({ work, ifMatch, language, note }, lists, (definitions) => {
    if (definitions.syncs.some((one) => one.syncId === syncId || one.name === name)) {
      throw invalid({ path: 'body.sync.name', message: 'another sync has this name: choose another' });
    }
    return withSync(definitions, { ...sync, syncId }, body.audience);
  });
  note({ subject: syncId });
  return { tag, answer: { syncId, ...answer } };
};
