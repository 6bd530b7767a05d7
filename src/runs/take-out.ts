import type { DeleteOperation } from '../sync/operations.ts';
import { readStamps } from '../sync/plan.ts';
import { ConnectorError } from './connector-error.ts';
import type { RunContext, Stop } from './context.ts';
import type { Placement } from './definition.ts';
import { createFolderSession, type FolderResult, type FolderWork } from './folder-session.ts';
import type { OpenFolder } from './ports.ts';
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
  const { tenantId, sync, stores, connector } = context;
  const { mailboxId, syncId } = replica;
  const session = createFolderSession(context, work, replica, stop);
  // Where the sync writes now, and where it may have written before.
  const places: readonly Placement[] = [sync.placement, otherPlace(sync.placement)];
  for (const placement of places) {
    try {
      const spec = { mailboxId, syncId, placement, folderId: replica.folderId };
      const found = await connector.target.findFolder(spec, stop.cancel);
      if (found === null) {
        // Broken off before or after the folder itself, what was made around it may be all that is left.
        if (isNested(placement)) await connector.target.removeFolder({ ...spec, folderId: null }, stop.cancel);
        continue;
      }
      const folder = session.open(found.folderId);
      await session.apply(folder, await ours(context, folder, stop), new Map(), async () => {});
      if (stop.drain.aborted || session.hasFailed()) return session.result(false);
      await connector.target.removeFolder(folder, stop.cancel);
    } catch (error) {
      const isGone =
        error instanceof ConnectorError && (error.code === 'not-found' || error.code === 'mailbox-not-found');
      if (!isGone) throw error;
    }
  }
  await stores.replicas.removeReplica(tenantId, syncId, mailboxId);
  return session.result(true);
}

function otherPlace({ kind }: Placement): Placement {
  return kind === 'folder' ? { kind: 'default-folder', category: '' } : { kind: 'folder', path: [''] };
}

const isNested = (placement: Placement): boolean => placement.kind === 'folder' && placement.path.length > 1;

async function ours({ connector }: RunContext, folder: OpenFolder, stop: Stop): Promise<readonly DeleteOperation[]> {
  const stamped = (await Array.fromAsync(connector.target.stamped(folder, stop.cancel))).flat();
  const { links, surplus } = readStamps(stamped);
  return [
    ...surplus,
    ...[...links.values()].map(({ itemId, mailItemId }) => ({ kind: 'delete', itemId, mailItemId }) as const),
  ];
}
