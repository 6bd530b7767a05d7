import { ConnectorError } from '../../runs/connector-error.ts';
import type { FolderId, MailboxId, OpenFolder, Target } from '../../runs/ports.ts';
import { childFoldersPath, contactsPath, defaultFolderId, folderPath } from './contact-paths.ts';
import { decodeIdPage, decodeStampedPage } from './decode.ts';
import { type FolderTree, isOurs, type MailboxFolder } from './folder-tree.ts';
import { queryOf } from './links.ts';
import { type MailboxCaller, unlessGone } from './mailbox-caller.ts';
import { folderStampPropertyId, stampPropertyId, whereHasProperty, withProperties } from './stamp.ts';

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
  async function contentOf(
    mailboxId: MailboxId,
    folderId: FolderId,
    signal: AbortSignal,
  ): Promise<'gone' | 'none' | 'some'> {
    const contacts = `${contactsPath({ mailboxId, folderId })}?$top=1&$select=id`;
    const folders = `${childFoldersPath(mailboxId, folderId)}?$top=1&$select=id`;
    const found = await Promise.all([
      caller.find({ mailboxId, operation: 'contact.read', path: contacts }, signal),
      caller.find({ mailboxId, operation: 'child-folder.list', path: folders }, signal),
    ]);
    const pages = found.map((body) => (body === undefined ? null : decodeIdPage(body, graphUrl)));
    if (pages.every((page) => page === null)) return 'gone';
    // Half of a look is none, and a page may be empty and not the last one.
    const isEmpty = pages.every((page) => page !== null && page.entries.length === 0 && page.nextLink === null);
    return isEmpty ? 'none' : 'some';
  }

  async function removeIfEmpty(mailboxId: MailboxId, folderId: FolderId, signal: AbortSignal): Promise<boolean> {
    if (folderId === defaultFolderId) return false;
    const content = await contentOf(mailboxId, folderId, signal);
    if (content !== 'none') return content === 'gone';
    const path = folderPath(mailboxId, folderId);
    const request = { mailboxId, operation: 'folder.delete', method: 'DELETE', path, repeatable: true } as const;
    await unlessGone(caller.send(request, signal));
    return true;
  }

  /** Without its stamp the folder is found by nobody any more. @throws {ConnectorError} `conflict`: items of ours are in it. */
  async function checkNoneOfOurs(folder: OpenFolder, signal: AbortSignal): Promise<void> {
    const { mailboxId, syncId } = folder;
    const path = `${contactsPath(folder)}?${queryOf({ $filter: whereHasProperty(stampPropertyId), $select: 'id', $expand: withProperties([stampPropertyId]) })}`;
    const decode = (body: unknown) => decodeStampedPage(body, syncId, graphUrl);
    for await (const ours of caller.list({ mailboxId, operation: 'contact.read', path }, decode, signal)) {
      if (ours.length > 0)
        throw new ConnectorError({ code: 'conflict', detail: 'items of the sync are in the folder' });
    }
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
    const seen = new Set<FolderId>();
    let folderId = from;
    while (folderId !== null && !seen.has(folderId)) {
      seen.add(folderId);
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
        await checkNoneOfOurs({ mailboxId, syncId, folderId: folder.folderId }, signal);
        await clearStamp(mailboxId, folder.folderId, signal);
        return false;
      }
      await removeParents(mailboxId, folder.parentFolderId, signal);
      return true;
    },
    removeIfEmpty,
  };
}
