import { ConnectorError } from '../../runs/connector-error.ts';
import type { FolderId, MailboxId } from '../../runs/ports.ts';
import { isObject } from './answer.ts';
import { maxFolders } from './answer-limits.ts';
import { isEntityId } from './answer-values.ts';
import { childFoldersPath, folderPath } from './contact-paths.ts';
import { checkId, decodeList, idOf } from './decode.ts';
import { queryOf } from './links.ts';
import { type MailboxCaller, unlessGone } from './mailbox-caller.ts';
import { type FolderStamp, folderStampPropertyId, parseFolderStamp, propertyValue, withProperties } from './stamp.ts';

/** A contact folder in a mailbox. Never the default folder. */
export interface MailboxFolder {
  readonly folderId: FolderId;
  readonly displayName: string;
  /** What its parent's id is, also where that is the default folder. */
  readonly parentFolderId: FolderId | null;
  /** Null: not ours. One that cannot be read is ours all the same, of whatever version. */
  readonly stamp: FolderStamp | { readonly kind: 'unreadable' } | null;
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
      if (body === undefined) return null;
      checkId(body, folderId);
      return decodeFolder(body);
    },
    children,
    async all(mailboxId, signal) {
      const found = new Map<FolderId, MailboxFolder>();
      let level: readonly MailboxFolder[] = await children(mailboxId, null, signal);
      for (let depth = 1; level.length > 0 && depth <= maxDepth; depth += 1) {
        // A folder that comes again, below itself or elsewhere, is not asked for again.
        const fresh = level.filter(({ folderId }) => !found.has(folderId));
        for (const folder of fresh) found.set(folder.folderId, folder);
        if (found.size > maxFolders) throw invalid(`a mailbox of more than ${maxFolders} contact folders`);
        const parents = new Set(fresh.map(({ folderId }) => folderId));
        const below = await Promise.all([...parents].map((folderId) => children(mailboxId, folderId, signal)));
        level = below.flat();
      }
      return [...found.values()];
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
  const parent = parentFolderId ?? null;
  if (typeof (displayName ?? '') !== 'string') throw invalid('a folder whose name cannot be read');
  if (parent !== null && !isEntityId(parent)) throw invalid('a folder whose parent cannot be read');
  const stamp = propertyValue(entry, folderStampPropertyId);
  return {
    folderId: idOf(entry),
    displayName: typeof displayName === 'string' ? displayName : '',
    parentFolderId: parent,
    stamp: stamp === null ? null : (parseFolderStamp(stamp) ?? { kind: 'unreadable' }),
  };
}

function invalid(detail: string): ConnectorError {
  return new ConnectorError({ code: 'invalid-answer', detail });
}
