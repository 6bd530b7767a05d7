import type { SyncDefinition } from '../runs/definition.ts';
import type { ReplicaStore } from '../runs/stores.ts';
import type { TenantId } from '../tenants/ports.ts';

/** Small work before large: first the syncs whose folders are all filled, then those with folders to fill or look at. */
export async function orderSyncs(
  replicas: Pick<ReplicaStore, 'countReplicas'>,
  tenantId: TenantId,
  syncs: readonly SyncDefinition[],
): Promise<readonly SyncDefinition[]> {
  const small: SyncDefinition[] = [];
  const large: SyncDefinition[] = [];
  for (const sync of syncs) {
    const { ready, unknown, writing } = await replicas.countReplicas(tenantId, sync.syncId, 0);
    (ready > 0 && unknown + writing === 0 ? small : large).push(sync);
  }
  return [...small, ...large];
}
