import type { Stores } from '../stores.ts';
import { createApiTokenStore } from './api-token-store.ts';
import { createAuditTrail } from './audit-trail.ts';
import { createCollectionStore } from './collection-store.ts';
import { createDefinitionStore } from './definition-store.ts';
import { createDocumentStore } from './document-store.ts';
import { createListCache } from './list-cache.ts';
import { createLogStore } from './log-store.ts';
import { createMailboxStore } from './mailbox-store.ts';
import { createMemberStore } from './member-store.ts';
import { createPageStore } from './page-store.ts';
import { createPhotoStore } from './photo-store.ts';
import { createRememberedAnswers } from './remembered-answers.ts';
import { createReplicaStore } from './replica-store.ts';
import { createRetention } from './retention.ts';
import { createRunStore } from './run-store.ts';
import { createSessionStore } from './session-store.ts';
import { createTenantData } from './tenant-data.ts';
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
  const sessions = createSessionStore();
  const collections = createCollectionStore(rows.of, now, pageSize);
  const replicas = createReplicaStore(rows.of, now, pageSize);
  const runs = createRunStore(rows.of);
  return {
    tenants: createTenantStore(rows.of, rows.all),
    wrappedKeys: createWrappedKeyStore(rows.of),
    documents: createDocumentStore(rows.of, now),
    members: createMemberStore(rows.of, rows.all),
    apiTokens: createApiTokenStore(rows.of, rows.all),
    audit: createAuditTrail(rows.of, now),
    sessions,
    answers: createRememberedAnswers(now),
    definitions: createDefinitionStore(rows.of),
    sources: createLogStore({ logsOf: (tenantId) => rows.of(tenantId).sources, keepsHistory: false, now, pageSize }),
    collections,
    photos: createPhotoStore(rows.of),
    mailboxes: createMailboxStore(rows.of, now, pageSize),
    replicas,
    runs,
    pages: createPageStore(rows.of, { collections, replicas, runs }),
    retention: createRetention(rows.of),
    listCache: createListCache(rows.of),
    tenantData: createTenantData({ rows: rows.of, remove: rows.remove, sessions }),
    close: async () => {},
  };
}
