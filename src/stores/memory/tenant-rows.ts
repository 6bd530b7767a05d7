import type { SyncDefinition } from '../../runs/definition.ts';
import type { Cursor, Mailbox, MailboxId } from '../../runs/ports.ts';
import type { CompleteRead, Issue, Replica, Run } from '../../runs/stores.ts';
import type { ItemId } from '../../sync/items.ts';
import type { Change, Version } from '../../sync/log.ts';
import type { Link } from '../../sync/operations.ts';
import type { Connection, PendingConsent, Tenant, TenantId, WrappedKey } from '../../tenants/ports.ts';

/** All that is kept of one tenant. Nothing in it leads to another tenant's. */
export interface TenantRows {
  tenant: Tenant | null;
  wrappedKey: WrappedKey | null;
  readonly connections: Map<string, Connection>;
  readonly pendingConsents: Map<string, PendingConsent>;
  readonly syncs: Map<string, SyncDefinition>;
  readonly collections: Map<string, CollectionRows>;
  readonly directories: Map<string, DirectoryRows>;
  readonly replicas: Map<string, Map<MailboxId, ReplicaRows>>;
  readonly runs: Map<string, RunRows>;
}

export interface CollectionRows {
  version: Version;
  /** By version, oldest first. */
  readonly entries: Map<ItemId, Change>;
  read: CompleteRead | null;
  snapshotAt: string | null;
  /** When the oldest entry of a collection that was never read completely came. */
  firstAppendAt: string | null;
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
export function createRows(): { readonly of: Rows; readonly all: () => Iterable<TenantRows> } {
  const tenants = new Map<TenantId, TenantRows>();
  return {
    of: (tenantId) => getOrAdd(tenants, tenantId, emptyRows),
    all: () => tenants.values(),
  };
}

function emptyRows(): TenantRows {
  return {
    tenant: null,
    wrappedKey: null,
    connections: new Map(),
    pendingConsents: new Map(),
    syncs: new Map(),
    collections: new Map(),
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
