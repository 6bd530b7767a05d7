import type { GraphPlatform } from '../connectors/graph/client.ts';
import type { ConnectorLoad, TenantConnector } from '../runs/ports.ts';
import type { TenantId } from '../tenants/ports.ts';

/**
 * Connectors shared by all who work with the same Entra tenant at the same time, a run and the pages alike: only together
 * can they keep its limits.
 */
export interface ConnectorPool {
  /** Give each back once: the last one closes it. @param user Tenant whose load this counts for. */
  take(platform: ConnectorSource, entraTenantId: string, user?: TenantId): SharedConnector;
  /** What a tenant's connectors do now, and did since the start of the program; null: it had none. */
  load(tenantId: TenantId): ConnectorLoad | null;
}

export type ConnectorSource = Pick<GraphPlatform, 'connector'>;

export interface SharedConnector {
  readonly connector: TenantConnector;
  giveBack(): Promise<void>;
}

interface Shared {
  /** Null: nobody uses it now. */
  connector: TenantConnector | null;
  users: number;
  /** Of connectors that were closed. */
  past: ConnectorLoad;
}

const nothing: ConnectorLoad = { inFlight: 0, ceiling: 0, requests: 0, throttled: 0 };

export function createConnectorPool(): ConnectorPool {
  // By app: limits count per app and mailbox.
  const byPlatform = new WeakMap<ConnectorSource, Map<string, Shared>>();
  const usedBy = new Map<TenantId, Set<Shared>>();

  function sharedOf(platform: ConnectorSource, entraTenantId: string): Shared {
    const ofPlatform = byPlatform.get(platform) ?? new Map<string, Shared>();
    byPlatform.set(platform, ofPlatform);
    const shared = ofPlatform.get(entraTenantId) ?? { connector: null, users: 0, past: nothing };
    ofPlatform.set(entraTenantId, shared);
    return shared;
  }

  return {
    take(platform, entraTenantId, user) {
      const shared = sharedOf(platform, entraTenantId);
      const connector = shared.connector ?? platform.connector(entraTenantId);
      shared.connector = connector;
      shared.users += 1;
      if (user !== undefined) usedBy.set(user, (usedBy.get(user) ?? new Set()).add(shared));
      let isMine = true;
      return {
        connector,
        async giveBack() {
          if (!isMine) return;
          isMine = false;
          shared.users -= 1;
          if (shared.users > 0) return;
          shared.past = { ...loadOf(shared), inFlight: 0 };
          shared.connector = null;
          await connector.close();
        },
      };
    },
    load(tenantId) {
      const loads = [...(usedBy.get(tenantId) ?? [])].map(loadOf);
      return loads.length === 0 ? null : loads.reduce(sum);
    },
  };
}

function loadOf({ connector, past }: Shared): ConnectorLoad {
  if (connector === null) return past;
  const { inFlight, ceiling, requests, throttled } = connector.load();
  return { inFlight, ceiling, requests: past.requests + requests, throttled: past.throttled + throttled };
}

function sum(one: ConnectorLoad, other: ConnectorLoad): ConnectorLoad {
  return {
    inFlight: one.inFlight + other.inFlight,
    ceiling: one.ceiling + other.ceiling,
    requests: one.requests + other.requests,
    throttled: one.throttled + other.throttled,
  };
}
