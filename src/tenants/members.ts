import type { PersonId } from './caller.ts';
import type { TenantId } from './ports.ts';
import type { Role } from './roles.ts';

/** Who a member is. */
export type MemberIdentity =
  | {
      readonly kind: 'person';
      /** As invited or as Entra last told it. Personal: sealed at rest. */
      readonly userName: string;
      /** Who that turned out to be at the first sign-in; from then on the user name says nothing. Null: not yet. */
      readonly person: PersonId | null;
    }
  /** Everyone in a group of an Entra tenant that this tenant is connected to. */
  | { readonly kind: 'group'; readonly entraTenantId: string; readonly groupId: string };

/** Who belongs to a tenant, and as what. */
export interface Member {
  readonly memberId: string;
  readonly identity: MemberIdentity;
  /** Personal: sealed at rest. */
  readonly displayName: string | null;
  readonly role: Role;
  /** ISO UTC. */
  readonly invitedAt: string;
  readonly lastSeenAt: string | null;
}

/** A member, and whose. */
export interface MemberOf {
  readonly tenantId: TenantId;
  readonly member: Member;
}

export interface MemberStore {
  /** Oldest first. */
  members(tenantId: TenantId): Promise<readonly Member[]>;
  /**
   * Decides on all members of a tenant and writes what was decided, in one step: nothing changes in between.
   * @param change Gets the members, oldest first, and gives what becomes of them; throws to leave all as it is.
   */
  saveMembers(
    tenantId: TenantId,
    change: (members: readonly Member[]) => readonly Member[],
  ): Promise<readonly Member[]>;
  /** A person's own memberships, in all tenants. */
  membershipsOf(person: PersonId): Promise<readonly MemberOf[]>;
  /** Invitations to a user name, whatever its case, in all tenants. */
  invitationsTo(userName: string): Promise<readonly MemberOf[]>;
  /** Groups of an Entra tenant that are members, in all tenants. */
  groupsOf(entraTenantId: string): Promise<readonly MemberOf[]>;
}

/** Why a change of members is refused. */
export class MemberError extends Error {
  readonly code: 'member-missing' | 'last-owner' | 'already-member';

  constructor(code: MemberError['code']) {
    super(code);
    this.name = 'MemberError';
    this.code = code;
  }
}

/** As `saveMembers` wants it. @throws {MemberError} `already-member` */
export function withMember(members: readonly Member[], added: Member): readonly Member[] {
  if (members.some((member) => isSame(member.identity, added.identity))) throw new MemberError('already-member');
  return [...members, added];
}

/** @throws {MemberError} `member-missing`, `last-owner`: someone must be able to let others in. */
export function withRole(members: readonly Member[], memberId: string, role: Role): readonly Member[] {
  mustBeThere(members, memberId);
  return mustKeepOwner(
    members,
    members.map((member) => (member.memberId === memberId ? { ...member, role } : member)),
  );
}

/** @throws {MemberError} `member-missing`, `last-owner` */
export function withoutMember(members: readonly Member[], memberId: string): readonly Member[] {
  mustBeThere(members, memberId);
  return mustKeepOwner(
    members,
    members.filter((member) => member.memberId !== memberId),
  );
}

/** An owner that can sign in: an invitation that nobody took up may name nobody, and groups are never owners. */
export function isOwner({ identity, role }: Member): boolean {
  return role === 'owner' && identity.kind === 'person' && identity.person !== null;
}

export function isSamePerson(one: PersonId, other: PersonId): boolean {
  return one.entraTenantId === other.entraTenantId && one.objectId === other.objectId;
}

function mustBeThere(members: readonly Member[], memberId: string): void {
  if (!members.some((member) => member.memberId === memberId)) throw new MemberError('member-missing');
}

function mustKeepOwner(before: readonly Member[], after: readonly Member[]): readonly Member[] {
  if (before.some(isOwner) && !after.some(isOwner)) throw new MemberError('last-owner');
  return after;
}

function isSame(one: MemberIdentity, other: MemberIdentity): boolean {
  if (one.kind === 'group' || other.kind === 'group') {
    return one.kind === 'group' && other.kind === 'group' && one.groupId === other.groupId;
  }
  if (one.person !== null && other.person !== null) return isSamePerson(one.person, other.person);
  return one.userName.toLowerCase() === other.userName.toLowerCase();
}
