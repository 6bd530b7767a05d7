import { randomUUID } from 'node:crypto';
import type { SessionPorts } from '../../api/dashboard/session/ports.ts';
import { isLeaving } from '../../tenants/leaving/leaving.ts';
import { newSecret } from '../../tenants/sessions.ts';
import type { Engine } from '../engine.ts';
import { connectionPorts } from './connections.ts';
import type { AreaPorts } from './dashboard-context.ts';
import { listPorts } from './lists.ts';
import type { Privacy } from './privacy.ts';
import type { Identity } from './session.ts';
import { syncPorts } from './syncs.ts';

export interface AreaOptions extends Pick<SessionPorts, 'version' | 'demo'> {
  readonly privacy: Pick<Privacy, 'ports' | 'onForget'>;
}

/** What the operations of each area work with. */
export function areaPorts(engine: Engine, identity: Identity, { privacy, ...session }: AreaOptions): AreaPorts {
  const { program } = engine;
  const { tenants, members, apiTokens, audit, documents } = program.stores;
  const lists = listPorts(program);
  privacy.onForget((tenantId) => lists.forget(tenantId));
  program.consents.onChange(async (tenantId, _connection, change) => {
    if (change !== 'given') lists.forget(tenantId);
  });
  return {
    session: identity.sessionPorts(session),
    tenants: {
      tenants,
      members,
      apiTokens,
      audit,
      documents,
      tenantsOf: identity.tenantsOf,
      async mayCreateTenant(caller) {
        if (program.config.dashboard.newTenants === 'anyone') return true;
        return (await identity.tenantsOf(caller)).some(({ role }) => role === 'owner');
      },
      nextRuns: engine.nextRuns,
      load(tenantId) {
        const load = engine.load(tenantId);
        return load === null ? null : { ...load, since: engine.since };
      },
      isLeaving: (tenantId) => isLeaving(documents, tenantId),
      newId: randomUUID,
      newSecret,
    },
    connections: connectionPorts(program),
    lists,
    syncs: syncPorts(engine),
    privacy: privacy.ports,
  };
}
