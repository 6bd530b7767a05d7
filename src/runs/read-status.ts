import type { Connection, Tenant, TenantStore } from '../tenants/ports.ts';
import type { Definitions } from './definition.ts';
import type { CollectionStore, ReplicaCounts, ReplicaStore, Run, RunStore } from './stores.ts';

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
  readonly collections: CollectionStore;
  readonly replicas: ReplicaStore;
  readonly runs: RunStore;
}

const runsShown = 10;

/** Reads the status of every tenant. */
export async function readStatus(
  stores: StatusStores,
  definitionsOf: (tenantId: string) => Promise<Definitions>,
): Promise<Status> {
  const tenants: TenantStatus[] = [];
  for (const tenant of await stores.tenants.tenants()) {
    const { tenantId } = tenant;
    const syncs: SyncStatus[] = [];
    for (const { syncId, name, collectionId, placement, paused } of (await definitionsOf(tenantId)).syncs) {
      const { itemCount: items, version, readAt } = await stores.collections.head(tenantId, collectionId);
      const replicas = await stores.replicas.countReplicas(tenantId, syncId, version);
      const runs = await stores.runs.runs(tenantId, syncId, runsShown);
      const place = placement.kind === 'folder' ? placement.path.join(' / ') : placement.category;
      syncs.push({ syncId, name, placement: place, paused, items, version, readAt, replicas, runs });
    }
    tenants.push({ tenant, connections: await stores.tenants.connections(tenantId), syncs });
  }
  return { tenants };
}
