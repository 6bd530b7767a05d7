import { beforeEach, expect, test } from 'vitest';
import { createMemoryStores } from '../stores/memory/create-memory-stores.ts';
import { inviteOwners, join } from './join.ts';
import type { Member } from './members.ts';
import { type SignedInPerson, SignInError } from './sign-in-provider.ts';

const at = '2026-03-01T00:00:00.000Z';
const now = () => at;
const contoso = 'entra-contoso';
const signal = new AbortController().signal;
const ada: SignedInPerson = {
  person: { entraTenantId: contoso, objectId: 'ada' },
  userName: 'Ada@contoso.example',
  displayName: 'Ada',
  isAdministrator: false,
};
/** Ada's name in the mouth of someone who runs an Entra tenant of their own. */
const impostor: SignedInPerson = { ...ada, person: { entraTenantId: 'entra-evil', objectId: 'eve' } };

let domains: Map<string, string>;
beforeEach(() => {
  domains = new Map([['contoso.example', contoso]]);
});

function setUp() {
  const stores = createMemoryStores({ now });
  let count = 0;
  const context = {
    ...stores,
    provider: { entraTenantOf: async (domain: string) => domains.get(domain.toLowerCase()) ?? null },
    configuredTenantId: 't',
    now,
    newId: () => `id-${++count}`,
  };
  const actions = async (tenantId = 't') =>
    (await stores.audit.entriesAfter(tenantId, 0, 99)).map(({ action, actor }) => `${action} ${actor}`);
  return { stores, context, actions, come: (who: SignedInPerson) => join(context, who, '192.0.2.7', signal) };
}

const invited = (change: Partial<Member> = {}): Member => ({
  memberId: 'invited',
  identity: { kind: 'person', userName: 'ada@CONTOSO.example', person: null },
  displayName: null,
  role: 'admin',
  invitedAt: at,
  lastSeenAt: null,
  ...change,
});

async function connect({ stores }: ReturnType<typeof setUp>, state: 'connected' | 'withdrawn' = 'connected') {
  const base = { connectionId: 'c', kind: 'microsoft-365' as const, entraTenantId: contoso };
  await stores.tenants.saveConnection('t', { ...base, state, consentedAt: at, changedAt: at });
}

test('an invitation is taken up by the person that it names, in every tenant, and stands in the trail', async () => {
  const { stores, come, actions } = setUp();
  await stores.members.saveMembers('t', () => [invited()]);
  await stores.members.saveMembers('t2', () => [invited({ role: 'reader' })]);
  await come(ada);
  const identity = { kind: 'person' as const, userName: ada.userName, person: ada.person };
  expect(await stores.members.members('t')).toEqual([invited({ identity, displayName: 'Ada', lastSeenAt: at })]);
  expect(await stores.members.membershipsOf(ada.person)).toHaveLength(2);
  expect(await actions()).toEqual([`acceptInvitation ${ada.userName}`, `signIn ${ada.userName}`]);
});

test('the same user name from an Entra tenant that does not own the domain takes up nothing', async () => {
  const { stores, come } = setUp();
  await stores.members.saveMembers('t', () => [invited({ role: 'owner' })]);
  await come({ ...impostor, isAdministrator: true });
  expect(await stores.members.members('t')).toEqual([invited({ role: 'owner' })]);
});

test('a domain that nobody has proven to be theirs takes up nothing', async () => {
  const { stores, come } = setUp();
  domains.clear();
  await stores.members.saveMembers('t', () => [invited()]);
  await come(ada);
  expect(await stores.members.members('t')).toEqual([invited()]);
});

test('whose a domain is must be known: a service that does not answer takes up nothing', async () => {
  const { stores, context } = setUp();
  await stores.members.saveMembers('t', () => [invited()]);
  const provider = { entraTenantOf: () => Promise.reject(new SignInError('unavailable')) };
  await expect(join({ ...context, provider }, ada, 'a', signal)).rejects.toMatchObject({ code: 'unavailable' });
  expect(await stores.members.members('t')).toEqual([invited()]);
});

