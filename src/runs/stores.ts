/**
 * What runs keep. Tenant id first in every call; a call never sees another tenant's rows. Ids of a tenant are its own, and
 * two that differ only in case are different. Instants are compared as texts: all in the form of `toISOString`.
 */
import type { FailureCode } from '../sync/failure.ts';
import type { Item, ItemId } from '../sync/items.ts';
import type { Change, ContentHash, Hashed, HashedItem, Version } from '../sync/log.ts';
import type { Link } from '../sync/operations.ts';
import type { SourceRecord } from '../sync/source-record.ts';
import type { TenantId } from '../tenants/ports.ts';
import type { Definitions, Placement } from './definition.ts';
import type { Cursor, FolderId, Mailbox, MailboxId } from './ports.ts';

/** What a tenant has set up. Sealed at rest: rules name people and addresses. */
export interface DefinitionStore {
  /** Revision 0 with nothing in it, if none were saved. */
  definitions(tenantId: TenantId): Promise<StoredDefinitions>;
  /**
   * Replaces all of them, all or nothing.
   * @param expected The revision that the change was made from.
   * @returns The new revision. @throws {StoreError} `conflict`: someone else saved in between.
   */
  saveDefinitions(tenantId: TenantId, definitions: Definitions, expected: number): Promise<number>;
}

export interface StoredDefinitions {
  readonly revision: number;
  readonly definitions: Definitions;
}

/** What is known of a log as a whole. */
export interface LogHead {
  /** Version of the newest change, 0 if there is none. */
  readonly version: Version;
  /** Items that are not tombstones. */
  readonly itemCount: number;
  /** Where the next read of what feeds it goes on; null: a snapshot is due. */
  readonly cursor: Cursor | null;
  /** Hash of what defines it at the last complete read; a different one makes a snapshot due. */
  readonly definitionHash: string | null;
  /** ISO UTC of the last complete read and the last complete snapshot; null: never. Without one, nothing may be deleted. */
  readonly readAt: string | null;
  readonly snapshotAt: string | null;
}

export interface CompleteRead {
  readonly cursor: Cursor | null;
  readonly definitionHash: string;
  readonly readAt: string;
  /** True if it was a snapshot. */
  readonly snapshot: boolean;
}

/** Logs by id: one per source, one per collection. Content is sealed at rest. */
export interface LogStore<Content> {
  /** Of an unknown log: version 0, nothing read. */
  head(tenantId: TenantId, logId: string): Promise<LogHead>;
  /** Hashes of those of the items that the log knows; `''` for tombstones. */
  hashes(tenantId: TenantId, logId: string, itemIds: readonly ItemId[]): Promise<ReadonlyMap<ItemId, ContentHash>>;
  /** The entries of those of the items that the log knows, tombstones included. */
  entries(tenantId: TenantId, logId: string, itemIds: readonly ItemId[]): Promise<ReadonlyMap<ItemId, Change<Content>>>;
  /**
   * Appends in order, each at the next version, replacing the item's former entry; all or nothing. A tombstone notes when.
   * @returns The new head version.
   */
  append(tenantId: TenantId, logId: string, items: readonly Hashed<Content>[]): Promise<Version>;
  /** Marks the end of a complete read: the cursor moves here and nowhere else. */
  completeRead(tenantId: TenantId, logId: string, read: CompleteRead): Promise<void>;
  /** Ids of all items that are not tombstones, in pages. */
  itemIds(tenantId: TenantId, logId: string): AsyncIterable<readonly ItemId[]>;
  /** Entries with `after < version <= upTo`, tombstones included, by version, in pages. */
  changes(tenantId: TenantId, logId: string, after: Version, upTo: Version): AsyncIterable<readonly Change<Content>[]>;
}

/** What sources said when they were last read: one log per source. */
export type SourceStore = LogStore<SourceRecord>;

