import type { RunStores } from '../runs/context.ts';
import type { Definitions, ResolvedSync, SourceDefinition } from '../runs/definition.ts';
import type { IngestContext } from '../runs/ingest-context.ts';
import type { PageStore } from '../runs/page-store.ts';
import type { ContactSource, TenantConnector } from '../runs/ports.ts';
import type { DefinitionStore, StoredDefinitions } from '../runs/stores.ts';
import type { Connection, Tenant, TenantStore, Vault } from '../tenants/ports.ts';

/** Stores that handlers read. */
export interface TenantStores extends RunStores {
  readonly tenants: TenantStore;
  readonly definitions: DefinitionStore;
  readonly pages: PageStore;
}

/** Connectors to a tenant's connections, opened when first asked for. */
export interface TenantConnectors {
  /** @throws {Problem} `not-connected`: there is no such connection any more. */
  of(connectionId: string): TenantConnector;
}

/** One tenant, and all that its operations work with. */
export interface TenantWork {
  readonly tenant: Tenant;
  readonly stores: TenantStores;
  readonly vault: Vault;
  /** ISO UTC. */
  readonly now: () => string;
  connections(): Promise<readonly Connection[]>;
  /** What is set up: saved, or (revision 0) what the configuration describes. */
  definitions(): Promise<StoredDefinitions>;
  /** @returns The new revision. @throws {StoreError} `conflict`: `expected` is no longer the newest. */
  saveDefinitions(definitions: Definitions, expected: number): Promise<number>;
  /** Works with connectors, which keep the limits of the tenant together with a run that is under way. */
  withConnectors<T>(work: (connectors: TenantConnectors) => Promise<T>): Promise<T>;
  openSource(connectors: TenantConnectors, source: SourceDefinition): ContactSource;
  /** What looking at a collection works with; nothing is noted. */
  ingestContext(list: Pick<ResolvedSync, 'collection' | 'sources'>, connectors: TenantConnectors): IngestContext;
}
