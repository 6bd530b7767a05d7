import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { tokenText } from '../../../src/tenants/api-tokens.ts';
import { hashOf, newSecret } from '../../../src/tenants/sessions.ts';
import { cookieOf, type Jar, openSignInWorld, type SignInWorld } from './sign-in-world.ts';

let world: SignInWorld;
beforeAll(async () => {
  world = await openSignInWorld();
});
afterAll(() => world.close());
beforeEach(() => world.reset());

describe('members', () => {
  test('an invited person is a member at the first sign-in; removed, they are out at once', async () => {
    const { members } = world.world.parts.stores;
    const base = { displayName: null, invitedAt: '2026-01-01T00:00:00.000Z', lastSeenAt: null };
    const identity = { kind: 'person' as const, userName: world.bea.userName.toUpperCase(), person: null };
    await members.saveMembers(world.world.tenantId, () => [{ memberId: 'm', identity, role: 'reader', ...base }]);
    const { jar } = await world.signIn(world.bea);
    const found = async () => (await world.api(jar, 'GET', '/session')).json().memberships;
    expect(await found()).toMatchObject([{ role: 'reader', permissions: ['see', 'read'] }]);
    expect((await world.signIn(world.ada, 'admin')).location).toBe('/t/1');
    expect(await members.members(world.world.tenantId)).toHaveLength(1);
    await members.saveMembers(world.world.tenantId, () => []);
    expect(await found()).toEqual([]);
  });

  test('everyone in a group of the connected Entra tenant is a member', async () => {
    const { members } = world.world.parts.stores;
    const groupId = '3d6d1c1a-5f34-4f1c-9d0a-8d3a0d2f5a11';
    await world.world.control.post(`/tenants/${world.world.entraTenantId}/groups`, {
      id: groupId,
      displayName: 'IT',
      memberIds: [world.bea.id],
    });
    const identity = { kind: 'group' as const, entraTenantId: world.world.entraTenantId, groupId };
    const base = { displayName: null, invitedAt: '2026-01-01T00:00:00.000Z', lastSeenAt: null };
    await members.saveMembers(world.world.tenantId, () => [{ memberId: 'g', identity, role: 'admin', ...base }]);
    const [inside, outside] = [await world.signIn(world.bea), await world.signIn(world.ada)];
    expect((await world.api(inside.jar, 'GET', '/session')).json().memberships).toMatchObject([{ role: 'admin' }]);
    expect((await world.api(outside.jar, 'GET', '/session')).json().memberships).toEqual([]);
  });

  test('an administrator of another Entra tenant owns nothing here', async () => {
    const { jar } = await world.signIn(world.stranger, 'admin');
    expect((await world.api(jar, 'GET', '/session')).json()).toMatchObject({
      person: { userName: world.stranger.userName },
      memberships: [],
    });
  });

  test('a person of another Entra tenant is invited by name, as a partner is', async () => {
    const { members } = world.world.parts.stores;
    const base = { displayName: null, invitedAt: '2026-01-01T00:00:00.000Z', lastSeenAt: null };
    const identity = { kind: 'person' as const, userName: world.stranger.userName, person: null };
    await members.saveMembers(world.world.tenantId, () => [{ memberId: 'p', identity, role: 'admin', ...base }]);
    const { jar } = await world.signIn(world.stranger);
    expect((await world.api(jar, 'GET', '/session')).json().memberships).toMatchObject([{ role: 'admin' }]);
  });
});

describe('sessions', () => {
  test('a new sign-in in the same browser ends the session before', async () => {
    const jar: Jar = new Map();
    await world.signIn(world.ada, 'user', jar);
    const before = new Map(jar);
    await world.signIn(world.ada, 'user', jar);
    expect((await world.api(before, 'GET', '/session')).json().person).toBeNull();
    expect((await world.api(jar, 'GET', '/session')).json().person).not.toBeNull();
  });

  test('they are listed, one is ended, then all', async () => {
    const [here, there, others] = [
      await world.signIn(world.ada),
      await world.signIn(world.ada),
      await world.signIn(world.bea),
    ];
    await world.api(here.jar, 'POST', '/session/sign-out-everywhere');
    const [mine, another] = [await world.signIn(world.ada), await world.signIn(world.ada)];
    const { items } = (await world.api(mine.jar, 'GET', '/sessions')).json();
    expect(items).toHaveLength(2);
    expect(items).toContainEqual(expect.objectContaining({ current: true, device: 'Firefox, Linux' }));
    const other = items.find(({ current }: { readonly current: boolean }) => !current);
    expect((await world.api(others.jar, 'DELETE', `/sessions/${other.sessionId}`)).statusCode).toBe(404);
    expect((await world.api(mine.jar, 'DELETE', `/sessions/${other.sessionId}`)).statusCode).toBe(204);
    expect((await world.api(another.jar, 'GET', '/sessions')).statusCode).toBe(401);
    expect((await world.api(there.jar, 'GET', '/sessions')).statusCode).toBe(401);
    expect((await world.api(mine.jar, 'POST', '/session/sign-out-everywhere')).json()).toEqual({ sessionsEnded: 1 });
    expect((await world.api(mine.jar, 'GET', '/sessions')).statusCode).toBe(401);
    expect((await world.api(others.jar, 'GET', '/sessions')).statusCode).toBe(200);
  });

  test('signing out ends this session; without its token no page can ask for it', async () => {
    const { jar } = await world.signIn(world.ada);
    const headers = { cookie: cookieOf(jar) };
    const forged = await world.server.inject({ method: 'POST', url: '/api/v1/session/sign-out', headers });
    expect(forged.json()).toMatchObject({ status: 403, code: 'forged-request' });
    expect((await world.api(jar, 'POST', '/session/sign-out')).json()).toEqual({ signInUrl: '/sign-in' });
    expect((await world.api(jar, 'GET', '/sessions')).statusCode).toBe(401);
  });

  test('the language is remembered for the person', async () => {
    const { jar } = await world.signIn(world.ada);
    expect((await world.api(jar, 'PUT', '/session/language', { language: 'de' })).statusCode).toBe(204);
    expect((await world.api(jar, 'PUT', '/session/language', { language: 'fr' })).statusCode).toBe(422);
    expect((await world.api((await world.signIn(world.ada)).jar, 'GET', '/session')).json().person).toMatchObject({
      language: 'de',
    });
  });

  test('a token is nobody here', async () => {
    const secret = newSecret();
    const tokenId = 'a'.repeat(24);
    await world.world.parts.stores.apiTokens.addApiToken(world.world.tenantId, {
      tokenId,
      secretHash: hashOf(secret),
      name: 'Report',
      scope: 'change',
      createdBy: 'ada',
      createdAt: '2026-01-01T00:00:00.000Z',
      expiresAt: '2099-01-01T00:00:00.000Z',
      lastUsedAt: null,
    });
    const headers = { authorization: `Bearer ${tokenText(tokenId, secret)}` };
    expect((await world.server.inject({ url: '/api/v1/session', headers })).json()).toMatchObject({ person: null });
    expect((await world.server.inject({ url: '/api/v1/sessions', headers })).json()).toMatchObject({
      code: 'forbidden',
    });
  });
});
