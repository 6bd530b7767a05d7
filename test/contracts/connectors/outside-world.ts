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

export interface OutsideContact {
  readonly mailItemId: MailItemId;
  readonly fields: ContactFields;
}

export interface OutsideFolder {
  readonly folderId: FolderId;
  readonly displayName: string;
  readonly contacts: readonly OutsideContact[];
}

export type FaultyOperation = 'folder.create' | 'item.create' | 'item.update' | 'item.delete';
export type FaultyPage = 'source.page' | 'mailboxes.page' | 'group.page' | 'stamped.page';

/** A tenant as people and services change it, past the connector; each suite's test gets an empty one of its own. */
export interface OutsideWorld {
  readonly connector: TenantConnector;

  addPerson(person: TestPerson): Promise<ItemId>;
  changePerson(itemId: ItemId, change: Pick<TestPerson, 'department' | 'jobTitle'>): Promise<void>;
  removePerson(itemId: ItemId): Promise<void>;

  /** A mailbox with nothing in it. `excluded`: made so that the directory says this of it. */
  addMailbox(excluded?: Mailbox['excluded']): Promise<MailboxId>;
  removeMailbox(mailboxId: MailboxId): Promise<void>;
  setMailboxState(mailboxId: MailboxId, state: MailboxStateCode): Promise<void>;

  addGroup(memberIds: readonly string[]): Promise<string>;
  addToGroup(groupId: string, memberId: string): Promise<void>;
  /** Every cursor given out so far is good for nothing any more. */
  expireCursors(): Promise<void>;

  /** All folders but the default one, with what is in them. */
  folders(mailboxId: MailboxId): Promise<readonly OutsideFolder[]>;
  /** What is in the default folder. */
  defaultContacts(mailboxId: MailboxId): Promise<readonly OutsideContact[]>;
  addFolder(mailboxId: MailboxId, displayName: string): Promise<FolderId>;
  renameFolder(mailboxId: MailboxId, folderId: FolderId, displayName: string): Promise<void>;
  deleteFolder(mailboxId: MailboxId, folderId: FolderId): Promise<void>;
  /** A person's own contact; `folderId` null: in the default folder. */
  addPersonalContact(mailboxId: MailboxId, folderId: FolderId | null, displayName: string): Promise<MailItemId>;
  deleteContact(mailboxId: MailboxId, mailItemId: MailItemId): Promise<void>;
  /** How many contacts without our stamp were ever changed or deleted by the connector. */
  personalTouches(): Promise<number>;

  /** The next such request takes effect and its answer is lost. */
  loseAnswer(operation: FaultyOperation): Promise<void>;
  /** The next such request fails before it takes effect, as an overloaded service fails. */
  failBefore(operation: FaultyOperation): Promise<void>;
  /** Creating or changing this item is refused for what is in it. */
  rejectNext(operation: 'item.create' | 'item.update'): Promise<void>;
  /** From the second such page on, every one fails. */
  breakSecondPage(page: FaultyPage): Promise<void>;
  /** The answer of the last page lacks what would tell that it is the last. */
  cutLastPage(page: 'source.page' | 'mailboxes.page'): Promise<void>;

  close(): Promise<void>;
}

/** Entries that surely fill more than one page in this world, kept small so that suites stay quick. */
export interface ContractSetting {
  readonly open: () => Promise<OutsideWorld>;
  readonly moreThanAPage: Readonly<Record<FaultyPage, number>>;
}
