import type { Connection, Tenant, TenantId, TenantStore } from '../tenants/ports.ts';
import type { Definitions, SyncDefinition } from './definition.ts';
import type { CollectionHead, PageStore } from './page-store.ts';
import type { ReplicaCounts, Run } from './stores.ts';

/** Where everything stands, in counts and states: nothing personal. */
export interface Status {
  readonly tenants: readonly TenantStatus[];
}

export interface TenantStatus {
  readonly tenant: Tenant;
  readonly connections: readonly Connection[];
  readonly syncs: readonly SyncStatus[];
}

export interface SyncStatus {
  readonly syncId: string;
  readonly name: string;
  /** Where its items are: the folder's name, or the category in the default folder. */
  readonly placement: string;
  readonly paused: boolean;
  readonly items: number;
  readonly version: number;
  /** ISO UTC of the last complete read; null: never. */
  readonly readAt: string | null;
  readonly replicas: ReplicaCounts;
  /** Newest first. */
  readonly runs: readonly Run[];
}

export interface StatusStores {
  readonly tenants: TenantStore;
  readonly pages: PageStore;
}

const runsShown = 10;

/** Reads the status of every tenant. */
export async function readStatus(
  stores: StatusStores,
  definitionsOf: (tenant: Tenant) => Promise<Definitions>,
): Promise<Status> {
  const tenants: TenantStatus[] = [];
  for (const tenant of await stores.tenants.tenants()) {
    tenants.push(await readTenantStatus(stores, tenant, await definitionsOf(tenant)));
  }
  return { tenants };
}

/** Reads the status of one tenant, with as many queries for many syncs as for one. */
export async function readTenantStatus(
  stores: StatusStores,
  tenant: Tenant,
  definitions: Definitions,
): Promise<TenantStatus> {
  const { tenantId } = tenant;
  const heads = await headsOfSyncs(stores.pages, tenantId, definitions.syncs);
  const versions = new Map([...heads].map(([syncId, { version }]) => [syncId, version]));
  const counts = await stores.pages.replicaCounts(tenantId, versions);
  const latest = await stores.pages.latestRuns(tenantId, [...heads.keys()], runsShown);
  const syncs = definitions.syncs.map(({ syncId, name, placement, paused }) => {
    const { itemCount: items, version, readAt } = heads.get(syncId) ?? unread;
    const replicas = counts.get(syncId) ?? noReplicas;
    const place = placement.kind === 'folder' ? placement.path.join(' / ') : placement.category;
    return { syncId, name, placement: place, paused, items, version, readAt, replicas, runs: latest.get(syncId) ?? [] };
  });
  return { tenant, connections: await stores.tenants.connections(tenantId), syncs };
}

const unread: CollectionHead = { version: 0, itemCount: 0, readAt: null };
const noReplicas: ReplicaCounts = { unknown: 0, ready: 0, writing: 0, unavailable: 0, leaving: 0, atHead: 0 };

/** How far the collection of each sync is, by sync. */
export async function headsOfSyncs(
  pages: Pick<PageStore, 'heads'>,
  tenantId: TenantId,
  syncs: readonly Pick<SyncDefinition, 'syncId' | 'collectionId'>[],
): Promise<ReadonlyMap<string, CollectionHead>> {
  const heads = await pages.heads(tenantId, [...new Set(syncs.map(({ collectionId }) => collectionId))]);
  return new Map(syncs.map(({ syncId, collectionId }) => [syncId, heads.get(collectionId) ?? unread]));
}
