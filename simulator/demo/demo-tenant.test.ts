import { expect, test } from 'vitest';
import { avatar } from './avatar.ts';
import { hasUsableMailbox } from './demo-groups.ts';
import { createDemoTenant } from './demo-tenant.ts';
import { asciiSlug } from './names.ts';
import { personalContacts } from './personal-contacts.ts';

const spec = { people: 1000, mailboxes: 300, seed: 7 };
const tenant = createDemoTenant(spec);
const users = [...tenant.users.values()];
const people = users.filter(
  ({ properties, mailbox }) => properties.userType === 'Member' && (mailbox === null || mailbox.purpose === 'user'),
);

test('exactly so many people, and so many of them with a usable mailbox', () => {
  expect(people).toHaveLength(1000);
  expect(people.filter(hasUsableMailbox)).toHaveLength(300);
  expect(users.filter(hasUsableMailbox)).toHaveLength(300);
});

test.each([
  [0, 0],
  [1, 1],
  [5, 0],
  [120, 120],
])('%i people, %i mailboxes', (count, mailboxes) => {
  const { users: made } = createDemoTenant({ people: count, mailboxes });
  expect([...made.values()].filter(hasUsableMailbox)).toHaveLength(mailboxes);
  expect(
    [...made.values()].filter(({ mailbox }) => mailbox === null || mailbox.purpose === 'user').length,
  ).toBeGreaterThanOrEqual(count);
});

test('equal specs make equal tenants, another seed other people', () => {
  const again = createDemoTenant(spec);
  expect([...again.users]).toEqual([...tenant.users]);
  expect([...again.groups]).toEqual([...tenant.groups]);
  const [other] = createDemoTenant({ ...spec, seed: 8 }).users.values();
  expect(other).not.toEqual(users[0]);
});

test('a person is the same in a tenant of another size', () => {
  const [first] = createDemoTenant({ ...spec, people: 60, mailboxes: 60 }).users.values();
  expect(first?.properties.displayName).toBe(users[0]?.properties.displayName);
});

test('addresses are unique and of ASCII, everything is in the log', () => {
  const names = users.map(({ properties }) => String(properties.userPrincipalName));
  expect(new Set(names).size).toBe(users.length);
  expect(names.filter((name) => !/^[a-z0-9.#_@EXT-]+$/.test(name))).toEqual([]);
  const proxies = users.flatMap(({ properties }) => properties.proxyAddresses ?? []);
  expect(new Set(proxies).size).toBe(proxies.length);
  expect(tenant.log.head).toBe(users.length + tenant.groups.size + tenant.orgContacts.size);
});

test('it has all that a real directory has to trip over', () => {
  const count = (fits: (user: (typeof users)[number]) => boolean): number => users.filter(fits).length;
  expect(count(({ mailbox }) => mailbox?.purpose === 'shared')).toBeGreaterThan(1);
  expect(count(({ mailbox }) => mailbox?.purpose === 'room')).toBeGreaterThan(1);
  expect(count(({ mailbox }) => mailbox?.purpose === 'equipment')).toBeGreaterThan(1);
  expect(count(({ properties }) => properties.userType === 'Guest')).toBe(20);
  expect(people.filter(({ properties }) => properties.accountEnabled === false)).toHaveLength(20);
  expect(people.filter(({ properties }) => properties.showInAddressList === false).length).toBeGreaterThan(3);
  expect(people.filter(({ properties }) => properties.mail === undefined).length).toBeGreaterThan(50);
  expect(people.filter(({ mailbox }) => mailbox?.availability === 'on-premises').length).toBeGreaterThan(0);
  expect(people.filter(({ photo }) => photo !== null).length).toBeGreaterThan(120);
  expect(tenant.orgContacts.size).toBe(50);
  const displayNames = people.map(({ properties }) => String(properties.displayName)).join('\n');
  for (const sort of [/ß/, /ü/, /['’]/, /\p{Script=Han}/u, /\p{Script=Cyrillic}/u, /\p{Script=Arabic}/u, /ş|ı|ğ/]) {
    expect(displayNames).toMatch(sort);
  }
  const phones = people.flatMap(({ properties }) => properties.businessPhones ?? []).join('\n');
  for (const form of [/^\+49\d+$/m, /^0\d+ \d+-\d+$/m, /\(0\)/, /^\d{4,5}$/m, /siehe Teams/])
    expect(phones).toMatch(form);
});

test('All phones holds everybody with a usable mailbox; groups nest, two in a circle', () => {
  const groups = [...tenant.groups.values()];
  const named = (name: string) => groups.find(({ properties }) => properties.displayName === name);
  expect(named('All phones')?.memberIds).toEqual(new Set(people.filter(hasUsableMailbox).map(({ id }) => id)));
  expect(named('All phones')?.properties.mail).toBe('all-phones@contoso-demo.onmicrosoft.com');
  const circle = [named('Projekt Nordlicht'), named('Projekt Nordlicht Partner')] as const;
  expect(circle[0]?.memberIds.has(circle[1]?.id ?? '')).toBe(true);
  expect(circle[1]?.memberIds.has(circle[0]?.id ?? '')).toBe(true);
  const dynamic = groups.find(({ properties }) => properties.membershipRule !== undefined);
  expect(dynamic?.memberIds.size).toBeGreaterThan(0);
});

test('personal contacts: the same each time, none to eight, nobody twice in a mailbox', () => {
  const all = users.slice(0, 200).map(({ id }) => personalContacts('seed', id, 'DE'));
  expect(users.slice(0, 200).map(({ id }) => personalContacts('seed', id, 'DE'))).toEqual(all);
  const sizes = all.map(({ contacts }) => contacts.length);
  expect(Math.min(...sizes)).toBe(0);
  expect(Math.max(...sizes)).toBeLessThanOrEqual(8);
  expect(all.some(({ contacts }) => contacts.some(({ folder }) => folder !== null))).toBe(true);
  for (const { contacts } of all) {
    const names = contacts.map(({ properties }) => properties.displayName);
    expect(new Set(names).size).toBe(names.length);
  }
});

test('avatars are whole JPEG files that differ', () => {
  const [first, second] = [avatar(0), avatar(1)].map((bytes) => Buffer.from(bytes));
  expect(first?.subarray(0, 3).toString('hex')).toBe('ffd8ff');
  expect(first?.subarray(-2).toString('hex')).toBe('ffd9');
  expect(first).not.toEqual(second);
});

test.each([
  ['Jürgen', 'juergen'],
  ["O'Brien", 'obrien'],
  ['Weiß-Kowalski', 'weiss-kowalski'],
  ['Ní Bhriain', 'ni-bhriain'],
  ['İbrahim', 'ibrahim'],
  ['王', ''],
])('%s in an address is %s', (name, slug) => {
  expect(asciiSlug(name)).toBe(slug);
});
