import type { FolderSpec, MailboxId, OpenFolder, OperationResult } from '../../../src/runs/ports.ts';
import type { MailItemId, StampedItem } from '../../../src/sync/operations.ts';
import { flatten, never } from './contract-reads.ts';
import type { OutsideContact, OutsideFolder, OutsideWorld } from './outside-world.ts';

export const syncId = '0d9f6f2e-4c1b-4a57-8f3e-6b2a9c7d1e50';
export const otherSyncId = '7a1c3e5f-9b2d-4f60-a8c4-1e3d5b7f9a2c';

/** A folder of ours at a path, of `syncId` and not known by id unless told otherwise. */
export function folderSpec(
  mailboxId: MailboxId,
  path: readonly [string, ...string[]] = ['Company'],
  over: Partial<FolderSpec> = {},
): FolderSpec {
  return { mailboxId, syncId, placement: { kind: 'folder', path }, folderId: null, ...over };
}

/** Makes the folder and opens it. */
export async function openPlace(world: OutsideWorld, spec: FolderSpec): Promise<OpenFolder> {
  const { folderId } = await world.connector.target.ensureFolder(spec, never);
  return { mailboxId: spec.mailboxId, syncId: spec.syncId, folderId };
}

export async function stampedIn(world: OutsideWorld, place: OpenFolder): Promise<readonly StampedItem[]> {
  return await flatten(world.connector.target.stamped(place, never));
}

/** All contacts in the folder, as the outside sees them. */
export async function contactsIn(
  world: OutsideWorld,
  { mailboxId, folderId }: OpenFolder,
): Promise<readonly OutsideContact[]> {
  return (await world.folders(mailboxId)).find((folder) => folder.folderId === folderId)?.contacts ?? [];
}

/** Every folder by the names of those around it and its own: `Work/Partners`. Sorted. */
export function pathsOf(folders: readonly OutsideFolder[]): readonly string[] {
  const byId = new Map(folders.map((folder) => [folder.folderId, folder]));
  const pathOf = ({ displayName, parentId }: OutsideFolder): string => {
    const parent = parentId === null ? undefined : byId.get(parentId);
    return parent === undefined ? displayName : `${pathOf(parent)}/${displayName}`;
  };
  return folders.map(pathOf).sort();
}

export function createdId(result: OperationResult | undefined): MailItemId {
  if (result?.kind !== 'created') throw new Error(`expected a created item, got ${JSON.stringify(result)}`);
  return result.mailItemId;
}
