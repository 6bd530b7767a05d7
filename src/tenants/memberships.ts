import type { Caller, PersonId } from './caller.ts';
import type { IsInGroup } from './group-members.ts';
import type { MemberOf, MemberStore } from './members.ts';
import type { TenantId, TenantStore } from './ports.ts';
import { type Permission, permissionsOf, type Role } from './roles.ts';

/** What a person is in a tenant: by an own membership, by groups, or by both. */
export interface Membership {
  readonly tenantId: TenantId;
  /** The one that may most. */
  readonly role: Role;
  readonly permissions: ReadonlySet<Permission>;
}

export interface MembershipContext {
  readonly members: Pick<MemberStore, 'membershipsOf' | 'groupsOf'>;
  readonly tenants: Pick<TenantStore, 'connections'>;
  readonly isInGroup: IsInGroup;
}

/** The one that may most comes first. */
const byRank: readonly Role[] = ['owner', 'admin', 'reader', 'billing'];

/** @param only The one tenant that is asked about; null: all of them. */
export async function membershipsOf(
  context: MembershipContext,
  person: PersonId,
  only: TenantId | null = null,
): Promise<readonly Membership[]> {
  const isMeant = ({ tenantId }: MemberOf) => only === null || tenantId === only;
  const roles = new Map<TenantId, Set<Role>>();
  const add = ({ tenantId, member }: MemberOf) => {
    roles.set(tenantId, (roles.get(tenantId) ?? new Set()).add(member.role));
  };
  for (const own of (await context.members.membershipsOf(person)).filter(isMeant)) add(own);
  const groups = (await context.members.groupsOf(person.entraTenantId)).filter(isMeant);
  const within = await Promise.all(groups.map((group) => isWithin(context, group, person)));
  for (const [index, group] of groups.entries()) if (within[index] === true) add(group);
  return [...roles].map(([tenantId, all]) => ({
    tenantId,
    role: highestRole([...all]),
    permissions: new Set([...all].flatMap((role) => permissionsOf[role])),
  }));
}

/** A group counts only while its tenant is connected to the Entra tenant that it is of. */
async function isWithin(
  { tenants, isInGroup }: MembershipContext,
  { tenantId, member: { identity } }: MemberOf,
  person: PersonId,
): Promise<boolean> {
  if (identity.kind !== 'group' || identity.entraTenantId !== person.entraTenantId) return false;
  const { entraTenantId, groupId } = identity;
  const isConnected = (await tenants.connections(tenantId)).some(
    (connection) => connection.state === 'connected' && connection.entraTenantId === entraTenantId,
  );
  return isConnected && (await isInGroup({ tenantId, entraTenantId, groupId }, person.objectId));
}

export function highestRole(roles: readonly Role[]): Role {
  return byRank.find((role) => roles.includes(role)) ?? 'billing';
}

/** Tenants of a caller; a token has its own one, as someone who may about as much. */
export async function tenantsOf(
  context: MembershipContext,
  caller: Caller,
): Promise<readonly { readonly tenantId: TenantId; readonly role: Role }[]> {
  return caller.kind === 'person'
    ? membershipsOf(context, caller.person)
    : [{ tenantId: caller.tenantId, role: 'reader' }];
}
