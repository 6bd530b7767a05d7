import type { FolderId, MailboxId } from '../../runs/ports.ts';
import { isObject } from './answer.ts';
import { childFoldersPath, folderPath } from './contact-paths.ts';
import { decodeList, idOf } from './decode.ts';
import { queryOf } from './links.ts';
import { type MailboxCaller, unlessGone } from './mailbox-caller.ts';
import { type FolderStamp, folderStampPropertyId, parseFolderStamp, propertyValue, withProperties } from './stamp.ts';

/** A contact folder in a mailbox. Never the default folder. */
export interface MailboxFolder {
  readonly folderId: FolderId;
  readonly displayName: string;
  /** What its parent's id is, also where that is the default folder. */
  readonly parentFolderId: FolderId | null;
  /** Null: not ours. */
  readonly stamp: FolderStamp | null;
}

/** The contact folders of mailboxes, with our stamps on them. */
export interface FolderTree {
  /** Null: there is no such folder. */
  folder(mailboxId: MailboxId, folderId: FolderId, signal: AbortSignal): Promise<MailboxFolder | null>;
  /** The folders below one, `parentId` null: those at the top. None below what is gone. */
  children(mailboxId: MailboxId, parentId: FolderId | null, signal: AbortSignal): Promise<readonly MailboxFolder[]>;
  /** All folders, those above before those below: a request for each folder and one for the top. */
  all(mailboxId: MailboxId, signal: AbortSignal): Promise<readonly MailboxFolder[]>;
}

/** Deeper than anybody files contacts. */
const maxDepth = 8;

const shown = {
  $select: 'displayName,parentFolderId',
  $expand: withProperties([folderStampPropertyId]),
};

export function createFolderTree(caller: MailboxCaller, graphUrl: string): FolderTree {
  const decode = (body: unknown) => {
    const { entries, nextLink } = decodeList(body, graphUrl);
    return { entries: entries.map(decodeFolder), nextLink };
  };

  async function children(
    mailboxId: MailboxId,
    parentId: FolderId | null,
    signal: AbortSignal,
  ): Promise<readonly MailboxFolder[]> {
    const operation = parentId === null ? 'folder.list' : 'child-folder.list';
    const path = `${childFoldersPath(mailboxId, parentId)}?${queryOf({ $top: '100', ...shown })}`;
    const pages = await unlessGone(Array.fromAsync(caller.list({ mailboxId, operation, path }, decode, signal)));
    return pages?.flat() ?? [];
  }

  return {
    async folder(mailboxId, folderId, signal) {
      const path = `${folderPath(mailboxId, folderId)}?${queryOf(shown)}`;
      const body = await caller.find({ mailboxId, operation: 'folder.read', path }, signal);
      return body === undefined ? null : decodeFolder(body);
    },
    children,
    async all(mailboxId, signal) {
      const found: MailboxFolder[] = [];
      let level: readonly MailboxFolder[] = await children(mailboxId, null, signal);
      for (let depth = 1; level.length > 0 && depth <= maxDepth; depth += 1) {
        found.push(...level);
        const below = await Promise.all(level.map(({ folderId }) => children(mailboxId, folderId, signal)));
        level = below.flat();
      }
      return found;
    },
  };
}

/** Exchange takes names for equal that differ in nothing but case. */
export function hasName({ displayName }: MailboxFolder, name: string): boolean {
  return displayName.trim().toLowerCase() === name.trim().toLowerCase();
}

/** Whether it is the folder of this sync. */
export function isOurs({ stamp }: MailboxFolder, syncId: string): boolean {
  return stamp?.kind === 'sync' && stamp.syncId === syncId;
}

function decodeFolder(entry: unknown): MailboxFolder {
  const { displayName, parentFolderId } = isObject(entry) ? entry : {};
  return {
    folderId: idOf(entry),
    displayName: typeof displayName === 'string' ? displayName : '',
    parentFolderId: typeof parentFolderId === 'string' ? parentFolderId : null,
    stamp: parseFolderStamp(propertyValue(entry, folderStampPropertyId) ?? ''),
  };
}
