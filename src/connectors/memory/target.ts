import { ConnectorError } from '../../runs/connector-error.ts';
import type { OpenFolder, Target } from '../../runs/ports.ts';
import type { HashedItem } from '../../sync/log.ts';
import type { MailItem, MailItemId, StampedItem } from '../../sync/operations.ts';
import { applyOperations } from './apply-operations.ts';
import { createMemoryFolders } from './folders.ts';
import type { MemoryContact, MemoryFolder } from './mailbox-contents.ts';
import { callOf, contentsOf, readLog, readPages } from './requests.ts';
import type { Request, WorldState } from './world-state.ts';

/** The mailboxes of the world as targets. */
export function createMemoryTarget(state: WorldState, request: Request): Target {
  const target: Target = {
    ...createMemoryFolders(state, request),

    stamped: (folder, signal) =>
      readPages(callOf('stamped.page', folder.mailboxId), () => stampedItems(state, folder), state, request, signal),

    async read(folder, mailItemIds, signal) {
      const items: MailItem[] = [];
      for (const mailItemId of mailItemIds) {
        const look = (): readonly MailItem[] => mailItem(state, folder, mailItemId);
        items.push(...(await request(callOf('item.read', folder.mailboxId), look, signal)));
      }
      return items;
    },

    async *changes(folder, cursor, signal) {
      const call = callOf('folder.changes', folder.mailboxId);
      const log = () => contentsOf(state, folder.mailboxId).changes(folderOrThrow(state, folder).folderId);
      for await (const page of readLog(call, log, cursor, state, request, signal)) {
        yield { present: page.entries, removed: page.removed, cursor: page.cursor };
      }
    },

    open: (folder) => ({
      apply: (operations, signal) => applyOperations(state, request, folder, operations, signal),
      stamped: (signal) => target.stamped(folder, signal),
      read: (mailItemIds, signal) => target.read(folder, mailItemIds, signal),
      findStamped(stamps, signal) {
        const wanted = new Set(stamps.map(stampKey));
        const find = (): readonly StampedItem[] =>
          stampedItems(state, folder).filter((item) => wanted.has(stampKey(item)));
        return request(callOf('stamped.find', folder.mailboxId), find, signal);
      },
    }),
  };
  return target;
}

function folderOrThrow(state: WorldState, { mailboxId, folderId }: OpenFolder): MemoryFolder {
  const folder = contentsOf(state, mailboxId).folder(folderId);
  if (folder === null) throw new ConnectorError({ code: 'not-found', detail: 'the folder is gone' });
  return folder;
}

function stampedItems(state: WorldState, folder: OpenFolder): readonly StampedItem[] {
  return folderOrThrow(state, folder).contacts.flatMap((contact) => stampedItem(contact, folder.syncId));
}

function stampedItem({ mailItemId, stamp, changeKey }: MemoryContact, syncId: string): readonly StampedItem[] {
  if (stamp === null || stamp.syncId !== syncId) return [];
  return [{ mailItemId, itemId: stamp.itemId, contentHash: stamp.contentHash, changeKey }];
}

function mailItem(state: WorldState, folder: OpenFolder, mailItemId: MailItemId): readonly MailItem[] {
  const contact = folderOrThrow(state, folder).contacts.find((other) => other.mailItemId === mailItemId);
  if (contact === undefined) return [];
  const { fields, marks } = contact;
  return stampedItem(contact, folder.syncId).map((item) => ({ ...item, fields, marks }));
}

function stampKey({ itemId, contentHash }: Pick<HashedItem, 'itemId' | 'contentHash'>): string {
  return `${contentHash}|${itemId}`;
}
