import type { FolderId, MailboxId, OpenFolder } from '../../runs/ports.ts';
import type { MailItemId } from '../../sync/operations.ts';

/**
 * The default folder has no place in lists of folders, and an id that only its contacts tell: an empty one tells
 * nothing. So it goes by this name, and paths to it name no folder at all.
 */
export const defaultFolderId: FolderId = 'contacts';

/** `/users/{id}/contactFolders`: the folders at the top. */
export function foldersPath(mailboxId: MailboxId): string {
  return `${mailboxPath(mailboxId)}/contactFolders`;
}

export function folderPath(mailboxId: MailboxId, folderId: FolderId): string {
  return `${foldersPath(mailboxId)}/${encodeURIComponent(folderId)}`;
}

/** The folders below one; null: those at the top. */
export function childFoldersPath(mailboxId: MailboxId, parentId: FolderId | null): string {
  return parentId === null ? foldersPath(mailboxId) : `${folderPath(mailboxId, parentId)}/childFolders`;
}

export function contactsPath({ mailboxId, folderId }: Pick<OpenFolder, 'mailboxId' | 'folderId'>): string {
  if (folderId === defaultFolderId) return `${mailboxPath(mailboxId)}/contacts`;
  return `${folderPath(mailboxId, folderId)}/contacts`;
}

export function contactPath(folder: Pick<OpenFolder, 'mailboxId' | 'folderId'>, mailItemId: MailItemId): string {
  return `${contactsPath(folder)}/${encodeURIComponent(mailItemId)}`;
}

function mailboxPath(mailboxId: MailboxId): string {
  return `/users/${encodeURIComponent(mailboxId)}`;
}
