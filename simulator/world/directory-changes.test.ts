import { beforeEach, expect, test } from 'vitest';
import { createTenant } from './create-world.ts';
import {
  addMember,
  createGroup,
  createOrgContact,
  createUser,
  deleteObject,
  removeMember,
  updateUser,
} from './directory-changes.ts';
import type { SimTenant, SimUser } from './model.ts';

let tenant: SimTenant;
let anna: SimUser;

beforeEach(() => {
  tenant = createTenant({ id: 't', displayName: 'T', domains: ['t.example'], countryCode: 'DE' });
  createUser(tenant, 'boss', { displayName: 'Boss', userPrincipalName: 'boss@t.example' });
  anna = createUser(
    tenant,
    'anna',
    { displayName: 'Anna', userPrincipalName: 'anna@t.example' },
    { managerId: 'boss', mailbox: { purpose: 'user', availability: 'available' } },
  );
});

test('a change notes exactly the properties that changed; none, nothing', () => {
  const { head } = tenant.log;
  updateUser(tenant, anna, { displayName: 'Anna', city: 'Köln', jobTitle: null });
  expect(tenant.log.since(head)).toEqual([
    { sequence: head + 1, kind: 'user', id: 'anna', removed: null, properties: ['city'] },
  ]);
  updateUser(tenant, anna, { city: 'Köln' });
  expect(tenant.log.head).toBe(head + 1);
  updateUser(tenant, anna, { city: null }, { managerId: null });
  expect(anna.properties).not.toHaveProperty('city');
  expect(tenant.log.since(head + 1)[0]?.properties).toEqual(['city', 'manager']);
});

test.each([
  [{ shoeSize: 44 }, 'shoeSize'],
  [{ businessPhones: '1' }, 'businessPhones'],
  [{ businessPhones: [1] }, 'businessPhones'],
  [{ accountEnabled: 'yes' }, 'accountEnabled'],
  [{ displayName: 5 }, 'displayName'],
  [{ id: 'x' }, 'id'],
  [{ userPrincipalName: 'BOSS@t.example' }, 'userPrincipalName'],
])('%j is refused and nothing changes', (patch, field) => {
  const before = JSON.stringify(anna);
  expect(() => updateUser(tenant, anna, { city: 'X', ...patch })).toThrow(expect.objectContaining({ field }));
  expect(JSON.stringify(anna)).toBe(before);
});

test('extension attributes are merged', () => {
  updateUser(tenant, anna, { onPremisesExtensionAttributes: { extensionAttribute1: 'a' } });
  updateUser(tenant, anna, { onPremisesExtensionAttributes: { extensionAttribute2: 'b' } });
  expect(anna.properties.onPremisesExtensionAttributes).toEqual({ extensionAttribute1: 'a', extensionAttribute2: 'b' });
});

test('a deleted user leaves groups and reports; the bin can be emptied once', () => {
  const group = createGroup(tenant, 'g', { displayName: 'G' }, ['boss']);
  deleteObject(tenant, 'user', 'boss', false);
  expect(group.memberIds.size).toBe(0);
  expect(anna.managerId).toBeNull();
  expect(tenant.log.all().at(-1)).toMatchObject({ id: 'boss', removed: 'changed' });
  deleteObject(tenant, 'user', 'boss', true);
  expect(tenant.log.all().at(-1)).toMatchObject({ id: 'boss', removed: 'deleted' });
  expect(() => deleteObject(tenant, 'user', 'boss', true)).toThrow('There is no user');
});

test('members come and go in the log', () => {
  createOrgContact(tenant, 'c', { displayName: 'C' });
  const group = createGroup(tenant, 'g', { displayName: 'G' });
  addMember(tenant, group, 'c');
  addMember(tenant, group, 'c');
  removeMember(tenant, group, 'c');
  expect(tenant.log.all().slice(-2)).toMatchObject([
    { id: 'g', properties: ['members'], members: [{ id: 'c', removed: false }] },
    { id: 'g', properties: ['members'], members: [{ id: 'c', removed: true }] },
  ]);
  expect(() => addMember(tenant, group, 'nobody')).toThrow("no object 'nobody'");
  expect(() => createGroup(tenant, 'anna', { displayName: 'X' })).toThrow('taken');
});
