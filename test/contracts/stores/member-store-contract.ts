import { describe, expect, test } from 'vitest';
import { withMember } from '../../../src/tenants/members.ts';
import type { OpenStores } from './open-stores.ts';
import { entraTenantId, otherPerson, person, sampleMember } from './sample-identity.ts';
import { tenant } from './sample-rows.ts';

const ada = sampleMember();
const invited = sampleMember({
  memberId: 'member-2',
  identity: { kind: 'person', userName: 'Bea@Contoso.example', person: null },
  displayName: null,
  role: 'admin',
  invitedAt: '2026-01-03T00:00:00.000Z',
  lastSeenAt: null,
});
const group = sampleMember({
  memberId: 'member-3',
  identity: { kind: 'group', entraTenantId, groupId: 'group-1' },
  displayName: 'IT',
  role: 'reader',
  invitedAt: '2026-01-02T00:00:00.000Z',
  lastSeenAt: null,
});

/** What every MemberStore keeps. */
export function memberStoreContract(name: string, open: OpenStores): void {
  describe(`members in ${name}`, () => {
    test('every kind of member comes back as it was, oldest first', async () => {
      const { members } = await open();
      expect(await members.members(tenant)).toEqual([]);
      await members.saveMembers(tenant, () => [invited, ada, group]);
      expect(await members.members(tenant)).toEqual([ada, group, invited]);
    });

    test('a change gets what is there, and its outcome is kept: changed, added and removed', async () => {
      const { members } = await open();
      await members.saveMembers(tenant, () => [ada, group]);
      const changed = { ...ada, role: 'reader' as const };
      const saved = await members.saveMembers(tenant, (before) => {
        expect(before).toEqual([ada, group]);
        return [changed, invited];
      });
      expect(saved).toEqual([changed, invited]);
      expect(await members.members(tenant)).toEqual([changed, invited]);
    });

    test('a change that throws changes nothing', async () => {
      const { members } = await open();
      await members.saveMembers(tenant, () => [ada]);
      await expect(members.saveMembers(tenant, (before) => withMember(before, ada))).rejects.toMatchObject({
        code: 'already-member',
      });
      expect(await members.members(tenant)).toEqual([ada]);
    });

    test('of several changes at once none is lost', async () => {
      const { members } = await open();
      await Promise.all(
        [ada, group, invited].map((member) => members.saveMembers(tenant, (before) => withMember(before, member))),
      );
      expect(await members.members(tenant)).toEqual([ada, group, invited]);
    });

    test('a person is found in every tenant, by both ids', async () => {
      const { members } = await open();
      await members.saveMembers(tenant, () => [ada, group]);
      await members.saveMembers('tenant-2', () => [{ ...ada, role: 'reader' }, invited]);
      expect(await members.membershipsOf(person)).toEqual([
        { tenantId: tenant, member: ada },
        { tenantId: 'tenant-2', member: { ...ada, role: 'reader' } },
      ]);
      expect(await members.membershipsOf(otherPerson)).toEqual([]);
      expect(await members.membershipsOf({ ...person, entraTenantId: 'another' })).toEqual([]);
    });

    test('an invitation is found by its user name in any case, until it is taken up', async () => {
      const { members } = await open();
      await members.saveMembers(tenant, () => [ada, invited]);
      expect(await members.invitationsTo('bea@contoso.EXAMPLE')).toEqual([{ tenantId: tenant, member: invited }]);
      expect(await members.invitationsTo('ada@contoso.example')).toEqual([]);
      const taken = { ...invited, identity: { ...invited.identity, person: otherPerson } };
      await members.saveMembers(tenant, () => [ada, sampleMember(taken)]);
      expect(await members.invitationsTo('bea@contoso.example')).toEqual([]);
      expect(await members.membershipsOf(otherPerson)).toHaveLength(1);
    });

    test('groups are found by their Entra tenant', async () => {
      const { members } = await open();
      await members.saveMembers(tenant, () => [ada, group]);
      expect(await members.groupsOf(entraTenantId)).toEqual([{ tenantId: tenant, member: group }]);
      expect(await members.groupsOf('another')).toEqual([]);
    });
  });
}
