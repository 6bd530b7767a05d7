import type { Connection, Tenant } from '../../../tenants/ports.ts';
import type { Api } from '../../contract/contract.ts';
import type { TenantPorts } from './ports.ts';

type TenantAnswer = Api['getTenant']['answer'];

/** A tenant as the API tells it. */
export async function tenantAnswer(ports: TenantPorts, tenant: Tenant): Promise<TenantAnswer> {
  const { tenantId, name, defaultCountry, timeZone, language, createdAt } = tenant;
  const isLeaving = await ports.isLeaving(tenantId);
  const state = isLeaving ? 'leaving' : stateOf(await ports.tenants.connections(tenantId));
  return { tenantId, name, defaultCountry, timeZone, language, createdAt, state };
}

/** Connected while one consent holds. */
export function stateOf(connections: readonly Pick<Connection, 'state'>[]): 'new' | 'connected' | 'withdrawn' {
  if (connections.length === 0) return 'new';
  return connections.some(({ state }) => state === 'connected') ? 'connected' : 'withdrawn';
}
