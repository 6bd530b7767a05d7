import { beforeEach, expect, test } from 'vitest';
import { createMemoryStores } from '../stores/memory/create-memory-stores.ts';
import { tokenText } from './api-tokens.ts';
import { createGate } from './gate.ts';
import { cachedGroups, groupCachedMs } from './group-members.ts';
import type { Member } from './members.ts';
import { tenantsOf } from './memberships.ts';
import { csrfTokenOf, hashOf, newSecret, sessionIdleMs, sessionLifetimeMs } from './sessions.ts';

const start = Date.UTC(2026, 2, 1);
const instant = (ms: number) => new Date(ms).toISOString();
const person = { entraTenantId: 'entra-1', objectId: 'ada' };
const secret = newSecret();
const session = { session: secret, token: null };

let nowMs = start;
let groups: Map<string, Set<string>>;
let reads: string[];
const now = () => instant(nowMs);

function setUp() {
  const stores = createMemoryStores({ now });
  const reader = {
    async peopleOf({ groupId }: { readonly groupId: string }) {
      reads.push(groupId);
      const people = groups.get(groupId);
      if (people === undefined) throw new Error('unreadable');
      return people;
    },
  };
  const context = { ...stores, now, isInGroup: cachedGroups(reader, now) };
  const caller = async () => {
    const found = await gate.callerOf(session);
    if (found === null) throw new Error('nobody');
    return found;
  };
  const gate = createGate(context);
  return {
    stores,
    context,
    gate,
    caller,
    may: async (tenantId = 't') => [...(await gate.permissions(await caller(), tenantId))],
  };
}

async function signIn({ stores }: ReturnType<typeof setUp>): Promise<void> {
  const who = { person, userName: 'ada@contoso.example', displayName: 'Ada', device: 'Firefox', address: '192.0.2.7' };
  const times = { createdAt: now(), lastUsedAt: now() };
  await stores.sessions.addSession({ sessionId: 's', secretHash: hashOf(secret), ...who, ...times });
}

const member = (change: Partial<Member>): Member => ({
  memberId: 'm',
  identity: { kind: 'person', userName: 'ada@contoso.example', person },
  displayName: null,
  role: 'reader',
  invitedAt: instant(start),
  lastSeenAt: null,
  ...change,
});
const groupMember = (groupId: string, role: Member['role']): Member =>
  member({ memberId: groupId, role, identity: { kind: 'group', entraTenantId: 'entra-1', groupId } });

async function connect({ stores }: ReturnType<typeof setUp>, state: 'connected' | 'withdrawn'): Promise<void> {
  const at = instant(start);
  const base = { connectionId: 'c', kind: 'microsoft-365' as const, entraTenantId: 'entra-1' };
  await stores.tenants.saveConnection('t', { ...base, state, consentedAt: at, changedAt: at });
}

beforeEach(() => {
  nowMs = start;
  groups = new Map();
  reads = [];
});

test('a session says who calls, with the token that its pages must send', async () => {
  const world = setUp();
  await signIn(world);
  await world.stores.sessions.saveLanguage(person, 'de');
  expect(await world.gate.callerOf(session)).toEqual({
    kind: 'person',
    person,
    userName: 'ada@contoso.example',
    displayName: 'Ada',
    language: 'de',
    sessionId: 's',
    csrfToken: csrfTokenOf(secret),
  });
  expect(csrfTokenOf(secret)).not.toBe(csrfTokenOf(newSecret()));
});

test.each([null, '', 'x', newSecret(), hashOf(secret)])('no other value of the cookie does: %s', async (value) => {
  const world = setUp();
  await signIn(world);
  expect(await world.gate.callerOf({ session: value, token: null })).toBeNull();
});

test('a session ends when it was not used for eight hours', async () => {
  const world = setUp();
  await signIn(world);
  nowMs += sessionIdleMs - 1;
  expect(await world.gate.callerOf(session)).not.toBeNull();
  nowMs += sessionIdleMs;
  expect(await world.gate.callerOf(session)).toBeNull();
});

test('a session ends after seven days, however much it is used', async () => {
  const world = setUp();
  await signIn(world);
  for (; nowMs < start + sessionLifetimeMs; nowMs += sessionIdleMs / 2) {
    expect(await world.gate.callerOf(session)).not.toBeNull();
  }
  expect(await world.gate.callerOf(session)).toBeNull();
});

test('use is noted at most once a minute', async () => {
  const world = setUp();
  await signIn(world);
  const lastUsed = async () => (await world.stores.sessions.sessionsOf(person))[0]?.lastUsedAt;
  nowMs += 59_999;
  await world.gate.callerOf(session);
  expect(await lastUsed()).toBe(instant(start));
  nowMs += 1;
  await world.gate.callerOf(session);
  expect(await lastUsed()).toBe(now());
});

test('who is no member may nothing, and who is removed may nothing at once', async () => {
  const world = setUp();
  await signIn(world);
  expect(await world.may()).toEqual([]);
  await world.stores.members.saveMembers('t', () => [member({ role: 'reader' })]);
  expect(await world.may()).toEqual(['see', 'read']);
  expect(await world.may('another')).toEqual([]);
  await world.stores.members.saveMembers('t', () => []);
  expect(await world.may()).toEqual([]);
});

