import { type Attention, attentionOf, type Health, healthOf } from '../../../runs/attention.ts';
import { readTenantStatus, type TenantStatus } from '../../../runs/read-status.ts';
import type { TenantWork } from '../../tenant-work.ts';

/** How a tenant is, and what of it needs a person. */
export interface TenantHealth {
  readonly status: TenantStatus;
  readonly attention: readonly Attention[];
  readonly health: Health;
}

/** Reads where a tenant stands: states and counts. */
export async function tenantHealth({ tenant, stores, definitions }: TenantWork): Promise<TenantHealth> {
  const status = await readTenantStatus(stores, tenant, (await definitions()).definitions);
  const attention = attentionOf(status.connections, status.syncs);
  return { status, attention, health: healthOf(attention) };
}
