/**
 * What runs keep. Tenant id first in every call; a call never sees another tenant's rows. Ids of a tenant are its own, and
 * two that differ only in case are different. Instants are compared as texts: all in the form of `toISOString`.
 */
import type { FailureCode } from '../sync/failure.ts';
import type { ItemId } from '../sync/items.ts';
import type { Change, ContentHash, HashedItem, Version } from '../sync/log.ts';
import type { Link } from '../sync/operations.ts';
import type { TenantId } from '../tenants/ports.ts';
import type { SyncDefinition } from './definition.ts';
import type { Cursor, FolderId, Mailbox, MailboxId } from './ports.ts';

export interface SyncStore {
  /** Creates or replaces. */
  saveSync(tenantId: TenantId, sync: SyncDefinition): Promise<void>;
  sync(tenantId: TenantId, syncId: string): Promise<SyncDefinition | null>;
  /** By sync id. */
  syncs(tenantId: TenantId): Promise<readonly SyncDefinition[]>;
}

/** What is known of a collection as a whole. */
export interface CollectionHead {
  /** Version of the newest change, 0 if there is none. */
  readonly version: Version;
  /** Items that are not tombstones. */
  readonly itemCount: number;
  /** Where the next read of the source goes on; null: a snapshot is due. */
  readonly cursor: Cursor | null;
  /** Hash of source definition and mapping at the last complete read; a different one makes a snapshot due. */
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

/** One log per collection; a collection has the id of its sync for now. Item content is sealed at rest. */
export interface CollectionStore {
  /** Of an unknown collection: version 0, nothing read. */
  head(tenantId: TenantId, collectionId: string): Promise<CollectionHead>;
  /** Hashes of those of the items that the log knows; `''` for tombstones. */
  hashes(
    tenantId: TenantId,
    collectionId: string,
    itemIds: readonly ItemId[],
  ): Promise<ReadonlyMap<ItemId, ContentHash>>;
  /**
   * Appends in order, each at the next version, replacing the item's former entry; all or nothing.
   * @returns The new head version.
   */
  append(tenantId: TenantId, collectionId: string, items: readonly HashedItem[]): Promise<Version>;
  /** Marks the end of a complete read: the cursor moves here and nowhere else. */
  completeRead(tenantId: TenantId, collectionId: string, read: CompleteRead): Promise<void>;
  /** Ids of all items that are not tombstones, in pages. */
  itemIds(tenantId: TenantId, collectionId: string): AsyncIterable<readonly ItemId[]>;
  /** Entries with `after < version <= upTo`, tombstones included, by version, in pages. */
  changes(tenantId: TenantId, collectionId: string, after: Version, upTo: Version): AsyncIterable<readonly Change[]>;
}

/** The mailboxes of a connection, as last read from its directory. Addresses are sealed at rest. */
export interface MailboxStore {
  cursor(tenantId: TenantId, connectionId: string): Promise<Cursor | null>;
  putMailboxes(tenantId: TenantId, connectionId: string, mailboxes: readonly Mailbox[]): Promise<void>;
  removeMailboxes(tenantId: TenantId, connectionId: string, mailboxIds: readonly MailboxId[]): Promise<void>;
  /** After a complete read; null forgets the cursor. */
  saveCursor(tenantId: TenantId, connectionId: string, cursor: Cursor | null): Promise<void>;
  /** All known mailboxes by mailbox id, in pages. */
  mailboxes(tenantId: TenantId, connectionId: string): AsyncIterable<readonly Mailbox[]>;
}

/**
 * State of a replica.
 * - `unknown`: not looked at yet, or nothing known for certain: look at the mailbox first.
 * - `ready`: `links` and `version` hold.
 * - `writing`: a run was in the middle of it: look at the mailbox first.
 * - `unavailable`: the mailbox cannot be used; look again at `lookAgainAt`.
 */
export type ReplicaState = 'unknown' | 'ready' | 'writing' | 'unavailable';

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
}

export interface ReplicaStore {
  /** Adds replicas in state `unknown` at version 0; those that exist stay as they are. */
  addReplicas(tenantId: TenantId, syncId: string, mailboxIds: readonly MailboxId[]): Promise<void>;
  replica(tenantId: TenantId, syncId: string, mailboxId: MailboxId): Promise<Replica | null>;
  /** All replicas of a sync by mailbox id, in pages. */
  replicas(tenantId: TenantId, syncId: string): AsyncIterable<readonly Replica[]>;
  /**
   * Replicas that need work, by mailbox id, in pages: not `ready`, or behind `version`. Unavailable ones only when
   * `lookAgainAt <= now`. A replica that changes while the pages are read may or may not be seen again.
   */
  replicasBehind(tenantId: TenantId, syncId: string, version: Version, now: string): AsyncIterable<readonly Replica[]>;
  /** How many replicas are in each state, and how many are `ready` and not behind `version`. */
  countReplicas(tenantId: TenantId, syncId: string, version: Version): Promise<ReplicaCounts>;
  /**
   * Replaces the row of an existing replica; one that was removed meanwhile stays removed. State `writing` outlives a
   * power cut once this has resolved: what is written to the mailbox after it is looked for after it.
   */
  saveReplica(tenantId: TenantId, replica: Replica): Promise<void>;
  /** With its links. */
  removeReplica(tenantId: TenantId, syncId: string, mailboxId: MailboxId): Promise<void>;
  /** Links of those of the items that the replica holds. */
  links(
    tenantId: TenantId,
    syncId: string,
    mailboxId: MailboxId,
    itemIds: readonly ItemId[],
  ): Promise<ReadonlyMap<ItemId, Link>>;
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
  /** Of the ready ones. */
  readonly atHead: number;
}

/** How a run ended, or that it has not. */
export type RunState = 'running' | 'done' | 'held' | 'cancelled' | 'failed';

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
  readonly issues: number;
}

export interface Run {
  readonly runId: string;
  readonly syncId: string;
  readonly state: RunState;
  /** ISO UTC. */
  readonly startedAt: string;
  readonly endedAt: string | null;
  readonly totals: RunTotals;
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
   * Removes runs and issues that started, collections that were read, and links of replicas that were synced before
   * the instant. What remains of such a collection is an unread one at its version, and its replicas that are `ready`
   * become `unknown`, because their next changes are gone; what remains of such a replica is its folder in state `unknown`.
   * What never came to its end counts from its beginning: a collection that was never read completely from its first
   * item, a replica that was never synced from when it was added. The mailboxes of a connection and their cursor go when
   * they were last written before the instant. Call it between runs of the tenant: a run holds on to what it has read.
   */
  purgeBefore(tenantId: TenantId, instant: string): Promise<void>;
}
