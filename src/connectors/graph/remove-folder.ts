import { ConnectorError } from '../../runs/connector-error.ts';
import type { FolderId, MailboxId, Target } from '../../runs/ports.ts';
import { childFoldersPath, contactsPath, defaultFolderId, folderPath } from './contact-paths.ts';
import { decodeIdPage } from './decode.ts';
import { type FolderTree, isOurs, type MailboxFolder } from './folder-tree.ts';
import { type MailboxCaller, unlessGone } from './mailbox-caller.ts';
import { folderStampPropertyId } from './stamp.ts';

export interface FolderRemoverOptions {
  readonly caller: MailboxCaller;
  readonly tree: FolderTree;
  readonly graphUrl: string;
}

export interface FolderRemover {
  readonly remove: Target['removeFolder'];
  /** Deletes a folder if neither contacts nor folders are in it. @returns Whether it is gone. */
  removeIfEmpty(mailboxId: MailboxId, folderId: FolderId, signal: AbortSignal): Promise<boolean>;
}

/** Takes folders away that hold nothing. What is in one is looked at right before: Graph deletes it with all in it. */
export function createFolderRemover({ caller, tree, graphUrl }: FolderRemoverOptions): FolderRemover {
  async function isEmpty(mailboxId: MailboxId, folderId: FolderId, signal: AbortSignal): Promise<boolean> {
    const contacts = `${contactsPath({ mailboxId, folderId })}?$top=1&$select=id`;
    const folders = `${childFoldersPath(mailboxId, folderId)}?$top=1&$select=id`;
    const found = await Promise.all([
      caller.find({ mailboxId, operation: 'contact.read', path: contacts }, signal),
      caller.find({ mailboxId, operation: 'child-folder.list', path: folders }, signal),
    ]);
    return found.every((body) => {
      if (body === undefined) return true;
      const { entries, nextLink } = decodeIdPage(body, graphUrl);
      // A page may be empty and not the last one.
      return entries.length === 0 && nextLink === null;
    });
  }

  async function removeIfEmpty(mailboxId: MailboxId, folderId: FolderId, signal: AbortSignal): Promise<boolean> {
    if (folderId === defaultFolderId || !(await isEmpty(mailboxId, folderId, signal))) return false;
    const path = folderPath(mailboxId, folderId);
    const request = { mailboxId, operation: 'folder.delete', method: 'DELETE', path, repeatable: true } as const;
    await unlessGone(caller.send(request, signal));
    return true;
  }

  /** An empty text is no stamp; where the service does not take one, null is. */
  async function clearStamp(mailboxId: MailboxId, folderId: FolderId, signal: AbortSignal): Promise<void> {
    const patch = (value: '' | null) => {
      const body = JSON.stringify({ singleValueExtendedProperties: [{ id: folderStampPropertyId, value }] });
      const path = folderPath(mailboxId, folderId);
      const request = { mailboxId, operation: 'folder.update', method: 'PATCH', path, body, repeatable: true } as const;
      return unlessGone(caller.send(request, signal));
    };
    try {
      await patch('');
    } catch (error) {
      if (!(error instanceof ConnectorError) || error.code !== 'invalid-answer') throw error;
      await patch(null);
    }
  }

  /** Upwards from a folder that went, as long as we made what is there and it is empty. */
  async function removeParents(mailboxId: MailboxId, from: FolderId | null, signal: AbortSignal): Promise<void> {
    let folderId = from;
    while (folderId !== null) {
      const folder: MailboxFolder | null = await tree.folder(mailboxId, folderId, signal);
      if (folder?.stamp?.kind !== 'parent') return;
      if (!(await removeIfEmpty(mailboxId, folder.folderId, signal))) return;
      folderId = folder.parentFolderId;
    }
  }

  /** Where the folder went by itself, or a removal was broken off behind it: nobody knows any more where it was. */
  async function removeEmptyParents(mailboxId: MailboxId, signal: AbortSignal): Promise<void> {
    const parents = (await tree.all(mailboxId, signal)).filter(({ stamp }) => stamp?.kind === 'parent');
    for (const { folderId } of parents.reverse()) await removeIfEmpty(mailboxId, folderId, signal);
  }

  return {
    async remove({ mailboxId, syncId, folderId }, signal) {
      if (folderId === defaultFolderId) return false;
      const folder = folderId === null ? null : await tree.folder(mailboxId, folderId, signal);
      if (folder === null) {
        await removeEmptyParents(mailboxId, signal);
        return true;
      }
      if (!isOurs(folder, syncId)) return false;
      if (!(await removeIfEmpty(mailboxId, folder.folderId, signal))) {
        await clearStamp(mailboxId, folder.folderId, signal);
        return false;
      }
      await removeParents(mailboxId, folder.parentFolderId, signal);
      return true;
    },
    removeIfEmpty,
  };
}
