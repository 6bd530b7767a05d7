import type { PageStore } from '../runs/page-store.ts';
import type {
  CollectionStore,
  DefinitionStore,
  ListCache,
  MailboxStore,
  PhotoStore,
  ReplicaStore,
  Retention,
  RunStore,
  SourceStore,
} from '../runs/stores.ts';
import type { ApiTokenStore } from '../tenants/api-tokens.ts';
import type { AuditTrail } from '../tenants/audit-trail.ts';
import type { DocumentStore } from '../tenants/documents.ts';
import type { MemberStore } from '../tenants/members.ts';
import type { TenantStore, WrappedKeyStore } from '../tenants/ports.ts';
import type { RememberedAnswerStore } from '../tenants/remembered-answers.ts';
import type { SessionStore } from '../tenants/sessions.ts';
import type { TenantData } from '../tenants/tenant-data.ts';

/** Every store port, over one database. */
export interface Stores {
  readonly tenants: TenantStore;
  readonly wrappedKeys: WrappedKeyStore;
  readonly documents: DocumentStore;
  readonly members: MemberStore;
  readonly apiTokens: ApiTokenStore;
  readonly audit: AuditTrail;
  readonly sessions: SessionStore;
  readonly answers: RememberedAnswerStore;
  readonly definitions: DefinitionStore;
  readonly sources: SourceStore;
  readonly collections: CollectionStore;
  readonly photos: PhotoStore;
  readonly mailboxes: MailboxStore;
  readonly replicas: ReplicaStore;
  readonly runs: RunStore;
  readonly pages: PageStore;
  readonly retention: Retention;
  readonly listCache: ListCache;
  readonly tenantData: TenantData;
  /** Ends the use of all of them; what was written is kept, but for stores in memory. */
  close(): Promise<void>;
}
