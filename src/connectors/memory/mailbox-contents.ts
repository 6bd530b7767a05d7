import { createHash } from 'node:crypto';
import { ConnectorError } from '../../runs/connector-error.ts';
import type { FolderId } from '../../runs/ports.ts';
import type { ContactFields, ItemId } from '../../sync/items.ts';
import type { ContentHash } from '../../sync/log.ts';
import type { MailItemId } from '../../sync/operations.ts';
import { type ChangeLog, createChangeLog } from './change-log.ts';

/** What marks an item as ours, and as which sync's. */
export interface ItemStamp {
  readonly syncId: string;
  readonly itemId: ItemId;
  readonly contentHash: ContentHash;
}

/** A contact as it is put into a mailbox. Absent: nothing, or, of one that is there already, as it is. */
export interface ContactContent {
  /** Null: a person's own. */
  readonly stamp: ItemStamp | null;
  readonly fields: ContactFields;
  readonly marks?: string | null;
  /** SHA-256 of the image (`photoHash`); null: none. */
  readonly photo?: string | null;
  /** Extended properties that are not ours, by id: `String {GUID} Name name`. */
  readonly properties?: Readonly<Record<string, string>>;
}

export interface MemoryContact extends Required<ContactContent> {
  readonly mailItemId: MailItemId;
  /** A new one at every change, whoever makes it. */
  readonly changeKey: string;
}

export interface MemoryFolder {
  readonly folderId: FolderId;
  readonly displayName: string;
  /** Null: at the top level. */
  readonly parentId: FolderId | null;
  /** Sync that made the folder; null: a person's own, or one that we made around others. */
  readonly syncId: string | null;
  /** Made by us because a folder of ours was to be in it. */
  readonly madeAsParent: boolean;
  readonly contacts: readonly MemoryContact[];
}

/** What a contact's change log says of it. */
export interface ContactMark {
  readonly mailItemId: MailItemId;
  readonly changeKey: string;
}

/** What is in one mailbox. The default folder is not among `folders()`, as with real services. */
export interface MailboxContents {
  readonly defaultFolderId: FolderId;
  /** At all levels. */
  folders(): readonly MemoryFolder[];
  /** Also finds the default folder; null: there is none with this id. */
  folder(folderId: FolderId): MemoryFolder | null;
  /**
   * @param place At the top level, if absent.
   * @throws {ConnectorError} `conflict`: a folder beside it has this name already; `not-found`: no such parent.
   */
  addFolder(
    displayName: string,
    syncId: string | null,
    place?: { readonly parentId?: FolderId | null; readonly madeAsParent?: boolean },
  ): FolderId;
  /** @throws {ConnectorError} `not-found`, `conflict`. */
  renameFolder(folderId: FolderId, displayName: string): void;
  /** Takes our stamp off the folder. @throws {ConnectorError} `not-found`. */
  disownFolder(folderId: FolderId): void;
  /** With all that is in it. @throws {ConnectorError} `not-found`. */
  deleteFolder(folderId: FolderId): void;
  /** @throws {ConnectorError} `not-found`: no such folder. */
  addContact(folderId: FolderId, contact: ContactContent): MailItemId;
  /** Finds a contact in any folder, by its exact id. */
  contact(mailItemId: MailItemId): MemoryContact | null;
  /** @throws {ConnectorError} `not-found`. */
  replaceContact(contact: ContactContent & { readonly mailItemId: MailItemId }): void;
  /** Changes these fields, as a person does, and nothing else; an empty text clears one. @throws {ConnectorError} `not-found`. */
  editContact(mailItemId: MailItemId, fields: ContactFields): void;
  /** It keeps its id. @throws {ConnectorError} `not-found`. */
  moveContact(mailItemId: MailItemId, folderId: FolderId): void;
  /** @throws {ConnectorError} `not-found`. */
  deleteContact(mailItemId: MailItemId): void;
  /** What happened in a folder. @throws {ConnectorError} `not-found`. */
  changes(folderId: FolderId): ChangeLog<ContactMark>;
  expireCursors(): void;
}

interface StoredFolder {
  readonly folderId: FolderId;
  readonly parentId: FolderId | null;
  readonly contacts: Map<MailItemId, MemoryContact>;
  readonly log: ChangeLog<ContactMark>;
  displayName: string;
  syncId: string | null;
  madeAsParent: boolean;
}

/** SHA-256 of an image, in base64url. */
export function photoHash(image: Uint8Array): string {
  return createHash('sha256').update(image).digest('base64url');
}

/** Names are equal that differ in nothing but case, as in real mailboxes. */
export function hasName({ displayName }: Pick<MemoryFolder, 'displayName'>, name: string): boolean {
  return displayName.trim().toLowerCase() === name.trim().toLowerCase();
}

/** The folder of this name below another, or at the top level. */
export function childNamed(contents: MailboxContents, parentId: FolderId | null, name: string): MemoryFolder | null {
  return contents.folders().find((folder) => folder.parentId === parentId && hasName(folder, name)) ?? null;
}

/** Holds it neither contacts nor folders? */
export function isEmpty(contents: MailboxContents, { folderId, contacts }: MemoryFolder): boolean {
  return contacts.length === 0 && !contents.folders().some(({ parentId }) => parentId === folderId);
}