test('once taken up, only the ids count: the next bearer of the name is a stranger', async () => {
  const { stores, come } = setUp();
  await stores.members.saveMembers('t', () => [invited()]);
  await come(ada);
  const successor = { ...ada, person: { ...ada.person, objectId: 'another' } };
  await come(successor);
  expect(await stores.members.membershipsOf(successor.person)).toEqual([]);
});

test('who is a member already and invited again has the role that may more', async () => {
  const { stores, come } = setUp();
  const identity = { kind: 'person' as const, userName: 'old@contoso.example', person: ada.person };
  await stores.members.saveMembers('t', () => [invited({ memberId: 'm', identity, role: 'reader' }), invited()]);
  await come(ada);
  expect(await stores.members.members('t')).toMatchObject([
    { memberId: 'm', role: 'admin', identity: { userName: ada.userName } },
  ]);
});

test('the first administrator of the connected Entra tenant owns the configured tenant', async () => {
  const world = setUp();
  await connect(world);
  await world.come({ ...ada, isAdministrator: true });
  expect(await world.stores.members.members('t')).toMatchObject([
    { role: 'owner', identity: { person: ada.person }, lastSeenAt: at },
  ]);
  expect(await world.actions()).toEqual([`claimOwnership ${ada.userName}`, `signIn ${ada.userName}`]);
});

test('of two who come at once one owns it', async () => {
  const world = setUp();
  await connect(world);
  const bea = { ...ada, person: { ...ada.person, objectId: 'bea' }, isAdministrator: true };
  await Promise.all([world.come({ ...ada, isAdministrator: true }), world.come(bea)]);
  expect(await world.stores.members.members('t')).toHaveLength(1);
});

test.each<[string, Partial<SignedInPerson>, 'connected' | 'withdrawn' | null, boolean]>([
  ['an ordinary person', {}, 'connected', false],
  ['an administrator of another Entra tenant', { person: impostor.person, isAdministrator: true }, 'connected', false],
  ['before anything is connected', { isAdministrator: true }, null, false],
  ['after consent was withdrawn', { isAdministrator: true }, 'withdrawn', false],
  ['where there is a member already', { isAdministrator: true }, 'connected', true],
])('nobody else owns it: %s', async (_, change, connection, hasMember) => {
  const world = setUp();
  if (connection !== null) await connect(world, connection);
  const other = invited({ identity: { kind: 'person', userName: 'bea@contoso.example', person: null } });
  if (hasMember) await world.stores.members.saveMembers('t', () => [other]);
  await world.come({ ...ada, ...change });
  expect(await world.stores.members.members('t')).toEqual(hasMember ? [other] : []);
  expect(await world.actions()).toEqual([]);
});

test('a tenant that somebody made is nobody else’s to claim', async () => {
  const world = setUp();
  await connect(world);
  await join({ ...world.context, configuredTenantId: null }, { ...ada, isAdministrator: true }, 'a', signal);
  expect(await world.stores.members.members('t')).toEqual([]);
});

test('owners of the configuration are invited once', async () => {
  const { stores, context, come, actions } = setUp();
  for (let start = 0; start < 2; start++)
    await inviteOwners(context, 't', ['ada@contoso.example', 'bea@x.example', 'Bea@x.example']);
  expect(await stores.members.members('t')).toMatchObject([
    { role: 'owner', identity: { userName: 'ada@contoso.example', person: null } },
    { role: 'owner', identity: { userName: 'bea@x.example', person: null } },
  ]);
  expect(await actions()).toEqual(['inviteOwner ringbook', 'inviteOwner ringbook']);
  await come(ada);
  await inviteOwners(context, 't', ['ada@contoso.example']);
  expect(await stores.members.members('t')).toHaveLength(2);
});
