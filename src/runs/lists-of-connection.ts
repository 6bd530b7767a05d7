import type { Definitions } from './definition.ts';
import type { CachedLists } from './stores.ts';

/** What was read by a connection, and what was made from it. */
export function listsOfConnection({ sources, collections, syncs }: Definitions, connectionId: string): CachedLists {
  const sourceIds = sources.flatMap((source) =>
    source.kind !== 'csv' && source.connectionId === connectionId ? [source.sourceId] : [],
  );
  const collectionIds = collections
    .filter((collection) => collection.sourceIds.some((sourceId) => sourceIds.includes(sourceId)))
    .map(({ collectionId }) => collectionId);
  const syncIds = syncs.filter(({ collectionId }) => collectionIds.includes(collectionId)).map(({ syncId }) => syncId);
  return { connectionIds: [connectionId], sourceIds, collectionIds, syncIds };
}

/** The connections that a run of a sync works with: of its mailboxes, and of the sources of its collection. */
export function connectionsOfSync(definitions: Definitions, syncId: string): readonly string[] {
  const sync = definitions.syncs.find((one) => one.syncId === syncId);
  if (sync === undefined) return [];
  const collection = definitions.collections.find(({ collectionId }) => collectionId === sync.collectionId);
  const ofSources = definitions.sources.flatMap((source) =>
    source.kind !== 'csv' && collection?.sourceIds.includes(source.sourceId) === true ? [source.connectionId] : [],
  );
  return [...new Set([sync.connectionId, ...ofSources])];
}
