import { headsOfSyncs } from '../../../runs/read-status.ts';
import type { Run } from '../../../runs/stores.ts';
import type { TenantWork } from '../../tenant-work.ts';

/** Names of syncs, and how far their lists are. Of a sync that is gone its id is its name. */
export async function namesOfSyncs({ tenant, stores, definitions }: TenantWork, runs: readonly Pick<Run, 'syncId'>[]) {
  const { syncs } = (await definitions()).definitions;
  const used = new Set(runs.map(({ syncId }) => syncId));
  const byId = new Map(syncs.map((sync) => [sync.syncId, sync]));
  const heads = await headsOfSyncs(
    stores.pages,
    tenant.tenantId,
    syncs.filter(({ syncId }) => used.has(syncId)),
  );
  return {
    nameOf: (syncId: string) => byId.get(syncId)?.name ?? syncId,
    headOf: (syncId: string) => heads.get(syncId)?.version ?? null,
  };
}
