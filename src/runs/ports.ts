/** The outside world as a run needs it. Connectors implement these; test/contracts/ holds what each must keep. */
import type { Failure } from '../sync/failure.ts';
import type { ItemId } from '../sync/items.ts';
import type { HashedItem } from '../sync/log.ts';
import type { MailItem, MailItemId, Operation, StampedItem } from '../sync/operations.ts';
import type { SourceRecord } from '../sync/source-record.ts';
import type { ConnectedSource, Placement } from './definition.ts';

/** Opaque place to resume reading from; only the connector that made it can read it. */
export type Cursor = string;

/** Id of a mailbox that survives renames: an Entra object id. */
export type MailboxId = string;

export interface SourcePage {
  readonly records: readonly SourceRecord[];
  /** Entries that are no longer in the list. An id may be in several pages: the last one wins. */
  readonly removed: readonly ItemId[];
  /** On the last page only: where the next read goes on. */
  readonly cursor: Cursor | null;
  /** Entries that could not be read and were left out, or could be read in part only. */
  readonly problems?: readonly SourceProblem[];
}

/** An entry of a source that could not be read. No content: where it is and why. */
export interface SourceProblem {
  /** Null: not known. */
  readonly itemId: ItemId | null;
  readonly code: string;
  /** `members.csv, line 12, column phone` */
  readonly detail: string;
}

/** A list that can be read. */
export interface ContactSource {
  /**
   * Reads everything (`cursor` null: a snapshot) or what changed since the cursor. Complete only if a page with a
   * cursor came and nothing was thrown.
   * @throws {ConnectorError} `cursor-expired`: read a snapshot; and the codes of a broken call.
   */
  read(cursor: Cursor | null, signal: AbortSignal): AsyncIterable<SourcePage>;
}

/** A mailbox that may hold replicas. */
export interface Mailbox {
  readonly mailboxId: MailboxId;
  /** Personal: never logged. */
  readonly address: string;
  /** Null: usable. Otherwise why the directory says it is not. */
  readonly excluded: 'guest' | 'disabled' | 'no-exchange-licence' | 'no-address' | null;
}

export interface MailboxPage {
  readonly mailboxes: readonly Mailbox[];
  readonly removed: readonly MailboxId[];
  /** On the last page only. */
  readonly cursor: Cursor | null;
}

/** The mailboxes of a company, and who is in which group. */
export interface MailboxDirectory {
  /** As `ContactSource.read`. */
  read(cursor: Cursor | null, signal: AbortSignal): AsyncIterable<MailboxPage>;
  /**
   * Everyone in a group, through nested groups; each mailbox once.
   * @throws {ConnectorError} `not-found`: no such group. An audience that cannot be read completely is never a smaller one.
   */
  groupMembers(groupId: string, signal: AbortSignal): AsyncIterable<readonly MailboxId[]>;
  /**
   * The mailbox that has the address, whether it can be used or not; an id is taken as it is.
   * @throws {ConnectorError} `mailbox-not-found`: none has it; `not-found`: more than one has.
   */
  find(address: string, signal: AbortSignal): Promise<MailboxId>;
}

/** A group as people know it. */
export interface FoundGroup {
  readonly groupId: string;
  readonly displayName: string;
  readonly mail: string | null;
  /** Its members follow from a rule. */
  readonly dynamic: boolean;
}

/** The groups of a company, for people to choose from. */
export interface GroupSearch {
  /** Groups with a word in their name that begins with each word of the text, by name: the first 50. @throws {ConnectorError} */
  find(text: string, signal: AbortSignal): Promise<readonly FoundGroup[]>;
}

export type FolderId = string;

/** Which folder in which mailbox: the stamp on the folder is the sync's id. */
export interface FolderSpec {
  readonly mailboxId: MailboxId;
  readonly syncId: string;
  /** Names are only used when the folder is made: people may rename it. */
  readonly placement: Placement;
  /** As stored; null: not known. */
  readonly folderId: FolderId | null;
}

export interface FoundFolder {
  readonly folderId: FolderId;
  /** Made by this call, so there is nothing in it. */
  readonly created: boolean;
}

