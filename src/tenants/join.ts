import type { AuditTrail } from './audit-trail.ts';
import { isSamePerson, type Member, type MemberStore, withMember } from './members.ts';
import { highestRole } from './memberships.ts';
import type { TenantId, TenantStore } from './ports.ts';
import type { SignedInPerson, SignInProvider } from './sign-in-provider.ts';

export interface JoinContext {
  readonly provider: Pick<SignInProvider, 'entraTenantOf'>;
  readonly members: MemberStore;
  readonly tenants: Pick<TenantStore, 'connections'>;
  readonly audit: Pick<AuditTrail, 'append'>;
  /** The tenant of the configuration, which nobody made by hand; null: there is none. */
  readonly configuredTenantId: TenantId | null;
  /** ISO UTC. */
  readonly now: () => string;
  readonly newId: () => string;
}

/**
 * Makes of someone who signed in what they are by right: takes up invitations, owns the configured tenant if nobody does
 * yet (docs/decisions/0015-who-owns-a-tenant.md), and notes in all their tenants that they were here.
 * @throws {SignInError} `unavailable`: it cannot be said now whose the domain of their invitation is.
 */
export async function join(
  context: JoinContext,
  signedIn: SignedInPerson,
  address: string,
  signal: AbortSignal,
): Promise<void> {
  await takeUpInvitations(context, signedIn, address, signal);
  await claim(context, signedIn, address);
  for (const { tenantId } of await context.members.membershipsOf(signedIn.person)) {
    await context.members.saveMembers(tenantId, (members) =>
      members.map((member) => (isTheirs(member, signedIn) ? seen(context, member, signedIn) : member)),
    );
    await note(context, tenantId, signedIn, 'signIn', address);
  }
}

/**
 * A user name proves nothing by itself: whoever runs an Entra tenant gives names there. So it counts only from the Entra
 * tenant that has proven that the name's domain is its own; only one can.
 */
async function takeUpInvitations(
  context: JoinContext,
  signedIn: SignedInPerson,
  address: string,
  signal: AbortSignal,
): Promise<void> {
  const { userName, person } = signedIn;
  const invitations = await context.members.invitationsTo(userName);
  if (invitations.length === 0) return;
  const domain = userName.slice(userName.lastIndexOf('@') + 1);
  if ((await context.provider.entraTenantOf(domain, signal)) !== person.entraTenantId) return;
  for (const { tenantId, member: invitation } of invitations) {
    await context.members.saveMembers(tenantId, (members) => {
      const before = members.find((member) => isTheirs(member, signedIn));
      if (before !== undefined) {
        const role = highestRole([before.role, invitation.role]);
        return members
          .filter(({ memberId }) => memberId !== invitation.memberId)
          .map((member) => (member.memberId === before.memberId ? { ...before, role } : member));
      }
      return members.map((member) =>
        member.memberId === invitation.memberId ? seen(context, member, signedIn) : member,
      );
    });
    await note(context, tenantId, signedIn, 'acceptInvitation', address, invitation);
  }
}

/** The first administrator of the connected Entra tenant owns what the configuration describes, while it has no member. */
async function claim(context: JoinContext, signedIn: SignedInPerson, address: string): Promise<void> {
  const { configuredTenantId: tenantId, members, tenants, now, newId } = context;
  const { person, userName, displayName, isAdministrator } = signedIn;
  if (tenantId === null || !isAdministrator || (await members.members(tenantId)).length > 0) return;
  const isTheirTenant = (await tenants.connections(tenantId)).some(
    ({ state, entraTenantId }) => state === 'connected' && entraTenantId === person.entraTenantId,
  );
  if (!isTheirTenant) return;
  const owner: Member = {
    memberId: newId(),
    identity: { kind: 'person', userName, person },
    displayName,
    role: 'owner',
    invitedAt: now(),
    lastSeenAt: now(),
  };
  const saved = await members.saveMembers(tenantId, (all) => (all.length === 0 ? [owner] : all));
  if (saved.some(({ memberId }) => memberId === owner.memberId))
    await note(context, tenantId, signedIn, 'claimOwnership', address, owner);
}

/**
 * Invites the owners that the configuration names, where they are no members: for the operator, who has every key anyway.
 * @param userNames As they sign in.
 */
export async function inviteOwners(
  { members, audit, now, newId }: Pick<JoinContext, 'members' | 'audit' | 'now' | 'newId'>,
  tenantId: TenantId,
  userNames: readonly string[],
): Promise<void> {
  const known = new Set(
    (await members.members(tenantId)).flatMap(({ identity }) =>
      identity.kind === 'person' ? [identity.userName.toLowerCase()] : [],
    ),
  );
  for (const userName of userNames) {
    if (known.has(userName.toLowerCase())) continue;
    known.add(userName.toLowerCase());
    const owner: Member = {
      memberId: newId(),
      identity: { kind: 'person', userName, person: null },
      displayName: null,
      role: 'owner',
      invitedAt: now(),
      lastSeenAt: null,
    };
    await members.saveMembers(tenantId, (all) => withMember(all, owner));
    await audit.append(tenantId, {
      actor: 'ringbook',
      actorKind: 'system',
      action: 'inviteOwner',
      subject: owner.memberId,
      changes: [{ field: 'role', before: null, after: 'owner' }],
      from: null,
    });
  }
}

function isTheirs({ identity }: Member, { person }: SignedInPerson): boolean {
  return identity.kind === 'person' && identity.person !== null && isSamePerson(identity.person, person);
}

function seen({ now }: JoinContext, member: Member, { userName, displayName, person }: SignedInPerson): Member {
  return { ...member, identity: { kind: 'person', userName, person }, displayName, lastSeenAt: now() };
}

async function note(
  { audit }: JoinContext,
  tenantId: TenantId,
  { userName }: SignedInPerson,
  action: 'signIn' | 'acceptInvitation' | 'claimOwnership',
  from: string,
  member: Member | null = null,
): Promise<void> {
  await audit.append(tenantId, {
    actor: userName,
    actorKind: 'person',
    action,
    subject: member?.memberId ?? null,
    changes: member === null ? [] : [{ field: 'role', before: null, after: member.role }],
    from,
  });
}
