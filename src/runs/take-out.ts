import type { DeleteOperation } from '../sync/operations.ts';
import { readStamps } from '../sync/plan.ts';
import { ConnectorError } from './connector-error.ts';
import type { RunContext, Stop } from './context.ts';
import type { Placement } from './definition.ts';
import { createFolderSession, type FolderResult, type FolderSession, type FolderWork } from './folder-session.ts';
import type { OpenFolder, TargetReader } from './ports.ts';
import type { Replica } from './stores.ts';

/**
 * Takes everything of a sync out of one mailbox: the items that bear our stamp, then the folder if nothing else is in it.
 * The replica is forgotten at the end; broken off anywhere, it goes on from what is left.
 * @throws {ConnectorError} Mailbox states, and the codes of a broken call.
 * @see docs/sync-model.md#taking-out
 */
export async function takeOut(
  context: RunContext,
  work: FolderWork,
  replica: Replica,
  stop: Stop,
): Promise<FolderResult> {
  const { tenantId, sync, stores } = context;
  const { mailboxId, syncId } = replica;
  const session = createFolderSession(context, work, replica, stop);
  // Where the sync writes now, and where it may have written before.
  for (const placement of [sync.placement, otherPlace(sync.placement)]) {
    if (!(await leave(context, session, replica, placement, stop))) return session.result(false);
  }
  await stores.replicas.removeReplica(tenantId, syncId, mailboxId);
  return session.result(true);
}

/**
 * Takes everything out of the place where the sync does not write, as far as this mailbox is concerned.
 * @returns False: something is left to do.
 */
export function leaveOtherPlace(
  context: RunContext,
  session: FolderSession,
  replica: Replica,
  stop: Stop,
): Promise<boolean> {
  return leave(context, session, replica, otherPlace(context.sync.placement), stop);
}

/** @returns False: something is left to do. */
async function leave(
  context: RunContext,
  session: FolderSession,
  { mailboxId, syncId, folderId }: Replica,
  placement: Placement,
  stop: Stop,
): Promise<boolean> {
  const { target } = context.connector;
  const spec = { mailboxId, syncId, placement, folderId };
  try {
    const found = await target.findFolder(spec, stop.cancel);
    if (found === null) {
      // Broken off before or after the folder itself, what was made around it may be all that is left.
      if (isNested(placement)) await target.removeFolder({ ...spec, folderId: null }, stop.cancel);
      return true;
    }
    const folder = session.open(found.folderId);
    await session.apply(folder, await ourItems(target, folder, stop.cancel), new Map(), async () => {});
    if (stop.drain.aborted || session.hasFailed()) return false;
    await target.removeFolder(folder, stop.cancel);
  } catch (error) {
    if (!isGone(error)) throw error;
    // Said of one thing in it, it need not be true of the folder; believed, what is ours would stay for good.
    if (error.code === 'not-found' && (await target.findFolder({ ...spec, folderId: null }, stop.cancel)) !== null)
      throw error;
  }
  return true;
}

/** Nothing of ours can be there any more. */
export function isGone(error: unknown): error is ConnectorError {
  return error instanceof ConnectorError && (error.code === 'not-found' || error.code === 'mailbox-not-found');
}

/** Where its folder was, nobody knows any more: it may have been inside others. */
export function otherPlace({ kind }: Placement): Placement {
  return kind === 'folder' ? { kind: 'default-folder', category: '' } : { kind: 'folder', path: ['', ''] };
}

const isNested = (placement: Placement): boolean => placement.kind === 'folder' && placement.path.length > 1;

/** Deletes of everything in a folder that bears our stamp. */
export async function ourItems(
  target: Pick<TargetReader, 'stamped'>,
  folder: OpenFolder,
  signal: AbortSignal,
): Promise<readonly DeleteOperation[]> {
  const stamped = (await Array.fromAsync(target.stamped(folder, signal))).flat();
  const { links, surplus } = readStamps(stamped);
  return [
    ...surplus,
    ...[...links.values()].map(({ itemId, mailItemId }) => ({ kind: 'delete', itemId, mailItemId }) as const),
  ];
}