/** Mailboxes of one tenant as targets: the part that only looks. A dry run gets no more than this. */
export interface TargetReader {
  /**
   * Our folder by its id or, failing that, by its stamp; null: there is none. Placed in the default folder: that one,
   * which is always there and bears no stamp.
   * @throws {ConnectorError} mailbox states (`mailbox-…`) and the codes of a broken call.
   */
  findFolder(spec: FolderSpec, signal: AbortSignal): Promise<FoundFolder | null>;
  /** Lists the items that bear our stamp for this sync, a page at a time. @throws {ConnectorError} `not-found`: the folder is gone. */
  stamped(folder: OpenFolder, signal: AbortSignal): AsyncIterable<readonly StampedItem[]>;
  /** Those of the items that are there and bear our stamp for this sync, with their content. In any order. */
  read(folder: OpenFolder, mailItemIds: readonly MailItemId[], signal: AbortSignal): Promise<readonly MailItem[]>;
  /**
   * What changed in the folder since the cursor, whoever did it; null: everything that is there. Complete only if a page
   * with a cursor came. As few requests as the service allows: one, if nothing changed.
   * @throws {ConnectorError} `cursor-expired`; `not-found`: the folder is gone.
   */
  changes(folder: OpenFolder, cursor: Cursor | null, signal: AbortSignal): AsyncIterable<FolderChanges>;
}

export interface OpenFolder {
  readonly mailboxId: MailboxId;
  readonly syncId: string;
  readonly folderId: FolderId;
}

/** Also of items that are not ours. */
export interface FolderChanges {
  readonly present: readonly { readonly mailItemId: MailItemId; readonly changeKey?: string }[];
  readonly removed: readonly MailItemId[];
  /** On the last page only. */
  readonly cursor: Cursor | null;
}

/** Mailboxes of one tenant as targets. */
export interface Target extends TargetReader {
  /** As `findFolder`, and makes the folder where there is none. Never makes a second one, also after a lost answer. */
  ensureFolder(spec: FolderSpec, signal: AbortSignal): Promise<FoundFolder>;
  open(folder: OpenFolder): TargetFolder;
  /**
   * Removes a folder of ours, and those around it that we made and that hold nothing any more. A folder that holds
   * anything stays, and the default folder always does: then only our stamp on it goes. What is gone is no failure.
   * @param folder `folderId` null: the folder is gone already, and what we made around it may be left.
   * @returns Whether the folder is gone.
   */
  removeFolder(
    folder: Omit<OpenFolder, 'folderId'> & { readonly folderId: FolderId | null },
    signal: AbortSignal,
  ): Promise<boolean>;
  /** The syncs that have a folder of ours in the mailbox. */
  ownFolders(mailboxId: MailboxId, signal: AbortSignal): Promise<readonly OpenFolder[]>;
}

/** One folder in one mailbox, as the outside sees it. */
export interface TargetFolder {
  /**
   * Applies operations and reports each, in order. A failed item is a result, not a throw. Deleting what is gone succeeds.
   * A create whose answer was lost is reported as `{kind: 'unknown'}`: the caller looks before it tries again.
   * @throws {ConnectorError} only if nothing more can be done in this folder: mailbox states, `unauthorized`,
   *   `consent-withdrawn`, `permission-missing`, `cancelled`, `not-found` (the folder is gone), `throttled` and
   *   `unavailable` (retries are used up). Some operations may have happened: the caller looks before it tries again.
   */
  apply(operations: readonly Operation[], signal: AbortSignal): Promise<readonly OperationResult[]>;
  /** Lists the items that bear our stamp, a page at a time: id in the mailbox, item id, content hash. */
  stamped(signal: AbortSignal): AsyncIterable<readonly StampedItem[]>;
  /** As `TargetReader.read`. */
  read(mailItemIds: readonly MailItemId[], signal: AbortSignal): Promise<readonly MailItem[]>;
  /** The items that bear exactly these stamps: how a lost create is resolved. In any order, absent if not there. */
  findStamped(
    stamps: readonly Pick<HashedItem, 'itemId' | 'contentHash'>[],
    signal: AbortSignal,
  ): Promise<readonly StampedItem[]>;
}

