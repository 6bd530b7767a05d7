import { consentState } from '../../../tenants/consent-state.ts';
import type { Tenant } from '../../../tenants/ports.ts';
import type { Api } from '../../contract/contract.ts';
import type { TenantPorts } from './ports.ts';

type TenantAnswer = Api['getTenant']['answer'];

/** A tenant as the API tells it. */
export async function tenantAnswer(ports: TenantPorts, tenant: Tenant): Promise<TenantAnswer> {
  const { tenantId, name, defaultCountry, timeZone, language, createdAt } = tenant;
  const isLeaving = await ports.isLeaving(tenantId);
  const state = isLeaving ? 'leaving' : consentState(await ports.tenants.connections(tenantId));
  return { tenantId, name, defaultCountry, timeZone, language, createdAt, state };
}
