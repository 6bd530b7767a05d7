import type { Cursor, Mailbox, MailboxId } from '../../runs/ports.ts';
import type { CompleteRead, Issue, Replica, Run, StoredDefinitions, StoredPhoto } from '../../runs/stores.ts';
import type { Item, ItemId } from '../../sync/items.ts';
import type { Change, Hashed, Version } from '../../sync/log.ts';
import type { Link } from '../../sync/operations.ts';
import type { SourceRecord } from '../../sync/source-record.ts';
import type { ApiToken } from '../../tenants/api-tokens.ts';
import type { AuditEntry } from '../../tenants/audit-trail.ts';
import type { StoredDocument } from '../../tenants/documents.ts';
import type { MemberOf } from '../../tenants/members.ts';
import type { Connection, PendingConsent, Tenant, TenantId, WrappedKey } from '../../tenants/ports.ts';

/** All that is kept of one tenant. Nothing in it leads to another tenant's. */
export interface TenantRows {
  tenant: Tenant | null;
  wrappedKey: WrappedKey | null;
  readonly connections: Map<string, Connection>;
  readonly pendingConsents: Map<string, PendingConsent>;
  definitions: StoredDefinitions;
  /** By kind, then id. */
  readonly documents: Map<string, Map<string, StoredDocument>>;
  members: readonly MemberOf[];
  readonly apiTokens: Map<string, { readonly tenantId: TenantId; readonly token: ApiToken }>;
  readonly auditEntries: AuditEntry[];
  readonly sources: Map<string, LogRows<SourceRecord>>;
  readonly collections: Map<string, LogRows<Item>>;
  /** By source id. */
  readonly photos: Map<string, Map<ItemId, StoredPhoto>>;
  /** By hash. */
  readonly images: Map<string, Uint8Array>;
  readonly directories: Map<string, DirectoryRows>;
  readonly replicas: Map<string, Map<MailboxId, ReplicaRows>>;
  readonly runs: Map<string, RunRows>;
}

export interface LogRows<Content> {
  version: Version;
  /** By version, oldest first. */
  readonly entries: Map<ItemId, LogEntry<Content>>;
  /** What entries were before they were replaced, oldest first; of a log that keeps no history none. */
  former: FormerEntry<Content>[];
  /** The lowest version at which all that was there is known. */
  historyFrom: Version;
  /** A hash of null: made due again by retention. */
  read: (Omit<CompleteRead, 'definitionHash'> & { readonly definitionHash: string | null }) | null;
  snapshotAt: string | null;
  /** When the oldest entry of a log that was never read completely came. */
  firstAppendAt: string | null;
}

export interface LogEntry<Content> {
  readonly change: Change<Content>;
  /** After how many days the tombstone was last appended again; 0: it was not. */
  readonly ripenedDays: number;
}

/** What an item was from `version` to the version before `replacedVersion`. */
export interface FormerEntry<Content> extends Hashed<Content> {
  readonly version: Version;
  readonly replacedVersion: Version;
  readonly replacedAt: string;
}

export interface DirectoryRows {
  cursor: Cursor | null;
  /** When it was last written. */
  writtenAt: string;
  readonly mailboxes: Map<MailboxId, Mailbox>;
}

export interface ReplicaRows {
  replica: Replica;
  readonly addedAt: string;
  readonly links: Map<ItemId, Link>;
}

export interface RunRows {
  run: Run;
  readonly issues: Issue[];
}

export type Rows = (tenantId: TenantId) => TenantRows;

/** Rows by tenant; a tenant that nothing was written for has empty ones. */
export function createRows(): {
  readonly of: Rows;
  readonly all: () => Iterable<TenantRows>;
  readonly remove: (tenantId: TenantId) => void;
} {
  const tenants = new Map<TenantId, TenantRows>();
  return {
    of: (tenantId) => getOrAdd(tenants, tenantId, emptyRows),
    all: () => tenants.values(),
    remove: (tenantId) => void tenants.delete(tenantId),
  };
}

function emptyRows(): TenantRows {
  return {
    tenant: null,
    wrappedKey: null,
    connections: new Map(),
    pendingConsents: new Map(),
    definitions: { revision: 0, definitions: { sources: [], collections: [], audiences: [], syncs: [] } },
    documents: new Map(),
    members: [],
    apiTokens: new Map(),
    auditEntries: [],
    sources: new Map(),
    collections: new Map(),
    photos: new Map(),
    images: new Map(),
    directories: new Map(),
    replicas: new Map(),
    runs: new Map(),
  };
}

export function getOrAdd<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