/** One log per collection, which also remembers what was there before. */
export interface CollectionStore extends LogStore<Item> {
  /**
   * Everything that changed after the version, as it was at that version: a tombstone for what was not there. By item
   * id, in pages. Reaches as far back as nothing was purged.
   * @throws {StoreError} `history-gone`: what was there then is no longer known.
   */
  asOf(tenantId: TenantId, collectionId: string, version: Version): AsyncIterable<readonly HashedItem[]>;
  /**
   * Appends again the tombstones that are older than `goneBefore` and were not yet appended again for as many days or
   * more: so replicas meet them when their time of grace is over.
   * @returns The new head version.
   */
  ripen(tenantId: TenantId, collectionId: string, days: number, goneBefore: string): Promise<Version>;
}

/** A photo, scaled, as it goes into mailboxes. */
export interface StoredPhoto {
  readonly itemId: ItemId;
  /** What the directory calls this state of the photo; null: there is none. */
  readonly etag: string | null;
  /** Of the scaled image; null: there is none. */
  readonly hash: string | null;
  /** ISO UTC of the last look. */
  readonly checkedAt: string;
}

/** Photos of a source's people. Images are sealed at rest. */
export interface PhotoStore {
  photos(tenantId: TenantId, sourceId: string, itemIds: readonly ItemId[]): Promise<ReadonlyMap<ItemId, StoredPhoto>>;
  /** Creates or replaces; `jpeg` null keeps the image that is there if the hash is the same, else there is none. */
  putPhoto(tenantId: TenantId, sourceId: string, photo: StoredPhoto, jpeg: Uint8Array | null): Promise<void>;
  /** An image by its hash, whatever source it came by; null: not known. */
  image(tenantId: TenantId, hash: string): Promise<Uint8Array | null>;
  removePhotos(tenantId: TenantId, sourceId: string, itemIds: readonly ItemId[]): Promise<void>;
}

/** The mailboxes of a connection, as last read from its directory. Addresses are sealed at rest. */
export interface MailboxStore {
  cursor(tenantId: TenantId, connectionId: string): Promise<Cursor | null>;
  /** Of all connections that have one, by connection. */
  cursors(tenantId: TenantId): Promise<ReadonlyMap<string, Cursor>>;
  putMailboxes(tenantId: TenantId, connectionId: string, mailboxes: readonly Mailbox[]): Promise<void>;
  removeMailboxes(tenantId: TenantId, connectionId: string, mailboxIds: readonly MailboxId[]): Promise<void>;
  /** After a complete read; null forgets the cursor. */
  saveCursor(tenantId: TenantId, connectionId: string, cursor: Cursor | null): Promise<void>;
  /** All known mailboxes by mailbox id (by code point), in pages. */
  mailboxes(tenantId: TenantId, connectionId: string): AsyncIterable<readonly Mailbox[]>;
  /** As `mailboxes`, without their addresses, so that none has to be opened. */
  mailboxIds(tenantId: TenantId, connectionId: string): AsyncIterable<readonly Omit<Mailbox, 'address'>[]>;
  /** The address of one; null: it is not known. */
  address(tenantId: TenantId, connectionId: string, mailboxId: MailboxId): Promise<string | null>;
}

/**
 * State of a replica.
 * - `unknown`: not looked at yet, or nothing known for certain: look at the mailbox first.
 * - `ready`: `links` and `version` hold.
 * - `writing`: a run was in the middle of it: look at the mailbox first.
 * - `unavailable`: the mailbox cannot be used; look again at `lookAgainAt`.
 * - `leaving`: the mailbox left the audience, and what is ours in it is being taken out.
 */
export type ReplicaState = 'unknown' | 'ready' | 'writing' | 'unavailable' | 'leaving';

/** One target folder in one mailbox; the id of a replica is its sync and its mailbox. */
export interface Replica {
  readonly syncId: string;
  readonly mailboxId: MailboxId;
  readonly folderId: FolderId | null;
  readonly state: ReplicaState;
  /** Version applied; 0 for none. */
  readonly version: Version;
  /** Why it is unavailable. */
  readonly failureCode: FailureCode | null;
  /** ISO UTC; only when unavailable. */
  readonly lookAgainAt: string | null;
  /** ISO UTC of the last time `version` moved or was confirmed; null: never. */
  readonly syncedAt: string | null;
  /** Where the next look for what people changed goes on; null: it begins with everything. Sealed at rest. */
  readonly driftCursor: Cursor | null;
  /** ISO UTC: when the next such look is due; null: never. */
  readonly lookAt: string | null;
}

