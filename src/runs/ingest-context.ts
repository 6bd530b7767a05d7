import type { TenantId, Vault } from '../tenants/ports.ts';
import type { CollectionDefinition, SourceDefinition } from './definition.ts';
import type { ContactSource, MailboxDirectory } from './ports.ts';
import type { CollectionStore, Issue, PhotoStore, SourceStore } from './stores.ts';

/** What reading sources and merging them works with: nothing of mailboxes, and for a dry run only logs in memory. */
export interface IngestContext {
  readonly tenantId: TenantId;
  readonly collection: CollectionDefinition;
  /** In the order of the collection: by priority. */
  readonly sources: readonly SourceDefinition[];
  openSource(source: SourceDefinition): ContactSource;
  directoryOf(source: SourceDefinition): Pick<MailboxDirectory, 'groupMembers'> | null;
  readonly stores: {
    readonly sources: Pick<SourceStore, LogCalls>;
    readonly collections: Pick<CollectionStore, LogCalls>;
    readonly photos: Pick<PhotoStore, 'photos'>;
  };
  readonly vault: Vault;
  /** ISO UTC. */
  readonly now: () => string;
  readonly settings: { readonly snapshotEveryMs: number };
  /** Takes what could not be read or mapped. */
  note(issues: readonly Issue[]): Promise<void>;
}

/** What ingesting does with a log. */
export type LogCalls = 'head' | 'hashes' | 'entries' | 'append' | 'completeRead' | 'itemIds' | 'changes';
