import type { Definitions, ResolvedSync, SyncDefinition } from './definition.ts';

/** A definition names another one that is not there. */
export class DefinitionMissingError extends Error {
  constructor(kind: string, name: string, known: readonly string[]) {
    super(`There is no ${kind} "${name}". Known: ${known.length === 0 ? 'none' : known.join(', ')}.`);
    this.name = 'DefinitionMissingError';
  }
}

/** A sync by its name or id. @throws {DefinitionMissingError} */
export function findSync({ syncs }: Definitions, nameOrId: string): SyncDefinition {
  const found = syncs.find(({ name, syncId }) => name === nameOrId || syncId === nameOrId);
  if (found !== undefined) return found;
  throw new DefinitionMissingError(
    'sync',
    nameOrId,
    syncs.map(({ name }) => name),
  );
}

/** A sync with everything that it names. @throws {DefinitionMissingError} */
export function resolveSync({ sources, collections, audiences }: Definitions, sync: SyncDefinition): ResolvedSync {
  const collection = pick('collection', collections, ({ collectionId }) => collectionId, sync.collectionId);
  const audience = pick('audience', audiences, ({ audienceId }) => audienceId, sync.audienceId);
  const chosen = collection.sourceIds.map((id) => pick('source', sources, ({ sourceId }) => sourceId, id));
  return { sync, collection, audience, sources: chosen };
}

/** The definition with this id. @throws {DefinitionMissingError} */
export function pick<T>(kind: string, all: readonly T[], idOf: (one: T) => string, id: string): T {
  const found = all.find((one) => idOf(one) === id);
  if (found === undefined) throw new DefinitionMissingError(kind, id, all.map(idOf));
  return found;
}
