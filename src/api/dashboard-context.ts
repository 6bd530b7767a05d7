import type { ConnectionPorts } from './dashboard/connections/ports.ts';
import type { ListPorts } from './dashboard/lists/ports.ts';
import type { PrivacyPorts } from './dashboard/privacy/ports.ts';
import type { SessionPorts } from './dashboard/session/ports.ts';
import type { SyncPorts } from './dashboard/syncs/ports.ts';
import type { TenantPorts } from './dashboard/tenants/ports.ts';
import type { TenantWork } from './tenant-work.ts';

/** What handlers need of the rest, by area; src/entry/dashboard gives it. */
export interface DashboardContext {
  /** Null: there is no such tenant. */
  tenantWork(tenantId: string): Promise<TenantWork | null>;
  /** ISO UTC. */
  readonly now: () => string;
  readonly session: SessionPorts;
  readonly tenants: TenantPorts;
  readonly connections: ConnectionPorts;
  readonly lists: ListPorts;
  readonly syncs: SyncPorts;
  readonly privacy: PrivacyPorts;
}
