import { Problem } from '../../api/endpoint/problem.ts';
import type { TenantConnectors, TenantWork } from '../../api/tenant-work.ts';
import type { TenantId } from '../../tenants/ports.ts';
import { currentDefinitions } from '../definitions.ts';
import { type Program, partsOf } from '../program.ts';
import { ingestContext, NotConnectedError, now, openSource, withConnectors } from '../sync-context.ts';

/** Opens what operations of a tenant work with; null: there is no such tenant. */
export async function tenantWork(program: Program, tenantId: TenantId): Promise<TenantWork | null> {
  const parts = await partsOf(program, tenantId);
  if (parts === null) return null;
  const { stores } = parts;
  return {
    tenant: parts.tenant,
    stores,
    vault: parts.vault,
    now,
    connections: () => stores.tenants.connections(tenantId),
    definitions: () => currentDefinitions(parts),
    saveDefinitions: (definitions, expected) => stores.definitions.saveDefinitions(tenantId, definitions, expected),
    withConnectors: (work) => withConnectors(parts, (connectors) => work(orProblem(connectors))),
    openSource: (connectors, source) => openSource(parts, connectors, source),
    ingestContext: (list, connectors) => ingestContext(parts, list, connectors),
  };
}

function orProblem(connectors: TenantConnectors): TenantConnectors {
  return {
    of(connectionId) {
      try {
        return connectors.of(connectionId);
      } catch (error) {
        throw error instanceof NotConnectedError ? new Problem('not-connected') : error;
      }
    },
  };
}
