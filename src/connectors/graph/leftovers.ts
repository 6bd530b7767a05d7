import { ConnectorError } from '../../runs/connector-error.ts';
import type { Leftover, LeftoverCleaner, LeftoverCriteria, MailboxId } from '../../runs/ports.ts';
import { contactPath, contactsPath, defaultFolderId } from './contact-paths.ts';
import { decodeList } from './decode.ts';
import { readContact } from './decode-contact.ts';
import type { Dispatcher } from './dispatcher.ts';
import { createFolderTree, hasName, type MailboxFolder } from './folder-tree.ts';
import { keptProperties, writeContent } from './leftover-content.ts';
import { literal, queryOf } from './links.ts';
import { createMailboxCaller, unlessGone } from './mailbox-caller.ts';
import { createFolderRemover } from './remove-folder.ts';
import { createRestore } from './restore-leftovers.ts';
import { isProperty, propertyValue, stampPropertyId, whereHasProperty, withProperties } from './stamp.ts';

export interface LeftoversOptions {
  readonly graphUrl: string;
  readonly dispatcher: Dispatcher;
}

/** A folder to look into. The default folder has no name, as its own differs by language. */
type Place = Pick<MailboxFolder, 'folderId' | 'displayName'>;

const defaultPlace: Place = { folderId: defaultFolderId, displayName: '' };

const pageSize = 250;

/**
 * Contacts that other products left: never one with a stamp of ours, wherever it is, and never a folder with one. What
 * has no stamp and bears another product's mark is that product's, also in a folder of ours.
 */
export function createLeftovers({ graphUrl, dispatcher }: LeftoversOptions): LeftoverCleaner {
  const caller = createMailboxCaller(dispatcher, graphUrl);
  const tree = createFolderTree(caller, graphUrl);
  const remover = createFolderRemover({ caller, tree, graphUrl });

  async function placesOf(mailboxId: MailboxId, criteria: LeftoverCriteria, signal: AbortSignal) {
    const folders = await tree.all(mailboxId, signal);
    switch (criteria.kind) {
      case 'folder':
        return folders.filter((folder) => isOthers(folder) && hasName(folder, criteria.name));
      case 'category':
      case 'property':
        return [defaultPlace, ...folders];
    }
  }

  /** All of a folder before any of it is told: who removes what was told would shift the pages to come. */
  async function findIn(mailboxId: MailboxId, place: Place, criteria: LeftoverCriteria, signal: AbortSignal) {
    const { folderId, displayName: folderName } = place;
    const kept = keptProperties(criteria.kind === 'property' ? criteria.id : null);
    const options = {
      $top: String(pageSize),
      ...filterOf(criteria),
      $expand: withProperties([stampPropertyId, ...kept]),
    };
    const path = `${contactsPath({ mailboxId, folderId })}?${queryOf(options)}`;
    const decode = (body: unknown) => {
      const { entries, nextLink } = decodeList(body, graphUrl);
      const found = entries.map(readContact).filter((contact) => isLeftover(contact, criteria));
      const leftovers = found.map((contact): Leftover => {
        return { mailItemId: contact.id, folderId, folderName, content: writeContent(contact, kept) };
      });
      return { entries: leftovers, nextLink };
    };
    const pages = caller.list({ mailboxId, operation: 'contact.read', path }, decode, signal);
    return (await unlessGone(Array.fromAsync(pages))) ?? [];
  }

  return {
    async *find(mailboxId, criteria, signal) {
      for (const place of await placesOf(mailboxId, criteria, signal)) {
        for (const page of await findIn(mailboxId, place, criteria, signal)) {
          if (page.length > 0) yield page;
        }
      }
    },

    async remove(mailboxId, leftovers, signal) {
      const removeOne = ({ folderId, mailItemId }: Leftover) => {
        const path = contactPath({ mailboxId, folderId }, mailItemId);
        const request = {
          mailboxId,
          operation: 'contact.delete',
          method: 'DELETE',
          path,
          repeatable: true,
        } as const;
        return unlessGone(caller.send(request, signal));
      };
      const results = await Promise.allSettled(leftovers.map(removeOne));
      const failed = results.find((result) => result.status === 'rejected');
      if (failed !== undefined) throw failed.reason;
    },

    async removeEmptyFolders(mailboxId, criteria, signal) {
      if (criteria.kind !== 'folder') return 0;
      const folders = (await placesOf(mailboxId, criteria, signal)).toReversed();
      let removed = 0;
      // Those below before those above, which may be empty then.
      for (const { folderId } of folders) {
        if (await remover.removeIfEmpty(mailboxId, folderId, signal)) removed += 1;
      }
      return removed;
    },

    restore: createRestore({ graphUrl, dispatcher, caller, tree }),
  };
}

function isOthers({ stamp }: MailboxFolder): boolean {
  return stamp === null;
}

/**
 * Nothing with a stamp of ours, also one that we cannot read; and whatever the service was asked to filter by is looked
 * at again, as what is found is deleted.
 */
function isLeftover(contact: ReturnType<typeof readContact>, criteria: LeftoverCriteria): boolean {
  if (propertyValue(contact, stampPropertyId) !== null) return false;
  switch (criteria.kind) {
    case 'folder':
      return true;
    case 'category':
      return (contact.categories ?? []).some((category) => isSameText(category ?? '', criteria.category));
    case 'property':
      return (contact.singleValueExtendedProperties ?? []).some(({ id }) => isProperty(id, criteria.id));
  }
}

/** Exchange compares texts without regard to case. */
function isSameText(one: string, other: string): boolean {
  const plain = (text: string) => text.normalize('NFC').trim().toLowerCase();
  return plain(one) === plain(other);
}

/** @throws {ConnectorError} `not-found`: the id is none of an extended property. */
function filterOf(criteria: LeftoverCriteria): Readonly<Record<string, string>> {
  switch (criteria.kind) {
    case 'folder':
      return {};
    case 'category':
      return { $filter: `categories/any(c: c eq ${literal(criteria.category)})` };
    case 'property':
      if (!propertyPattern.test(criteria.id)) {
        throw new ConnectorError({ code: 'not-found', detail: 'a property is named as "String {GUID} Name name"' });
      }
      return { $filter: whereHasProperty(criteria.id) };
  }
}

const propertyPattern = /^\w+ (\{[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}\} (Name .+|Id 0x[\da-f]+)|0x[\da-f]+)$/i;
