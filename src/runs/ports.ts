/** The outside world as a run needs it. Connectors implement these; test/contracts/ holds what each must keep. */
import type { Failure } from '../sync/failure.ts';
import type { ItemId } from '../sync/items.ts';
import type { HashedItem } from '../sync/log.ts';
import type { MailItemId, Operation, StampedItem } from '../sync/operations.ts';
import type { SourceRecord } from '../sync/source-record.ts';

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
}

export type FolderId = string;

/** Which folder in which mailbox: the stamp on the folder is the sync's id. */
export interface FolderSpec {
  readonly mailboxId: MailboxId;
  readonly syncId: string;
  /** Only used when the folder is made. */
  readonly displayName: string;
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
   * Our folder by its id or, failing that, by its stamp; null: there is none.
   * @throws {ConnectorError} mailbox states (`mailbox-…`) and the codes of a broken call.
   */
  findFolder(spec: FolderSpec, signal: AbortSignal): Promise<FoundFolder | null>;
  /** Lists the items that bear our stamp for this sync, a page at a time. @throws {ConnectorError} `not-found`: the folder is gone. */
  stamped(folder: OpenFolder, signal: AbortSignal): AsyncIterable<readonly StampedItem[]>;
}

export interface OpenFolder {
  readonly mailboxId: MailboxId;
  readonly syncId: string;
  readonly folderId: FolderId;
}

/** Mailboxes of one tenant as targets. */
export interface Target extends TargetReader {
  /** As `findFolder`, and makes the folder where there is none. Never makes a second one, also after a lost answer. */
  ensureFolder(spec: FolderSpec, signal: AbortSignal): Promise<FoundFolder>;
  open(folder: OpenFolder): TargetFolder;
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
  /** The items that bear exactly these stamps: how a lost create is resolved. In any order, absent if not there. */
  findStamped(
    stamps: readonly Pick<HashedItem, 'itemId' | 'contentHash'>[],
    signal: AbortSignal,
  ): Promise<readonly StampedItem[]>;
}

export type OperationResult =
  | { readonly kind: 'created'; readonly mailItemId: MailItemId }
  | { readonly kind: 'updated' }
  | { readonly kind: 'deleted' }
  /** An update of something that is no longer there. */
  | { readonly kind: 'gone' }
  /** A create that may or may not have happened. */
  | { readonly kind: 'unknown' }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** What a connection to one tenant offers. */
export interface TenantConnector {
  readonly source: ContactSource;
  readonly mailboxes: MailboxDirectory;
  readonly target: Target;
  /** Resolves when requests in flight have ended. */
  close(): Promise<void>;
}
