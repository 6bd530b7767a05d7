import type { ApiTokenStore } from '../../../tenants/api-tokens.ts';
import type { AuditTrail } from '../../../tenants/audit-trail.ts';
import type { Caller } from '../../../tenants/caller.ts';
import type { DocumentStore } from '../../../tenants/documents.ts';
import type { MemberStore } from '../../../tenants/members.ts';
import type { TenantId, TenantStore } from '../../../tenants/ports.ts';
import type { Role } from '../../../tenants/roles.ts';

/** What operations of tenants, members, tokens, the audit trail and templates need of the rest. */
export interface TenantPorts {
  readonly tenants: TenantStore;
  readonly members: MemberStore;
  readonly apiTokens: ApiTokenStore;
  readonly audit: AuditTrail;
  readonly documents: DocumentStore;
  /** Tenants of a caller and their role there, by groups too; a token has one without a role. */
  tenantsOf(caller: Caller): Promise<readonly { readonly tenantId: TenantId; readonly role: Role }[]>;
  /** Whether this installation lets the caller make tenants. */
  mayCreateTenant(caller: Caller): Promise<boolean>;
  /** When syncs are due next; one is not there: by hand only, paused or not connected. */
  nextRuns(tenantId: TenantId): Promise<ReadonlyMap<string, string>>;
  /** What the service lets through now; null: nothing ran since the start of the program. */
  load(tenantId: TenantId): LoadOfTenant | null;
  /** The tenant is being left: nothing but that goes on. */
  isLeaving(tenantId: TenantId): Promise<boolean>;
  readonly newId: () => string;
  /** 256 random bits, base64url. */
  readonly newSecret: () => string;
}

export interface LoadOfTenant {
  readonly inFlight: number;
  readonly ceiling: number;
  readonly throttled: number;
  readonly requests: number;
  /** ISO UTC. */
  readonly since: string;
}