export interface ReplicaStore {
  /** Adds replicas in state `unknown` at version 0; those that exist stay as they are. */
  addReplicas(tenantId: TenantId, syncId: string, mailboxIds: readonly MailboxId[]): Promise<void>;
  replica(tenantId: TenantId, syncId: string, mailboxId: MailboxId): Promise<Replica | null>;
  /** All replicas of a sync by mailbox id (by code point), in pages. */
  replicas(tenantId: TenantId, syncId: string): AsyncIterable<readonly Replica[]>;
  /**
   * Replicas that need work, in pages, each at most once: not `ready`, behind `version`, or due for a look (`lookAt <= now`).
   * Unavailable ones only when `lookAgainAt <= now`, leaving ones unless `lookAgainAt > now`.
   *
   * Small work comes before large: first those that are `ready` and behind, and only need changes; then those that are
   * `ready` and due for a look; then all others. Of equal ones by mailbox id. A replica that needs no work any more when
   * its page is read is left out.
   */
  replicasBehind(tenantId: TenantId, syncId: string, version: Version, now: string): AsyncIterable<readonly Replica[]>;
  /** How many replicas are in each state, and how many are `ready` and not behind `version`. */
  countReplicas(tenantId: TenantId, syncId: string, version: Version): Promise<ReplicaCounts>;
  /**
   * Replaces the row of an existing replica; one that was removed meanwhile stays removed. State `writing` outlives a
   * power cut once this has resolved: what is written to the mailbox after it is looked for after it.
   */
  saveReplica(tenantId: TenantId, replica: Replica): Promise<void>;
  /** Every `ready` replica of the sync is at version 0 again, with its links: what it holds is compared with everything. */
  forgetVersions(tenantId: TenantId, syncId: string): Promise<void>;
  /** With its links. */
  removeReplica(tenantId: TenantId, syncId: string, mailboxId: MailboxId): Promise<void>;
  /** Links of those of the items that the replica holds. */
  links(
    tenantId: TenantId,
    syncId: string,
    mailboxId: MailboxId,
    itemIds: readonly ItemId[],
  ): Promise<ReadonlyMap<ItemId, Link>>;
  /** All links of the replica, by item id, in pages. */
  allLinks(tenantId: TenantId, syncId: string, mailboxId: MailboxId): AsyncIterable<readonly Link[]>;
  /** Clears, puts and removes links of one replica in this order, all or nothing; nothing is kept of a replica that is not there. */
  writeLinks(tenantId: TenantId, syncId: string, mailboxId: MailboxId, write: LinkWrite): Promise<void>;
  /** How many links the replica has. */
  countLinks(tenantId: TenantId, syncId: string, mailboxId: MailboxId): Promise<number>;
}

export interface LinkWrite {
  /** Drop all links of the replica before putting. */
  readonly clear?: boolean;
  readonly put: readonly Link[];
  readonly remove: readonly ItemId[];
}

export interface ReplicaCounts {
  readonly unknown: number;
  readonly ready: number;
  readonly writing: number;
  readonly unavailable: number;
  readonly leaving: number;
  /** Of the ready ones. */
  readonly atHead: number;
}

/** How a run ended, or that it has not. A held one that a person refused is `refused`. */
export type RunState = 'running' | 'done' | 'held' | 'refused' | 'cancelled' | 'failed';

/** `uninstall` takes everything of the sync out of mailboxes, `undo` brings back what was before an earlier run. */
export type RunKind = 'sync' | 'uninstall' | 'undo';

export interface RunTotals {
  readonly created: number;
  readonly updated: number;
  readonly deleted: number;
  readonly foldersSynced: number;
  readonly foldersUnavailable: number;
  readonly foldersFailed: number;
  readonly foldersHeld: number;
  /** Deletes that a guard kept from happening: what an approval is for. */
  readonly deletesHeld: number;
  /** Of these, the ones that the list would lose; the others are held in folders, and approved apart. */
  readonly listDeletesHeld: number;
  /** Changes of the list that a guard kept from happening. */
  readonly listChangesHeld: number;
  /** Mailboxes that would leave the audience, and wait for approval. */
  readonly leaversHeld: number;
  /** What people had changed or deleted in replicas: put back, or left as it is. */
  readonly driftRestored: number;
  readonly driftLeft: number;
  readonly issues: number;
}