test('an invitation is no membership', async () => {
  const world = setUp();
  await signIn(world);
  const identity = { kind: 'person' as const, userName: 'ada@contoso.example', person: null };
  await world.stores.members.saveMembers('t', () => [member({ role: 'owner', identity })]);
  expect(await world.may()).toEqual([]);
});

test('a group counts for its people, with what else they are', async () => {
  const world = setUp();
  await signIn(world);
  await connect(world, 'connected');
  await world.stores.members.saveMembers('t', () => [groupMember('it', 'admin'), groupMember('money', 'billing')]);
  groups.set('it', new Set(['bea'])).set('money', new Set(['ada']));
  expect(await world.may()).toEqual(['see', 'bill']);
  await world.stores.members.saveMembers('t', (all) => [...all, member({ role: 'reader' })]);
  expect((await world.may()).toSorted()).toEqual(['bill', 'read', 'see']);
  expect(await tenantsOf(world.context, await world.caller())).toMatchObject([{ tenantId: 't', role: 'reader' }]);
});

test('who leaves a group is out within minutes, and the group is read no more often', async () => {
  const world = setUp();
  await signIn(world);
  await connect(world, 'connected');
  await world.stores.members.saveMembers('t', () => [groupMember('it', 'admin')]);
  groups.set('it', new Set(['ada']));
  await Promise.all([world.may(), world.may()]);
  expect(await world.may()).toContain('change');
  expect(reads).toEqual(['it']);
  groups.set('it', new Set());
  nowMs += groupCachedMs;
  expect(await world.may()).toEqual([]);
});

test.each(['withdrawn', 'no connection', 'unreadable'])('a group counts for nobody: %s', async (why) => {
  const world = setUp();
  await signIn(world);
  if (why !== 'no connection') await connect(world, why === 'withdrawn' ? 'withdrawn' : 'connected');
  await world.stores.members.saveMembers('t', () => [groupMember('it', 'admin')]);
  if (why !== 'unreadable') groups.set('it', new Set(['ada']));
  expect(await world.may()).toEqual([]);
});

test('a group of another Entra tenant with the same ids counts for nobody', async () => {
  const world = setUp();
  await signIn(world);
  await connect(world, 'connected');
  const identity = { kind: 'group' as const, entraTenantId: 'entra-2', groupId: 'it' };
  await world.stores.members.saveMembers('t', () => [member({ role: 'admin', identity })]);
  groups.set('it', new Set(['ada']));
  expect(await world.may()).toEqual([]);
});

const tokenId = '0123456789abcdef01234567';
const tokenSecret = newSecret();

async function addToken({ stores }: ReturnType<typeof setUp>): Promise<void> {
  await stores.apiTokens.addApiToken('t', {
    tokenId,
    secretHash: hashOf(tokenSecret),
    name: 'Report',
    scope: 'read',
    createdBy: 'ada@contoso.example',
    createdAt: instant(start),
    expiresAt: instant(start + 3_600_000),
    lastUsedAt: null,
  });
}

test('a token may what its scope says, in its tenant', async () => {
  const world = setUp();
  await addToken(world);
  const caller = await world.gate.callerOf({ session: null, token: tokenText(tokenId, tokenSecret) });
  expect(caller).toEqual({ kind: 'token', tenantId: 't', tokenId, name: 'Report', scope: 'read' });
  if (caller === null) return;
  expect([...(await world.gate.permissions(caller, 't'))]).toEqual(['see', 'read']);
  expect([...(await world.gate.permissions(caller, 'another'))]).toEqual([]);
  expect((await world.stores.apiTokens.apiTokens('t'))[0]?.lastUsedAt).toBe(now());
  await world.stores.apiTokens.removeApiToken('t', tokenId);
  expect([...(await world.gate.permissions(caller, 't'))]).toEqual([]);
});

test.each([
  ['another secret', tokenText(tokenId, newSecret())],
  ['another id', tokenText('f'.repeat(24), tokenSecret)],
  ['its hash', tokenText(tokenId, hashOf(tokenSecret))],
  ['a cut one', tokenText(tokenId, tokenSecret).slice(0, -1)],
  ['a session’s secret', secret],
  ['nothing', ''],
])('no other token opens: %s', async (_, token) => {
  const world = setUp();
  await addToken(world);
  await signIn(world);
  expect(await world.gate.callerOf({ session: null, token })).toBeNull();
});

test('a token that is expired or revoked opens nothing, and a session beside it does not help', async () => {
  const world = setUp();
  await addToken(world);
  await signIn(world);
  const token = tokenText(tokenId, tokenSecret);
  nowMs = start + 3_600_000;
  expect(await world.gate.callerOf({ session: secret, token })).toBeNull();
  nowMs = start;
  await world.stores.apiTokens.removeApiToken('t', tokenId);
  expect(await world.gate.callerOf({ session: secret, token })).toBeNull();
});
