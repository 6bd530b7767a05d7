import type { TenantId, Vault } from '../tenants/ports.ts';
import type { ResolvedSync, SourceDefinition } from './definition.ts';
import type { ContactSource, MailboxDirectory, PhotoReader, TenantConnector } from './ports.ts';
import type { CollectionStore, MailboxStore, PhotoStore, ReplicaStore, RunStore, SourceStore } from './stores.ts';

/** The stores that a run reads and writes. */
export interface RunStores {
  readonly sources: SourceStore;
  readonly collections: CollectionStore;
  readonly photos: PhotoStore;
  readonly mailboxes: MailboxStore;
  readonly replicas: ReplicaStore;
  readonly runs: RunStore;
}

/** Everything a run of one sync works with. */
export interface RunContext extends ResolvedSync {
  readonly tenantId: TenantId;
  /** To the mailboxes that the sync writes to. */
  readonly connector: TenantConnector;
  /** Opens a source of the collection, by whatever connection it comes. */
  openSource(source: SourceDefinition): ContactSource;
  /** The directory of a source's connection, for groups that filters name; null: the source has none (a file). */
  directoryOf(source: SourceDefinition): Pick<MailboxDirectory, 'groupMembers'> | null;
  /** Photos of a source's people; null: it has none. */
  photosOf(source: SourceDefinition): PhotoReader | null;
  /** Scales a photo to a JPEG whose longer side has at most so many pixels; null: it is no picture. */
  scalePhoto(image: Uint8Array, pixels: number): Promise<Uint8Array | null>;
  readonly stores: RunStores;
  readonly vault: Vault;
  /** ISO UTC. */
  readonly now: () => string;
  readonly newId: () => string;
  readonly settings: RunSettings;
}

export interface RunSettings {
  /** Folders worked on at the same time, at most. */
  readonly foldersInFlight: number;
  /**
   * Operations handed to a folder at once: what draining still waits for in each folder. The next ones wait for the last of
   * these, so it is a multiple of how many a mailbox takes at a time: otherwise that one would go alone.
   */
  readonly operationsPerChunk: number;
  /** Items of a collection kept in memory during a run, so that each is opened once and not once per folder. */
  readonly cachedItems: number;
  /** A snapshot is read when the last one is older, whatever the cursor says. */
  readonly snapshotEveryMs: number;
}

export const defaultRunSettings: RunSettings = {
  foldersInFlight: 512,
  operationsPerChunk: 24,
  cachedItems: 5_000,
  snapshotEveryMs: 7 * 24 * 3_600_000,
};

/** The two ways to end a run early. */
export interface Stop {
  /** Finish what is in flight, start nothing new, leave every replica in a state that needs no second look. */
  readonly drain: AbortSignal;
  /** End requests in flight now; replicas in the middle of writing are looked at next time. */
  readonly cancel: AbortSignal;
}