/** @param nextId Makes ids that no other item or folder of the world has. */
export function createMailboxContents(nextId: () => string): MailboxContents {
  const folders = new Map<FolderId, StoredFolder>();
  let changeCount = 0;

  const makeFolder = (displayName: string, made: Partial<StoredFolder> = {}): StoredFolder => {
    const folderId = nextId();
    const log = createChangeLog<ContactMark>(folderId);
    return {
      folderId,
      displayName,
      parentId: null,
      syncId: null,
      madeAsParent: false,
      contacts: new Map(),
      log,
      ...made,
    };
  };
  const defaultFolder = makeFolder('Contacts');

  const storedOrThrow = (folderId: FolderId): StoredFolder => {
    const folder = folderId === defaultFolder.folderId ? defaultFolder : folders.get(folderId);
    if (folder === undefined) throw new ConnectorError({ code: 'not-found', detail: 'no folder with this id' });
    return folder;
  };
  const holding = (mailItemId: MailItemId): StoredFolder | undefined =>
    [defaultFolder, ...folders.values()].find(({ contacts }) => contacts.has(mailItemId));
  const held = (mailItemId: MailItemId): { readonly folder: StoredFolder; readonly contact: MemoryContact } => {
    const folder = holding(mailItemId);
    const contact = folder?.contacts.get(mailItemId);
    if (folder === undefined || contact === undefined) {
      throw new ConnectorError({ code: 'not-found', detail: 'no contact with this id' });
    }
    return { folder, contact };
  };
  const refuseTakenName = (displayName: string, parentId: FolderId | null): void => {
    if ([...folders.values()].some((folder) => folder.parentId === parentId && hasName(folder, displayName))) {
      throw new ConnectorError({ code: 'conflict', detail: 'a folder has this name already' });
    }
  };
  const put = ({ contacts, log }: StoredFolder, contact: Omit<MemoryContact, 'changeKey'>): void => {
    changeCount += 1;
    const changeKey = `change-${changeCount}`;
    contacts.set(contact.mailItemId, { ...contact, changeKey });
    log.put(contact.mailItemId, { mailItemId: contact.mailItemId, changeKey });
  };
  const take = ({ contacts, log }: StoredFolder, mailItemId: MailItemId): void => {
    contacts.delete(mailItemId);
    log.remove(mailItemId);
  };

  const contents: MailboxContents = {
    defaultFolderId: defaultFolder.folderId,
    folders: () => [...folders.values()].map(show),
    folder(folderId) {
      const folder = folderId === defaultFolder.folderId ? defaultFolder : folders.get(folderId);
      return folder === undefined ? null : show(folder);
    },
    addFolder(displayName, syncId, { parentId = null, madeAsParent = false } = {}) {
      if (parentId !== null) storedOrThrow(parentId);
      refuseTakenName(displayName, parentId);
      const folder = makeFolder(displayName, { parentId, syncId, madeAsParent });
      folders.set(folder.folderId, folder);
      return folder.folderId;
    },
    renameFolder(folderId, displayName) {
      const folder = storedOrThrow(folderId);
      if (!hasName(folder, displayName)) refuseTakenName(displayName, folder.parentId);
      folder.displayName = displayName;
    },
    disownFolder(folderId) {
      const folder = storedOrThrow(folderId);
      folder.syncId = null;
      folder.madeAsParent = false;
    },
    deleteFolder(folderId) {
      if (!folders.delete(folderId)) {
        throw new ConnectorError({ code: 'not-found', detail: 'no folder with this id that can be deleted' });
      }
      const inside = [...folders.values()].filter(({ parentId }) => parentId === folderId);
      for (const child of inside) contents.deleteFolder(child.folderId);
    },
    addContact(folderId, contact) {
      const folder = storedOrThrow(folderId);
      const mailItemId = nextId();
      put(folder, { marks: null, photo: null, properties: {}, ...contact, mailItemId });
      return mailItemId;
    },
    contact: (mailItemId) => holding(mailItemId)?.contacts.get(mailItemId) ?? null,
    replaceContact(replacement) {
      const { folder, contact } = held(replacement.mailItemId);
      put(folder, { ...contact, ...replacement });
    },
    editContact(mailItemId, fields) {
      const { folder, contact } = held(mailItemId);
      const edited = Object.entries({ ...contact.fields, ...fields }).filter(([, value]) => value !== '');
      put(folder, { ...contact, fields: Object.fromEntries(edited) });
    },
    moveContact(mailItemId, folderId) {
      const { folder, contact } = held(mailItemId);
      const destination = storedOrThrow(folderId);
      take(folder, mailItemId);
      put(destination, contact);
    },
    deleteContact(mailItemId) {
      take(held(mailItemId).folder, mailItemId);
    },
    changes: (folderId) => storedOrThrow(folderId).log,
    expireCursors() {
      for (const { log } of [defaultFolder, ...folders.values()]) log.expireCursors();
    },
  };
  return contents;
}

function show({ folderId, displayName, parentId, syncId, madeAsParent, contacts }: StoredFolder): MemoryFolder {
  return { folderId, displayName, parentId, syncId, madeAsParent, contacts: [...contacts.values()] };
}
