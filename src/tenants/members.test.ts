import { expect, test } from 'vitest';
import { isOwner, type Member, withMember, withoutMember, withRole } from './members.ts';

const entraTenantId = 'entra-1';
const person = (memberId: string, change: Partial<Member> = {}): Member => ({
  memberId,
  identity: { kind: 'person', userName: `${memberId}@contoso.example`, person: { entraTenantId, objectId: memberId } },
  displayName: null,
  role: 'admin',
  invitedAt: '2026-01-01T00:00:00.000Z',
  lastSeenAt: null,
  ...change,
});
const owner = person('ada', { role: 'owner' });
const admin = person('bea');
const invitedOwner = person('cem', {
  role: 'owner',
  identity: { kind: 'person', userName: 'cem@contoso.example', person: null },
});

test('the last owner can be neither removed nor demoted', () => {
  for (const change of [() => withoutMember([owner, admin], 'ada'), () => withRole([owner, admin], 'ada', 'admin')]) {
    expect(change).toThrow(expect.objectContaining({ code: 'last-owner' }));
  }
});

test('an owner that has not signed in yet does not count: the name may be nobody’s', () => {
  expect(isOwner(invitedOwner)).toBe(false);
  expect(() => withoutMember([owner, invitedOwner], 'ada')).toThrow(expect.objectContaining({ code: 'last-owner' }));
});

test('of two owners one may go, and invitations may go always', () => {
  const other = person('dan', { role: 'owner' });
  expect(withoutMember([owner, other], 'ada')).toEqual([other]);
  expect(withRole([owner, other], 'dan', 'reader')).toEqual([owner, { ...other, role: 'reader' }]);
  expect(withoutMember([owner, invitedOwner], 'cem')).toEqual([owner]);
});

test('who is not there can be neither changed nor removed', () => {
  expect(() => withRole([owner], 'x', 'admin')).toThrow(expect.objectContaining({ code: 'member-missing' }));
  expect(() => withoutMember([owner], 'x')).toThrow(expect.objectContaining({ code: 'member-missing' }));
});

test.each([
  ['user name in another case', { kind: 'person', userName: 'ADA@contoso.example', person: null }],
  ['same person by another name', { ...owner.identity, userName: 'renamed@contoso.example' }],
] as const)('nobody is a member twice: %s', (_, identity) => {
  expect(() => withMember([owner], person('x', { identity }))).toThrow(
    expect.objectContaining({ code: 'already-member' }),
  );
});

test('a group is a member once', () => {
  const group = person('g', { identity: { kind: 'group', entraTenantId, groupId: 'group-1' } });
  expect(withMember([owner], group)).toEqual([owner, group]);
  expect(() => withMember([group], { ...group, memberId: 'h' })).toThrow(
    expect.objectContaining({ code: 'already-member' }),
  );
});
