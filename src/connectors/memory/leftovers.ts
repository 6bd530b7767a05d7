import type { FolderId, Leftover, LeftoverCleaner, LeftoverCriteria } from '../../runs/ports.ts';
import { readLeftoverContent, writeLeftoverContent } from './leftover-content.ts';
import { hasName, isEmpty, type MailboxContents, type MemoryContact, type MemoryFolder } from './mailbox-contents.ts';
import { callOf, contentsOf, readPages } from './requests.ts';
import type { Request, WorldState } from './world-state.ts';

/** Finds and removes what other products left in mailboxes of the world. */
export function createMemoryLeftovers(state: WorldState, request: Request): LeftoverCleaner {
  return {
    find: (mailboxId, criteria, signal) =>
      readPages(
        callOf('leftover.find', mailboxId),
        () => leftoversIn(contentsOf(state, mailboxId), criteria),
        state,
        request,
        signal,
      ),

    async remove(mailboxId, leftovers, signal) {
      for (const { mailItemId } of leftovers) {
        const remove = (): void => {
          const contents = contentsOf(state, mailboxId);
          if (contents.contact(mailItemId)?.stamp !== null) return;
          contents.deleteContact(mailItemId);
          state.removedLeftover();
        };
        await request(callOf('leftover.remove', mailboxId), remove, signal);
      }
    },

    async removeEmptyFolders(mailboxId, criteria, signal) {
      if (criteria.kind !== 'folder') return 0;
      let removed = 0;
      for (;;) {
        const remove = (): boolean => {
          const contents = contentsOf(state, mailboxId);
          const folder = contents.folders().find((other) => matches(other, criteria.name) && isEmpty(contents, other));
          if (folder !== undefined) contents.deleteFolder(folder.folderId);
          return folder !== undefined;
        };
        if (!(await request(callOf('folder.remove', mailboxId), remove, signal))) return removed;
        removed += 1;
      }
    },

    async restore(mailboxId, folderName, contents, signal) {
      const wanted = contents.map((content) => ({ content, contact: readLeftoverContent(content) }));
      const look = (): ReadonlyMap<string, number> => countContents(contentsOf(state, mailboxId), folderName);
      const there = new Map(await request(callOf('leftover.find', mailboxId), look, signal));
      let restored = 0;
      for (const { content, contact } of wanted) {
        const left = there.get(content) ?? 0;
        there.set(content, left - 1);
        if (left > 0) continue;
        const make = (): void => {
          const mailbox = contentsOf(state, mailboxId);
          mailbox.addContact(folderNamed(mailbox, folderName), contact);
        };
        await request(callOf('leftover.restore', mailboxId), make, signal);
        restored += 1;
      }
      return restored;
    },
  };
}

/** What a leftover of the default folder says of where it was. */
const defaultFolderName = '';

function leftoversIn(contents: MailboxContents, criteria: LeftoverCriteria): readonly Leftover[] {
  const defaultFolder = contents.folder(contents.defaultFolderId);
  const others = contents.folders().map((folder) => leftoversOf(folder, folder.displayName, criteria));
  const main = defaultFolder === null ? [] : leftoversOf(defaultFolder, defaultFolderName, criteria);
  return [...main, ...others.flat()];
}

function leftoversOf(folder: MemoryFolder, folderName: string, criteria: LeftoverCriteria): readonly Leftover[] {
  return folder.contacts
    .filter((contact) => contact.stamp === null && fits(folder, folderName, contact, criteria))
    .map((contact) => {
      const content = writeLeftoverContent(contact);
      return { mailItemId: contact.mailItemId, folderId: folder.folderId, folderName, content };
    });
}

function fits(folder: MemoryFolder, folderName: string, contact: MemoryContact, criteria: LeftoverCriteria): boolean {
  switch (criteria.kind) {
    case 'folder':
      return folderName !== defaultFolderName && matches(folder, criteria.name);
    case 'category':
      return contact.fields.categories?.includes(criteria.category) === true;
    case 'property':
      return criteria.id in contact.properties;
  }
}

/** A folder of ours is nobody's leftover, whatever it is called. */
function matches(folder: MemoryFolder, name: string): boolean {
  return hasName(folder, name) && folder.syncId === null && !folder.madeAsParent;
}

/** How often each content is in the folder of the name. */
function countContents(contents: MailboxContents, folderName: string): ReadonlyMap<string, number> {
  const named = findNamed(contents, folderName);
  const counts = new Map<string, number>();
  for (const contact of named === null ? [] : (contents.folder(named)?.contacts ?? [])) {
    const content = writeLeftoverContent(contact);
    counts.set(content, (counts.get(content) ?? 0) + 1);
  }
  return counts;
}

/** A folder of this name at any level, one that is not ours first; made at the top level if there is none. */
function folderNamed(contents: MailboxContents, name: string): FolderId {
  return findNamed(contents, name) ?? contents.addFolder(name, null);
}

function findNamed(contents: MailboxContents, name: string): FolderId | null {
  if (name === defaultFolderName) return contents.defaultFolderId;
  const named = contents.folders().filter((folder) => hasName(folder, name));
  return (named.find((other) => matches(other, name)) ?? named[0])?.folderId ?? null;
}
