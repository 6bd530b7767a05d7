import { isSamePerson, type Member, type MemberOf, type MemberStore } from '../../tenants/members.ts';
import { byText } from './pages.ts';
import type { Rows, TenantRows } from './tenant-rows.ts';

export function createMemberStore(rows: Rows, all: () => Iterable<TenantRows>): MemberStore {
  const oldestFirst = byText<Member>(({ invitedAt, memberId }) => `${invitedAt} ${memberId}`);
  const membersOf = (tenantId: string) =>
    rows(tenantId)
      .members.map(({ member }) => member)
      .sort(oldestFirst);
  const whoever = (isMeant: (member: Member) => boolean): readonly MemberOf[] =>
    [...all()]
      .flatMap(({ members }) => members.filter(({ member }) => isMeant(member)))
      .sort((one, other) => oldestFirst(one.member, other.member));

  return {
    async members(tenantId) {
      return membersOf(tenantId);
    },
    async saveMembers(tenantId, change) {
      const members = structuredClone(change(membersOf(tenantId)));
      rows(tenantId).members = members.map((member) => ({ tenantId, member }));
      return members;
    },
    async membershipsOf(person) {
      return whoever(
        ({ identity }) =>
          identity.kind === 'person' && identity.person !== null && isSamePerson(identity.person, person),
      );
    },
    async invitationsTo(userName) {
      const wanted = userName.toLowerCase();
      return whoever(
        ({ identity }) =>
          identity.kind === 'person' && identity.person === null && identity.userName.toLowerCase() === wanted,
      );
    },
    async groupsOf(entraTenantId) {
      return whoever(({ identity }) => identity.kind === 'group' && identity.entraTenantId === entraTenantId);
    },
  };
}
