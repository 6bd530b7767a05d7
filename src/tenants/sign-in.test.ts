import { createHash } from 'node:crypto';
import { beforeEach, expect, test } from 'vitest';
import { createMemoryStores } from '../stores/memory/create-memory-stores.ts';
import { hashOf } from './sessions.ts';
import { createSignIn, signInLifetimeMs } from './sign-in.ts';
import { SignInError, type SignInFailure, type SignInProvider } from './sign-in-provider.ts';

const signal = new AbortController().signal;
const person = { entraTenantId: 'entra-1', objectId: 'ada' };
const signedIn = { person, userName: 'ada@contoso.example', displayName: 'Ada', isAdministrator: false };
const where = { device: 'Firefox, Windows', address: '192.0.2.7' };

let nowMs = 0;
beforeEach(() => {
  nowMs = Date.UTC(2026, 2, 1);
});

/** An identity service that believes any code, if its verifier fits. */
function setUp(fault: SignInFailure | null = null) {
  const now = () => new Date(nowMs).toISOString();
  const stores = createMemoryStores({ now });
  const challenges: string[] = [];
  const nonces: string[] = [];
  const failures: unknown[] = [];
  let count = 0;
  const provider: SignInProvider = {
    async signInUrl({ state, nonce, codeChallenge }) {
      challenges.push(codeChallenge);
      nonces.push(nonce);
      return `https://login.example/?state=${state}`;
    },
    async prove({ nonce, codeVerifier }) {
      if (fault !== null) throw new SignInError(fault);
      expect(nonces).toContain(nonce);
      expect(challenges).toContain(createHash('sha256').update(codeVerifier).digest('base64url'));
      return signedIn;
    },
    entraTenantOf: async () => null,
  };
  const signIn = createSignIn({
    ...stores,
    provider,
    configuredTenantId: null,
    now,
    newId: () => `id-${++count}`,
    redirectUri: 'https://localhost/sign-in/callback',
    onFailure: (error) => failures.push(error),
  });
  const begin = async (known: string | null = null) => {
    const { url, browserSecret } = await signIn.begin('/t/1', known, signal);
    return { state: new URL(url).searchParams.get('state') ?? '', browserSecret };
  };
  const finish = (query: Readonly<Record<string, string>>, browser: string | null, old: string | null = null) =>
    signIn.finish(new URLSearchParams(query), browser, old, where, signal);
  return { stores, begin, finish, failures };
}

test('who comes back with the state and in the same browser has a session', async () => {
  const { stores, begin, finish } = setUp();
  const { state, browserSecret } = await begin();
  const outcome = await finish({ state, code: 'c' }, browserSecret);
  expect(outcome).toMatchObject({ kind: 'signed-in', returnTo: '/t/1' });
  if (outcome.kind !== 'signed-in') return;
  expect(await stores.sessions.sessionBySecret(hashOf(outcome.sessionSecret))).toMatchObject({ ...where, person });
});

test.each([
  ['no state', {}],
  ['another state', { state: 'x' }],
])('nothing that was not asked for: %s', async (_, query) => {
  const { begin, finish } = setUp();
  const { browserSecret } = await begin();
  expect(await finish({ code: 'c', ...query }, browserSecret)).toMatchObject({ kind: 'failed', code: 'expired' });
});

test('a state works once', async () => {
  const { begin, finish } = setUp();
  const { state, browserSecret } = await begin();
  await finish({ state, code: 'c' }, browserSecret);
  expect(await finish({ state, code: 'c' }, browserSecret)).toMatchObject({ code: 'expired' });
});

test('another browser cannot end what one began, nor spoil it', async () => {
  const { begin, finish } = setUp();
  const { state, browserSecret } = await begin();
  const other = await begin();
  expect(await finish({ state, code: 'c' }, other.browserSecret)).toMatchObject({ code: 'other-browser' });
  expect(await finish({ state, code: 'c' }, null)).toMatchObject({ code: 'other-browser' });
  expect(await finish({ state, code: 'c' }, browserSecret)).toMatchObject({ kind: 'signed-in' });
});

test('two tabs of one browser do not disturb each other', async () => {
  const { begin, finish } = setUp();
  const one = await begin();
  const other = await begin(one.browserSecret);
  expect(other.browserSecret).toBe(one.browserSecret);
  expect(await finish({ state: one.state, code: 'c' }, other.browserSecret)).toMatchObject({ kind: 'signed-in' });
  expect(await finish({ state: other.state, code: 'c' }, other.browserSecret)).toMatchObject({ kind: 'signed-in' });
});

test('a secret that is none of ours is not taken over', async () => {
  const { begin } = setUp();
  expect((await begin('guessable')).browserSecret).toMatch(/^[\w-]{43}$/);
});

test('after ten minutes it is too late', async () => {
  const { begin, finish } = setUp();
  const { state, browserSecret } = await begin();
  nowMs += signInLifetimeMs;
  expect(await finish({ state, code: 'c' }, browserSecret)).toMatchObject({ code: 'expired' });
});

test.each([
  ['access_denied', 'refused', 0],
  ['consent_required', 'refused', 0],
  ['server_error', 'unavailable', 1],
  ['temporarily_unavailable', 'unavailable', 1],
])('the answer %s is told as %s', async (error, code, told) => {
  const { begin, finish, failures } = setUp();
  const { state, browserSecret } = await begin();
  expect(await finish({ state, error }, browserSecret)).toEqual({ kind: 'failed', code, returnTo: '/t/1' });
  expect(failures).toHaveLength(told);
});

test.each(['not-proven', 'unavailable'] as const)('what is not proven signs in nobody: %s', async (fault) => {
  const { stores, begin, finish, failures } = setUp(fault);
  const { state, browserSecret } = await begin();
  expect(await finish({ state, code: 'c' }, browserSecret)).toMatchObject({ kind: 'failed', code: fault });
  expect(await stores.sessions.sessionsOf(person)).toEqual([]);
  expect(failures).toHaveLength(1);
});

test('the session that the browser had ends, and others stay', async () => {
  const { stores, begin, finish } = setUp();
  const secrets: string[] = [];
  for (const old of [null, null]) {
    const { state, browserSecret } = await begin();
    const outcome = await finish({ state, code: 'c' }, browserSecret, old);
    if (outcome.kind === 'signed-in') secrets.push(outcome.sessionSecret);
  }
  const { state, browserSecret } = await begin();
  await finish({ state, code: 'c' }, browserSecret, secrets[0] ?? null);
  expect(await stores.sessions.sessionBySecret(hashOf(secrets[0] ?? ''))).toBeNull();
  expect(await stores.sessions.sessionBySecret(hashOf(secrets[1] ?? ''))).not.toBeNull();
  expect(await stores.sessions.sessionsOf(person)).toHaveLength(2);
});

test('old sessions of anyone are removed when somebody signs in', async () => {
  const { stores, begin, finish } = setUp();
  const first = await begin();
  await finish({ state: first.state, code: 'c' }, first.browserSecret);
  nowMs += 9 * 3_600_000;
  const second = await begin();
  await finish({ state: second.state, code: 'c' }, second.browserSecret);
  expect(await stores.sessions.sessionsOf(person)).toHaveLength(1);
});
