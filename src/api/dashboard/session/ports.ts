import type { Caller } from '../../../tenants/caller.ts';
import type { Membership } from '../../../tenants/memberships.ts';
import type { TenantStore } from '../../../tenants/ports.ts';
import type { SessionStore } from '../../../tenants/sessions.ts';
import type { Api } from '../../contract/contract.ts';

/** What operations of this area need of the rest. */
export interface SessionPorts {
  readonly sessions: SessionStore;
  readonly tenants: Pick<TenantStore, 'tenant' | 'connections'>;
  /** What a person is in which tenants, by groups too. */
  membershipsOf(caller: Extract<Caller, { readonly kind: 'person' }>): Promise<readonly Membership[]>;
  /** Of the program. */
  readonly version: string;
  /** Who can be signed in as where the simulator stands for Microsoft 365; null: it does not. */
  readonly demo: Api['getSession']['answer']['demo'];
}
