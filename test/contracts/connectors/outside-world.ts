import type { FolderId, Mailbox, MailboxId, TenantConnector } from '../../../src/runs/ports.ts';
import type { ContactFields, ItemId } from '../../../src/sync/items.ts';
import type { MailItemId } from '../../../src/sync/operations.ts';

export type MailboxStateCode =
  | 'mailbox-not-enabled'
  | 'mailbox-on-premises'
  | 'mailbox-not-found'
  | 'mailbox-access-denied';

/** What a suite sets out with as an entry of the address list. */
export interface TestPerson {
  readonly displayName: string;
  readonly department?: string;
  readonly jobTitle?: string;
  readonly mobilePhone?: string;
  readonly address?: string;
}

/** An organizational contact of the address list. */
export interface TestOrgContact {
  readonly displayName: string;
  readonly companyName?: string;
  readonly department?: string;
  readonly mail?: string;
}

/** A contact as a person, or another product, puts it into a mailbox. */
export interface TestContact {
  readonly displayName: string;
  readonly fileAs?: string;
  readonly mobilePhone?: string;
  readonly companyName?: string;
  readonly businessPhones?: readonly string[];
  readonly categories?: readonly string[];
}

export interface OutsideContact {
  readonly mailItemId: MailItemId;
  readonly fields: ContactFields;
  readonly hasPhoto: boolean;
}

export interface OutsideFolder {
  readonly folderId: FolderId;
  readonly displayName: string;
  /** Null: at the top level. */
  readonly parentId: FolderId | null;
  readonly contacts: readonly OutsideContact[];
}

export type FaultyOperation = 'folder.create' | 'folder.remove' | 'item.create' | 'item.update' | 'item.delete';
/** Lists whose reads end in a cursor. */
export type CursorPage = 'source.page' | 'org-contacts.page' | 'contacts.page' | 'mailboxes.page' | 'folder.changes';
export type FaultyPage = CursorPage | 'group.page' | 'stamped.page';

/** A tenant as people and services change it, past the connector; each suite's test gets an empty one of its own. */
export interface OutsideWorld {
  readonly connector: TenantConnector;

  addPerson(person: TestPerson): Promise<ItemId>;
  changePerson(itemId: ItemId, change: Pick<TestPerson, 'department' | 'jobTitle'>): Promise<void>;
  removePerson(itemId: ItemId): Promise<void>;
  /** Null: none any more. */
  setPhoto(itemId: ItemId, jpeg: Uint8Array | null): Promise<void>;

  addOrgContact(contact: TestOrgContact): Promise<ItemId>;
  changeOrgContact(itemId: ItemId, change: Pick<TestOrgContact, 'department'>): Promise<void>;
  removeOrgContact(itemId: ItemId): Promise<void>;

  /** A mailbox with nothing in it. `excluded`: made so that the directory says this of it. */
  addMailbox(excluded?: Mailbox['excluded']): Promise<MailboxId>;
  /** What the mailbox of somebody usable is known by. */
  addressOf(mailboxId: MailboxId): Promise<string>;
  removeMailbox(mailboxId: MailboxId): Promise<void>;
  setMailboxState(mailboxId: MailboxId, state: MailboxStateCode): Promise<void>;

  addGroup(memberIds: readonly string[], displayName?: string): Promise<string>;
  addToGroup(groupId: string, memberId: string): Promise<void>;
  removeFromGroup(groupId: string, memberId: string): Promise<void>;
  /** Every cursor that the connector got of such lists so far is good for nothing any more. */
  expireCursors(of: CursorPage): Promise<void>;

  /** All folders at all levels but the default one, with what is in them. */
  folders(mailboxId: MailboxId): Promise<readonly OutsideFolder[]>;
  /** What is in the default folder. */
  defaultContacts(mailboxId: MailboxId): Promise<readonly OutsideContact[]>;
  /** At the top level, or in another. */
  addFolder(mailboxId: MailboxId, displayName: string, parentId?: FolderId): Promise<FolderId>;
  renameFolder(mailboxId: MailboxId, folderId: FolderId, displayName: string): Promise<void>;
  deleteFolder(mailboxId: MailboxId, folderId: FolderId): Promise<void>;
  /** A person's own contact; `folderId` null: in the default folder. */
  addPersonalContact(mailboxId: MailboxId, folderId: FolderId | null, displayName: string): Promise<MailItemId>;
  /** A contact that is not ours and may have an extended property, `String {GUID} Name name`, of another product. */
  addContact(
    mailboxId: MailboxId,
    folderId: FolderId | null,
    contact: TestContact,
    property?: { readonly id: string; readonly value: string },
  ): Promise<MailItemId>;
  /** As a person does with any contact; nothing else of it changes. */
  editContact(
    mailboxId: MailboxId,
    mailItemId: MailItemId,
    change: Pick<TestContact, 'displayName' | 'mobilePhone'>,
  ): Promise<void>;
  moveContact(mailboxId: MailboxId, mailItemId: MailItemId, folderId: FolderId): Promise<void>;
  deleteContact(mailboxId: MailboxId, mailItemId: MailItemId): Promise<void>;
  /** How many contacts without our stamp were ever changed or deleted by the connector. */
  personalTouches(): Promise<number>;
  /** Requests to mailboxes so far. */
  requestCount(): Promise<number>;
  /** Takes back one of the permissions that the connector needs. @returns Its name. */
  withdrawPermission(): Promise<string>;

  /** The next such request takes effect and its answer is lost. */
  loseAnswer(operation: FaultyOperation): Promise<void>;
  /** The next such request fails before it takes effect, as an overloaded service fails. */
  failBefore(operation: FaultyOperation): Promise<void>;
  /** Creating or changing this item is refused for what is in it. */
  rejectNext(operation: 'item.create' | 'item.update'): Promise<void>;
  /** From the second such page on, every one fails. */
  breakSecondPage(page: FaultyPage): Promise<void>;
  /** The answer of the last page lacks what would tell that it is the last. */
  cutLastPage(page: CursorPage): Promise<void>;
  /** The photo of the next contact that gets one is refused. */
  rejectPhoto(): Promise<void>;

  close(): Promise<void>;
}

/** Entries that surely fill more than one page in this world, kept small so that suites stay quick. */
export interface ContractSetting {
  readonly open: () => Promise<OutsideWorld>;
  readonly moreThanAPage: Readonly<Record<FaultyPage, number>>;
}
