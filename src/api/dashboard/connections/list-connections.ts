import type { Handler } from '../../endpoint/handler.ts';

export const listConnections: Handler<'listConnections'> = async ({ work }) => {
  const { definitions } = await work.definitions();
  const items = (await work.connections()).map((connection) => ({
    ...connection,
    usedBy: {
      sources: definitions.sources.flatMap((source) =>
        source.kind !== 'csv' && source.connectionId === connection.connectionId ? [source.sourceId] : [],
      ),
      syncs: definitions.syncs
        .filter(({ connectionId }) => connectionId === connection.connectionId)
        .map(({ syncId }) => syncId),
    },
  }));
  return { items };
};
