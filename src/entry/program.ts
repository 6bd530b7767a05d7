import type { GraphPlatform } from '../connectors/graph/client.ts';
import type { Config } from '../platform/config/config.ts';
import type { Stores } from '../stores/stores.ts';
import type { Tenant, TenantId, Vault } from '../tenants/ports.ts';
import type { SignInProvider } from '../tenants/sign-in-provider.ts';
import type { ConnectorPool } from './connector-pool.ts';
import type { Consents } from './consents.ts';
import type { Platforms } from './open-graph.ts';

/** What the program has for all its tenants. */
export interface Program {
  readonly config: Config;
  readonly stores: Stores;
  readonly vault: Vault;
  /** Microsoft 365 as the app of the configuration sees it. */
  readonly platform: GraphPlatform;
  /** As the app of each tenant sees it. */
  readonly platforms: Platforms;
  readonly consents: Consents;
  /** Sign-in with the app of the configuration. */
  readonly signInProvider: SignInProvider;
  readonly connectorPool: ConnectorPool;
  /** The tenant that the configuration describes, and that commands mean. */
  readonly configuredTenantId: TenantId;
}

/** What everything that the program does for one tenant works with; `platform` is as the tenant's app sees it. */
export interface Parts extends Program {
  readonly tenant: Tenant;
}

/** The parts of a tenant; null: there is no such tenant. */
export async function partsOf(program: Program, tenantId: TenantId): Promise<Parts | null> {
  const tenant = await program.stores.tenants.tenant(tenantId);
  return tenant === null ? null : { ...program, tenant, platform: await program.platforms.of(tenantId) };
}
