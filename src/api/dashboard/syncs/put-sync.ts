import type { SyncDefinition } from '../../../runs/definition.ts';
import type { Handler } from '../../endpoint/handler.ts';
import type { FieldFault } from '../../endpoint/problem.ts';
import { editDefinitions } from '../lists/edit-definitions.ts';
import { invalid, syncOf, withSync } from './sync-definition.ts';

export const putSync: Handler<'putSync'> = async ({ work, params, body, ifMatch, language, note }, { lists }) =>
  editDefinitions({ work, ifMatch, language, note }, lists, (definitions) => {
    const faults = faultsOfChange(syncOf(definitions, params.syncId), body.sync);
    if (faults.length > 0) throw invalid(...faults);
    return withSync(definitions, { ...body.sync }, body.audience);
  });

/** The id of a sync, which its folders bear, follows from its name and directory: with others it is another sync. */
function faultsOfChange(before: SyncDefinition, after: SyncDefinition): readonly FieldFault[] {
  return (['syncId', 'name', 'connectionId'] as const).flatMap((key) =>
    before[key] === after[key]
      ? []
      : [{ path: `body.sync.${key}`, message: 'cannot be changed: make a new sync, and uninstall this one' }],
  );
}