export type OperationResult =
  /** `changeKey` is absent where the service tells none, or a photo was written after it. */
  | { readonly kind: 'created'; readonly mailItemId: MailItemId; readonly changeKey?: string; readonly photo?: Failure }
  /** `photo`: why the photo could not be written; the rest was. */
  | { readonly kind: 'updated'; readonly changeKey?: string; readonly photo?: Failure }
  | { readonly kind: 'deleted' }
  /** An update of something that is no longer there. */
  | { readonly kind: 'gone' }
  /** A create that may or may not have happened. */
  | { readonly kind: 'unknown' }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** A photo as the directory has it. */
export type PhotoAnswer =
  | { readonly kind: 'none' }
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'photo'; readonly etag: string; readonly image: Uint8Array };

/** Photos of people; changes of them are told by no delta. */
export interface PhotoReader {
  /** @param etag Of the photo that is known; null: none. @throws {ConnectorError} */
  photo(itemId: ItemId, etag: string | null, signal: AbortSignal): Promise<PhotoAnswer>;
}

/** Which of the contacts that are not ours a clean-up means. */
export type LeftoverCriteria =
  /** All contacts in folders of this name, and then the folders. */
  | { readonly kind: 'folder'; readonly name: string }
  | { readonly kind: 'category'; readonly category: string }
  /** `String {GUID} Name name`: contacts that have this property, whatever its value. */
  | { readonly kind: 'property'; readonly id: string };

/** A contact that another product left. Never one with a stamp of ours. */
export interface Leftover {
  readonly mailItemId: MailItemId;
  readonly folderId: FolderId;
  readonly folderName: string;
  /** All that is needed to make it again, for the connector's eyes only. Personal: sealed wherever it is kept. */
  readonly content: string;
}

/** What other products left in mailboxes: the only way to change what has no stamp of ours, and only when asked for. */
export interface LeftoverCleaner {
  find(mailboxId: MailboxId, criteria: LeftoverCriteria, signal: AbortSignal): AsyncIterable<readonly Leftover[]>;
  /** What is gone is no failure. @throws {ConnectorError} */
  remove(mailboxId: MailboxId, leftovers: readonly Leftover[], signal: AbortSignal): Promise<void>;
  /** Folders that match and hold nothing any more, neither contacts nor folders. @returns How many went. */
  removeEmptyFolders(mailboxId: MailboxId, criteria: LeftoverCriteria, signal: AbortSignal): Promise<number>;
  /**
   * Makes contacts again in a folder of their old name, one more for each content that is there less often than it is named.
   * @returns How many were made. @throws {ConnectorError} Some may have been: asked again, it makes what is missing then.
   */
  restore(mailboxId: MailboxId, folderName: string, contents: readonly string[], signal: AbortSignal): Promise<number>;
}

/** What a connection says of itself when asked. */
export interface ConnectionHealth {
  /** Permissions that the consent gave; null: the token does not tell. */
  readonly permissions: readonly string[] | null;
  /** Of those that are needed, the ones that are missing. */
  readonly missing: readonly string[];
  /** The service's clock minus ours. */
  readonly clockSkewMs: number | null;
}

/** How busy a connector is, in requests to mailboxes. */
export interface ConnectorLoad {
  readonly inFlight: number;
  /** How many the service takes at once, as far as is known. */
  readonly ceiling: number;
  /** Requests so far, and how often the service asked for fewer. */
  readonly requests: number;
  readonly throttled: number;
}

/** What a connection to one tenant offers. */
export interface TenantConnector {
  source(definition: ConnectedSource): ContactSource;
  readonly mailboxes: MailboxDirectory;
  readonly groups: GroupSearch;
  readonly target: Target;
  readonly photos: PhotoReader;
  readonly leftovers: LeftoverCleaner;
  /** How many mailboxes keep it busy now: with more, each only waits longer. */
  mailboxesAtOnce(): number;
  load(): ConnectorLoad;
  /** @throws {ConnectorError} As a token request: `consent-withdrawn`, `unauthorized`, `unavailable`. */
  health(signal: AbortSignal): Promise<ConnectionHealth>;
  /** Resolves when requests in flight have ended. */
  close(): Promise<void>;
}
