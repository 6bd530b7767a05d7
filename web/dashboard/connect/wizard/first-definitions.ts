export interface FirstSync {
  readonly entraTenantId: string;
  /** Null: everyone. */
  readonly groupId: string | null;
  readonly folder: string;
  readonly withPhotos: boolean;
}

/** What is taken of photos where they are: enough for the screen of a call. */
const photoPixels = 240;

/**
 * The definition file of a first sync; what it doesn't say has the program's defaults. Paused, so that nothing is written
 * before somebody has seen what would be.
 */
export function firstDefinitionFile({ entraTenantId, groupId, folder, withPhotos }: FirstSync): string {
  return JSON.stringify({
    version: 1,
    sources: {
      people: { kind: 'gal', connection: entraTenantId, ...(withPhotos ? { photoPixels } : {}) },
    },
    collections: { colleagues: { sources: ['people'] } },
    audiences:
      groupId === null
        ? { everyone: { include: ['everyone'] } }
        : { 'first-group': { include: [{ kind: 'group', groupId }] } },
    syncs: {
      colleagues: {
        connection: entraTenantId,
        collection: 'colleagues',
        audience: groupId === null ? 'everyone' : 'first-group',
        folder,
        paused: true,
      },
    },
  });
}