/** What of a sync decides what its replicas hold, beside the items themselves. */
export interface RunSetUp {
  readonly collectionId: string;
  readonly placement: Placement['kind'];
  /** How items are written (src/runs/presentation.ts). */
  readonly presentationHash: string;
}

export interface Run {
  readonly runId: string;
  readonly kind: RunKind;
  readonly syncId: string;
  readonly state: RunState;
  /** ISO UTC. */
  readonly startedAt: string;
  readonly endedAt: string | null;
  readonly totals: RunTotals;
  /** Version of the collection before the run: what an undo goes back to; null: it never got that far. */
  readonly versionBefore: Version | null;
  /** What the replicas are brought to by the run; null: not known. */
  readonly setUp: RunSetUp | null;
  /** Tells one set of held changes from another, so that what was refused is not asked again; null: nothing held. */
  readonly heldHash: string | null;
  /** Why it failed or is held: a failure code or a guard's name. */
  readonly reason: string | null;
  /** What belongs to the reason: which permission is missing, what the service answered. No content. */
  readonly detail: string | null;
}

/** One item or folder that could not be synced. No content: ids and codes only. */
export interface Issue {
  readonly mailboxId: MailboxId | null;
  readonly itemId: ItemId | null;
  /** A failure code, a guard's name or a mapping problem (docs/errors.md). */
  readonly code: string;
  readonly detail: string;
}

export interface RunStore {
  /** Creates or replaces. */
  saveRun(tenantId: TenantId, run: Run): Promise<void>;
  run(tenantId: TenantId, runId: string): Promise<Run | null>;
  /** By `startedAt`, then run id, newest first, at most `limit`. */
  runs(tenantId: TenantId, syncId: string, limit: number): Promise<readonly Run[]>;
  /** @throws {StoreError} `run-missing`. */
  addIssues(tenantId: TenantId, runId: string, issues: readonly Issue[]): Promise<void>;
  /** In the order added, at most `limit`. */
  issues(tenantId: TenantId, runId: string, limit: number): Promise<readonly Issue[]>;
}

/** Everything cached or logged is gone after 30 days. */
export interface Retention {
  /**
   * Removes runs and issues that started, logs that were read, photos that were looked at, what collections were before
   * (by when it was replaced), and links of replicas that were synced before the instant. What remains of such a log is an unread one at its version, and its replicas that are `ready`
   * become `unknown`, because their next changes are gone; what remains of such a replica is its folder in state `unknown`.
   * A source that is forgotten makes every collection of the tenant due for a merge as a whole. Of a forgotten collection
   * nothing can be undone. A replica that is `leaving` stays so.
   * What never came to its end counts from its beginning: a collection that was never read completely from its first
   * item, a replica that was never synced from when it was added. The mailboxes of a connection and their cursor go when
   * they were last written before the instant. Call it between runs of the tenant: a run holds on to what it has read.
   * @param runsInstant Of runs and their issues, which hold no content; left out: the same instant.
   */
  purgeBefore(tenantId: TenantId, instant: string, runsInstant?: string): Promise<void>;
}

/** What was read of lists, by what it hangs on. */
export interface CachedLists {
  /** Their mailboxes. */
  readonly connectionIds: readonly string[];
  /** Their logs and photos. */
  readonly sourceIds: readonly string[];
  /** Their logs, with what they were before. */
  readonly collectionIds: readonly string[];
  /** Syncs of these collections: their replicas that are `ready` become `unknown`. */
  readonly syncIds: readonly string[];
}

/** Forgets what was read before its time. */
export interface ListCache {
  /**
   * Removes it all at once. Logs go on counting versions as unread ones, and every collection of the tenant is due for a
   * merge as a whole. Folders and links stay. Call it between runs of the tenant: a run holds on to what it has read.
   */
  forgetLists(tenantId: TenantId, lists: CachedLists): Promise<void>;
}
