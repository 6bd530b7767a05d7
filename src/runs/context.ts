import type { TenantId, Vault } from '../tenants/ports.ts';
import type { SyncDefinition } from './definition.ts';
import type { TenantConnector } from './ports.ts';
import type { CollectionStore, MailboxStore, ReplicaStore, RunStore } from './stores.ts';

/** The stores that a run reads and writes. */
export interface RunStores {
  readonly collections: CollectionStore;
  readonly mailboxes: MailboxStore;
  readonly replicas: ReplicaStore;
  readonly runs: RunStore;
}

/** Everything a run of one sync works with. */
export interface RunContext {
  readonly tenantId: TenantId;
  readonly sync: SyncDefinition;
  readonly connector: TenantConnector;
  readonly stores: RunStores;
  readonly vault: Vault;
  /** ISO UTC. */
  readonly now: () => string;
  readonly newId: () => string;
  readonly settings: RunSettings;
}

export interface RunSettings {
  /** Folders worked on at the same time. */
  readonly foldersInFlight: number;
  /** Operations handed to a folder at once: what draining still waits for in each folder. */
  readonly operationsPerChunk: number;
  /** Items of a collection kept in memory during a run, so that each is opened once and not once per folder. */
  readonly cachedItems: number;
  /** A snapshot is read when the last one is older, whatever the cursor says. */
  readonly snapshotEveryMs: number;
}

export const defaultRunSettings: RunSettings = {
  foldersInFlight: 128,
  operationsPerChunk: 25,
  cachedItems: 20_000,
  snapshotEveryMs: 7 * 24 * 3_600_000,
};

/** The two ways to end a run early. */
export interface Stop {
  /** Finish what is in flight, start nothing new, leave every replica in a state that needs no second look. */
  readonly drain: AbortSignal;
  /** End requests in flight now; replicas in the middle of writing are looked at next time. */
  readonly cancel: AbortSignal;
}
