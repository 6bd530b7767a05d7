import type { Stores } from '../stores.ts';
import { createCollectionStore } from './collection-store.ts';
import { createDefinitionStore } from './definition-store.ts';
import { createLogStore } from './log-store.ts';
import { createMailboxStore } from './mailbox-store.ts';
import { createPhotoStore } from './photo-store.ts';
import { createReplicaStore } from './replica-store.ts';
import { createRetention } from './retention.ts';
import { createRunStore } from './run-store.ts';
import { createRows } from './tenant-rows.ts';
import { createTenantStore, createWrappedKeyStore } from './tenant-store.ts';

export interface MemoryStoresOptions {
  /** ISO UTC. */
  readonly now: () => string;
  /** Rows a page, where a call gives pages. */
  readonly pageSize?: number;
}

/** Stores that last as long as the process: for tests and trials. Nothing is encrypted, because nothing is at rest. */
export function createMemoryStores({ now, pageSize = 500 }: MemoryStoresOptions): Stores {
  const rows = createRows();
  return {
    tenants: createTenantStore(rows.of, rows.all),
    wrappedKeys: createWrappedKeyStore(rows.of),
    definitions: createDefinitionStore(rows.of),
    sources: createLogStore({ logsOf: (tenantId) => rows.of(tenantId).sources, keepsHistory: false, now, pageSize }),
    collections: createCollectionStore(rows.of, now, pageSize),
    photos: createPhotoStore(rows.of),
    mailboxes: createMailboxStore(rows.of, now, pageSize),
    replicas: createReplicaStore(rows.of, now, pageSize),
    runs: createRunStore(rows.of),
    retention: createRetention(rows.of),
    close: async () => {},
  };
}
