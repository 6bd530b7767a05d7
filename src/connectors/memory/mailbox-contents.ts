import { ConnectorError } from '../../runs/connector-error.ts';
import type { FolderId } from '../../runs/ports.ts';
import type { ContactFields, ItemId } from '../../sync/items.ts';
import type { ContentHash } from '../../sync/log.ts';
import type { MailItemId } from '../../sync/operations.ts';

/** What marks an item as ours, and as which sync's. */
export interface ItemStamp {
  readonly syncId: string;
  readonly itemId: ItemId;
  readonly contentHash: ContentHash;
}

export interface MemoryContact {
  readonly mailItemId: MailItemId;
  /** Null: a person's own. */
  readonly stamp: ItemStamp | null;
  readonly fields: ContactFields;
}

export interface MemoryFolder {
  readonly folderId: FolderId;
  readonly displayName: string;
  /** Sync that made the folder; null: a person's own. */
  readonly syncId: string | null;
  readonly contacts: readonly MemoryContact[];
}

/** What is in one mailbox. The default folder is not among `folders()`, as with real services. */
export interface MailboxContents {
  readonly defaultFolderId: FolderId;
  folders(): readonly MemoryFolder[];
  /** Also finds the default folder; null: there is none with this id. */
  folder(folderId: FolderId): MemoryFolder | null;
  /** @throws {ConnectorError} `conflict`: a folder has this name already. */
  addFolder(displayName: string, syncId: string | null): FolderId;
  /** @throws {ConnectorError} `not-found`, `conflict`. */
  renameFolder(folderId: FolderId, displayName: string): void;
  /** With all that is in it. @throws {ConnectorError} `not-found`. */
  deleteFolder(folderId: FolderId): void;
  /** @throws {ConnectorError} `not-found`: no such folder. */
  addContact(folderId: FolderId, contact: Omit<MemoryContact, 'mailItemId'>): MailItemId;
  /** Finds a contact in any folder, by its exact id. */
  contact(mailItemId: MailItemId): MemoryContact | null;
  /** @throws {ConnectorError} `not-found`. */
  replaceContact(contact: MemoryContact): void;
  /** @throws {ConnectorError} `not-found`. */
  deleteContact(mailItemId: MailItemId): void;
}

interface StoredFolder {
  readonly folderId: FolderId;
  displayName: string;
  readonly syncId: string | null;
  readonly contacts: Map<MailItemId, MemoryContact>;
}

/** @param nextId Makes ids that no other item or folder of the world has. */
export function createMailboxContents(nextId: () => string): MailboxContents {
  const folders = new Map<FolderId, StoredFolder>();
  const defaultFolder: StoredFolder = {
    folderId: nextId(),
    displayName: 'Contacts',
    syncId: null,
    contacts: new Map(),
  };

  const stored = (folderId: FolderId): StoredFolder => {
    const folder = folderId === defaultFolder.folderId ? defaultFolder : folders.get(folderId);
    if (folder === undefined) throw new ConnectorError({ code: 'not-found', detail: 'no folder with this id' });
    return folder;
  };
  const holding = (mailItemId: MailItemId): StoredFolder | undefined =>
    [defaultFolder, ...folders.values()].find(({ contacts }) => contacts.has(mailItemId));
  const holdingOrThrow = (mailItemId: MailItemId): StoredFolder => {
    const folder = holding(mailItemId);
    if (folder === undefined) throw new ConnectorError({ code: 'not-found', detail: 'no contact with this id' });
    return folder;
  };
  const refuseTakenName = (displayName: string): void => {
    if ([...folders.values()].some((folder) => folder.displayName === displayName)) {
      throw new ConnectorError({ code: 'conflict', detail: 'a folder has this name already' });
    }
  };

  return {
    defaultFolderId: defaultFolder.folderId,
    folders: () => [...folders.values()].map(show),
    folder(folderId) {
      if (folderId === defaultFolder.folderId) return show(defaultFolder);
      const folder = folders.get(folderId);
      return folder === undefined ? null : show(folder);
    },
    addFolder(displayName, syncId) {
      refuseTakenName(displayName);
      const folderId = nextId();
      folders.set(folderId, { folderId, displayName, syncId, contacts: new Map() });
      return folderId;
    },
    renameFolder(folderId, displayName) {
      const folder = stored(folderId);
      if (folder.displayName !== displayName) refuseTakenName(displayName);
      folder.displayName = displayName;
    },
    deleteFolder(folderId) {
      if (!folders.delete(folderId)) {
        throw new ConnectorError({ code: 'not-found', detail: 'no folder with this id that can be deleted' });
      }
    },
    addContact(folderId, contact) {
      const { contacts } = stored(folderId);
      const mailItemId = nextId();
      contacts.set(mailItemId, { ...contact, mailItemId });
      return mailItemId;
    },
    contact: (mailItemId) => holding(mailItemId)?.contacts.get(mailItemId) ?? null,
    replaceContact(contact) {
      holdingOrThrow(contact.mailItemId).contacts.set(contact.mailItemId, contact);
    },
    deleteContact(mailItemId) {
      holdingOrThrow(mailItemId).contacts.delete(mailItemId);
    },
  };
}

function show({ folderId, displayName, syncId, contacts }: StoredFolder): MemoryFolder {
  return { folderId, displayName, syncId, contacts: [...contacts.values()] };
}
