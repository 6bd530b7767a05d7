import type {
  CollectionStore,
  DefinitionStore,
  MailboxStore,
  PhotoStore,
  ReplicaStore,
  Retention,
  RunStore,
  SourceStore,
} from '../runs/stores.ts';
import type { TenantStore, WrappedKeyStore } from '../tenants/ports.ts';

/** Every store port, over one database. */
export interface Stores {
  readonly tenants: TenantStore;
  readonly wrappedKeys: WrappedKeyStore;
  readonly definitions: DefinitionStore;
  readonly sources: SourceStore;
  readonly collections: CollectionStore;
  readonly photos: PhotoStore;
  readonly mailboxes: MailboxStore;
  readonly replicas: ReplicaStore;
  readonly runs: RunStore;
  readonly retention: Retention;
  /** Ends the use of all of them; what was written is kept, but for stores in memory. */
  close(): Promise<void>;
}
