import type { CollectionStore, MailboxStore, ReplicaStore, Retention, RunStore, SyncStore } from '../runs/stores.ts';
import type { TenantStore, WrappedKeyStore } from '../tenants/ports.ts';

/** Every store port, over one database. */
export interface Stores {
  readonly tenants: TenantStore;
  readonly wrappedKeys: WrappedKeyStore;
  readonly syncs: SyncStore;
  readonly collections: CollectionStore;
  readonly mailboxes: MailboxStore;
  readonly replicas: ReplicaStore;
  readonly runs: RunStore;
  readonly retention: Retention;
  /** Ends the use of all of them; what was written is kept, but for stores in memory. */
  close(): Promise<void>;
}
