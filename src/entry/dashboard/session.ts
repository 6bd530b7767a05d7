import { randomUUID } from 'node:crypto';
import type { SessionPorts } from '../../api/dashboard/session/ports.ts';
import { membersOfGroup } from '../../runs/group-members.ts';
import type { Caller, Gate } from '../../tenants/caller.ts';
import { createGate } from '../../tenants/gate.ts';
import { cachedGroups, type GroupReader } from '../../tenants/group-members.ts';
import { inviteOwners } from '../../tenants/join.ts';
import { type MembershipContext, membershipsOf, tenantsOf } from '../../tenants/memberships.ts';
import type { TenantId } from '../../tenants/ports.ts';
import type { Role } from '../../tenants/roles.ts';
import { createSignIn, type SignIn } from '../../tenants/sign-in.ts';
import type { Program } from '../program.ts';
import { now } from '../sync-context.ts';

/** Who calls, and what they may do: made once for the program. */
export interface Identity {
  readonly gate: Gate;
  /** Tenants of a caller, by groups too. */
  tenantsOf(caller: Caller): Promise<readonly { readonly tenantId: TenantId; readonly role: Role }[]>;
  sessionPorts(options: Pick<SessionPorts, 'version' | 'demo'>): SessionPorts;
}

export function createIdentity(program: Program): Identity {
  const { stores } = program;
  const { members, tenants, sessions, apiTokens } = stores;
  const context: MembershipContext = { members, tenants, isInGroup: cachedGroups(groupReader(program), now) };
  return {
    gate: createGate({ ...context, sessions, apiTokens, now }),
    tenantsOf: (caller) => tenantsOf(context, caller),
    sessionPorts: (options) => ({
      ...options,
      sessions,
      tenants,
      membershipsOf: ({ person }) => membershipsOf(context, person),
    }),
  };
}

/** Nobody waits longer for a page because a group is large or Microsoft 365 slow. */
const groupTimeoutMs = 20_000;

/** Reads groups with the consent that the tenant has given. */
function groupReader({ platforms, connectorPool }: Program): GroupReader {
  return {
    async peopleOf({ tenantId, entraTenantId, groupId }) {
      const { connector, giveBack } = connectorPool.take(await platforms.of(tenantId), entraTenantId);
      try {
        return await membersOfGroup(connector.mailboxes, groupId, AbortSignal.timeout(groupTimeoutMs));
      } finally {
        await giveBack();
      }
    },
  };
}

/**
 * Sign-in with the app of the configuration, and the owners that the configuration names invited.
 * @param publicUrl As browsers see us.
 * @param onFailure Told why a sign-in could not be proven. No content.
 */
export async function openSignIn(
  { config, stores, signInProvider, configuredTenantId }: Program,
  publicUrl: string,
  onFailure: (error: unknown) => void,
): Promise<SignIn> {
  const { members, tenants, sessions, audit } = stores;
  await inviteOwners({ members, audit, now, newId: randomUUID }, configuredTenantId, config.dashboard.owners);
  return createSignIn({
    provider: signInProvider,
    members,
    tenants,
    sessions,
    audit,
    configuredTenantId,
    now,
    newId: randomUUID,
    redirectUri: new URL('/sign-in/callback', publicUrl).href,
    onFailure,
  });
}
