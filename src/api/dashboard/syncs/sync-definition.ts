import type { AudienceDefinition, Definitions, SyncDefinition } from '../../../runs/definition.ts';
import { canonicalJson } from '../../../sync/canonical-json.ts';
import { type FieldFault, Problem } from '../../endpoint/problem.ts';
import { type Edit, withEntry } from '../lists/edit-definitions.ts';

/** @throws {Problem} `not-found` */
export function syncOf({ syncs }: Definitions, id: string): SyncDefinition {
  const sync = syncs.find(({ syncId }) => syncId === id);
  if (sync === undefined) throw new Problem('not-found');
  return sync;
}

export function invalid(...fields: readonly FieldFault[]): Problem {
  return new Problem('invalid-input', { fields });
}

/**
 * Definitions with a sync and its audience put in place. The audience that the sync had before goes with it, if nothing
 * else uses it.
 * @param sync Not looked at yet, but for its id.
 * @throws {Problem} `invalid-input`: another audience has the same id.
 */
export function withSync(
  before: Definitions,
  sync: Readonly<Record<string, unknown>> & { readonly syncId: string },
  audience: AudienceDefinition,
): Edit {
  const former = before.syncs.find(({ syncId }) => syncId === sync.syncId);
  const { audienceId } = audience;
  const known = before.audiences.find((one) => one.audienceId === audienceId);
  if (known !== undefined && former?.audienceId !== audienceId && canonicalJson(known) !== canonicalJson(audience)) {
    throw invalid({ path: 'body.audience.audienceId', message: 'another audience has this id: choose another' });
  }
  const syncs = withEntry<unknown>(before.syncs, (one) => one === former, {
    ...sync,
    audienceId,
  });
  const others = before.syncs.filter((one) => one !== former);
  const kept = former?.audienceId === audienceId ? before.audiences : withoutUnused(before, former, others);
  const audiences = withEntry(kept, (one) => one.audienceId === audienceId, audience);
  return {
    definitions: { ...before, audiences: audiences.list, syncs: syncs.list },
    sent: [
      { path: ['syncs', syncs.index], field: 'body.sync' },
      { path: ['audiences', audiences.index], field: 'body.audience' },
    ],
  };
}

/** Definitions without a sync, and without its audience if nothing else uses it. @throws {Problem} `not-found` */
export function withoutSync(before: Definitions, id: string): Edit {
  const sync = syncOf(before, id);
  const syncs = before.syncs.filter((one) => one !== sync);
  return { definitions: { ...before, syncs, audiences: withoutUnused(before, sync, syncs) }, sent: [] };
}

/** The audiences without the one that a sync leaves behind. */
function withoutUnused(
  { audiences }: Definitions,
  former: SyncDefinition | undefined,
  others: readonly SyncDefinition[],
): readonly AudienceDefinition[] {
  return audiences.filter((one) => one.audienceId !== former?.audienceId || isUsed(one, others));
}

function isUsed({ audienceId }: AudienceDefinition, syncs: readonly SyncDefinition[]): boolean {
  return syncs.some((sync) => sync.audienceId === audienceId);
}
