import type { OpenFolder, Target, TargetFolder } from '../../runs/ports.ts';
import type { MailItem, MailItemId, StampedItem } from '../../sync/operations.ts';
import { contactPath, contactsPath } from './contact-paths.ts';
import { createContactPhotos } from './contact-photos.ts';
import { mapiPhones } from './contact-properties.ts';
import { checkId, decodeChangeKey, decodeStampedPage, stampOf } from './decode.ts';
import { decodeContact } from './decode-contact.ts';
import type { Dispatcher } from './dispatcher.ts';
import { createContactEncoder } from './encode.ts';
import { createFolderChanges } from './folder-changes.ts';
import { createFolderTree } from './folder-tree.ts';
import { createFolderWriter } from './folder-writer.ts';
import { createFolders } from './folders.ts';
import { queryOf } from './links.ts';
import { createMailboxCaller } from './mailbox-caller.ts';
import { createFolderRemover } from './remove-folder.ts';
import {
  marksPropertyId,
  propertyValue,
  stampPropertyId,
  whereProperty,
  withProperties,
  writeItemStamp,
} from './stamp.ts';

export interface TargetOptions {
  readonly graphUrl: string;
  readonly dispatcher: Dispatcher;
}

/** Contacts are listed in pages of this many. */
const pageSize = 500;

const selectStamp = { $select: 'id', $expand: withProperties([stampPropertyId]) };
/** Only an item asked for by itself shows long values whole. */
const withContent = { $expand: withProperties([stampPropertyId, marksPropertyId, ...mapiPhones.map(([, id]) => id)]) };

/** Contact folders in the mailboxes of one tenant. */
export function createTarget({ graphUrl, dispatcher }: TargetOptions): Target {
  const caller = createMailboxCaller(dispatcher, graphUrl);
  const tree = createFolderTree(caller, graphUrl);
  const folders = createFolders({ dispatcher, caller, tree, graphUrl });
  const remover = createFolderRemover({ caller, tree, graphUrl });
  const photos = createContactPhotos(dispatcher);
  const encoder = createContactEncoder();
  const applyIn = createFolderWriter({ dispatcher, encoder, photos, exists: folders.exists, holds });

  async function holds(folder: OpenFolder, mailItemId: MailItemId, signal: AbortSignal): Promise<boolean> {
    const path = `${contactPath(folder, mailItemId)}?$select=id`;
    return (await caller.find({ mailboxId: folder.mailboxId, operation: 'contact.read', path }, signal)) !== undefined;
  }

  function stampedIn(folder: OpenFolder, options: Readonly<Record<string, string>>, signal: AbortSignal) {
    const { mailboxId, syncId } = folder;
    const path = `${contactsPath(folder)}?${queryOf(options)}`;
    const decode = (body: unknown) => decodeStampedPage(body, syncId, graphUrl);
    return caller.list({ mailboxId, operation: 'contact.read', path }, decode, signal);
  }

  function stamped(folder: OpenFolder, signal: AbortSignal): AsyncIterable<readonly StampedItem[]> {
    return stampedIn(folder, { $top: String(pageSize), ...selectStamp }, signal);
  }

  async function readOne(folder: OpenFolder, mailItemId: MailItemId, signal: AbortSignal): Promise<MailItem | null> {
    const { mailboxId, syncId } = folder;
    const path = `${contactPath(folder, mailItemId)}?${queryOf(withContent)}`;
    const body = await caller.find({ mailboxId, operation: 'contact.read', path }, signal);
    if (body === undefined) return null;
    // What is no contact says nothing of it: neither that it is gone, nor that it is a person's own by now.
    checkId(body, mailItemId);
    const stamp = stampOf(body);
    if (stamp?.syncId !== syncId) return null;
    const { itemId, contentHash } = stamp;
    const marks = propertyValue(body, marksPropertyId);
    return {
      mailItemId,
      itemId,
      contentHash,
      ...decodeChangeKey(body),
      fields: decodeContact(body),
      marks,
    };
  }

  async function read(folder: OpenFolder, mailItemIds: readonly MailItemId[], signal: AbortSignal) {
    const items = await Promise.all(mailItemIds.map((mailItemId) => readOne(folder, mailItemId, signal)));
    return items.filter((item) => item !== null);
  }

  function open(folder: OpenFolder): TargetFolder {
    const { syncId } = folder;
    return {
      apply: (operations, signal) => applyIn(folder, operations, signal),
      stamped: (signal) => stamped(folder, signal),
      read: (mailItemIds, signal) => read(folder, mailItemIds, signal),
      async findStamped(stamps, signal) {
        const find = async ({ itemId, contentHash }: { itemId: string; contentHash: string }) => {
          const value = writeItemStamp({ syncId, itemId, contentHash });
          const options = { $filter: whereProperty(stampPropertyId, value), ...selectStamp };
          const found = (await Array.fromAsync(stampedIn(folder, options, signal))).flat();
          return found.filter((item) => item.itemId === itemId && item.contentHash === contentHash);
        };
        return (await Promise.all(stamps.map(find))).flat();
      },
    };
  }

  return {
    findFolder: folders.find,
    ensureFolder: folders.ensure,
    stamped,
    read,
    changes: createFolderChanges(caller, graphUrl),
    open,
    removeFolder: remover.remove,
    async ownFolders(mailboxId, signal) {
      const all = await tree.all(mailboxId, signal);
      return all.flatMap(({ folderId, stamp }) =>
        stamp?.kind === 'sync' ? [{ mailboxId, syncId: stamp.syncId, folderId }] : [],
      );
    },
  };
}
