import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { newSecret } from '../../../src/tenants/sessions.ts';
import { type Jar, openSignInWorld, pathOf, publicUrl, type SignInWorld } from './sign-in-world.ts';

let world: SignInWorld;
beforeAll(async () => {
  world = await openSignInWorld();
});
afterAll(() => world.close());
beforeEach(() => world.reset());

describe('signing in', () => {
  test('a person goes to Entra, comes back, and is known', async () => {
    const { jar, location, answer } = await world.signIn(world.ada, 'admin');
    expect(location).toBe('/t/1');
    const cookie = String(answer.headers['set-cookie']);
    expect(cookie).toMatch(/__Host-ringbook=[\w-]{43}; Max-Age=604800; Path=\/; HttpOnly; Secure; SameSite=Lax/);
    expect([...jar.keys()].toSorted()).toEqual(['__Host-ringbook', '__Host-ringbook-sign-in']);
    const session = (await world.api(jar, 'GET', '/session')).json();
    expect(session).toMatchObject({
      person: { userName: world.ada.userName, language: null },
      memberships: [{ tenantId: world.world.tenantId, role: 'owner', state: 'connected', name: 'Contoso' }],
      version: '1.2.3',
    });
    expect(world.failures).toEqual([]);
  });

  test('the request asks for who it is and nothing else, and binds the answer', async () => {
    const asked = new URL(await world.begin(new Map()));
    expect(asked.origin).toBe(new URL(world.world.simulator.simulator.url).origin);
    expect(asked.pathname).toBe('/organizations/oauth2/v2.0/authorize');
    expect(Object.fromEntries(asked.searchParams)).toMatchObject({
      response_type: 'code',
      response_mode: 'query',
      scope: 'openid profile',
      code_challenge_method: 'S256',
      prompt: 'select_account',
      redirect_uri: `${publicUrl}/sign-in/callback`,
      state: expect.stringMatching(/^[\w-]{43}$/),
      nonce: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
    });
  });

  test('no one is anyone before, and nothing of a tenant is shown', async () => {
    expect((await world.api(new Map(), 'GET', '/session')).json()).toMatchObject({ person: null, memberships: [] });
    expect((await world.api(new Map(), 'GET', '/sessions')).statusCode).toBe(401);
    expect((await world.api(new Map([['__Host-ringbook', 'x']]), 'GET', '/sessions')).statusCode).toBe(401);
  });

  test('who said no is told so', async () => {
    const jar: Jar = new Map();
    const back = await world.chooseAtEntra(await world.begin(jar), { user: world.ada.id, decision: 'cancel' });
    expect((await world.visit(jar, pathOf(back))).headers.location).toBe('/sign-in?error=refused&return=%2Ft%2F1');
    expect(jar.has('__Host-ringbook')).toBe(false);
  });

  test('a used answer, another state and another browser sign in nobody', async () => {
    const { back, jar } = await world.signIn(world.ada);
    jar.delete('__Host-ringbook');
    expect((await world.visit(jar, pathOf(back))).headers.location).toBe('/sign-in?error=expired');
    const mine: Jar = new Map();
    const forMe = await world.chooseAtEntra(await world.begin(mine), { user: world.ada.id });
    expect((await world.visit(new Map(), pathOf(forMe))).headers.location).toBe('/sign-in?error=other-browser');
    forMe.searchParams.set('state', newSecret());
    expect((await world.visit(mine, pathOf(forMe))).headers.location).toBe('/sign-in?error=expired');
    expect(mine.has('__Host-ringbook')).toBe(false);
  });

  test('a code of another sign-in is not proven: its verifier and nonce are others', async () => {
    const [mine, theirs]: [Jar, Jar] = [new Map(), new Map()];
    const [forMe, forThem] = [await world.begin(mine), await world.begin(theirs)];
    const stolen = await world.chooseAtEntra(forThem, { user: world.bea.id });
    const injected = await world.chooseAtEntra(forMe, { user: world.ada.id });
    injected.searchParams.set('code', stolen.searchParams.get('code') ?? '');
    expect((await world.visit(mine, pathOf(injected))).headers.location).toContain('error=not-proven');
    expect(mine.has('__Host-ringbook')).toBe(false);
    expect(JSON.stringify(world.failures.map(String))).not.toContain(stolen.searchParams.get('code'));
  });

  test('a nonce that the request was changed to is not ours', async () => {
    const jar: Jar = new Map();
    const asked = new URL(await world.begin(jar));
    asked.searchParams.set('nonce', 'another');
    const back = await world.chooseAtEntra(asked.href, { user: world.ada.id });
    expect((await world.visit(jar, pathOf(back))).headers.location).toContain('error=not-proven');
  });

  test('a made-up code is not proven', async () => {
    const jar: Jar = new Map();
    const back = await world.chooseAtEntra(await world.begin(jar), { user: world.ada.id });
    back.searchParams.set('code', 'made-up');
    expect((await world.visit(jar, pathOf(back))).headers.location).toContain('error=not-proven');
  });

  test('an Entra that does not answer is told, at both ends', async () => {
    const fault = { match: { service: 'entra' }, fault: { kind: 'status', status: 503 }, times: 1 };
    const jar: Jar = new Map();
    await world.world.control.post('/faults', fault);
    expect((await world.visit(jar, '/sign-in/start')).headers.location).toBe('/sign-in?error=unavailable');
    const back = await world.chooseAtEntra(await world.begin(jar), { user: world.ada.id });
    await world.world.control.post('/faults', fault);
    expect((await world.visit(jar, pathOf(back))).headers.location).toContain('error=unavailable');
  });

  test.each([
    '//evil.example',
    '/\\evil.example',
    'https://evil.example/',
    'javascript:alert(1)',
    '/\tevil',
    '/..//evil.example',
    '',
  ])('the browser is sent back to no other place: %j', async (returnTo) => {
    const jar: Jar = new Map();
    const back = await world.chooseAtEntra(await world.begin(jar, returnTo), { user: world.ada.id });
    expect(String((await world.visit(jar, pathOf(back))).headers.location)).toBe('/');
  });
});
