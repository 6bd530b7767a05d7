import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { ConnectorError } from '../runs/connector-error.ts';
import { createMemoryStores } from '../stores/memory/create-memory-stores.ts';
import type { Failure } from '../sync/failure.ts';
import type { ConnectContext } from './connect.ts';
import { createConnectFlow } from './connect-flow.ts';
import type { ConsentAnswer } from './ports.ts';
import { SignInError } from './sign-in-provider.ts';

const tenantId = 'tenant-1';
const [ours, theirs] = ['11111111-2222-4333-8444-555555555555', '99999999-2222-4333-8444-555555555555'];
const signal = new AbortController().signal;
const mine = async (of: string) => of === tenantId;

/** Entra: who signs in, what a token request says, and what the consent page answers. */
function setUp(isOwnApp = false) {
  let nowMs = Date.parse('2026-01-01T00:00:00Z');
  const entra = {
    person: { entraTenantId: ours, isAdministrator: true },
    failure: null as Failure | null,
    signIn: null as SignInError | null,
    clientId: 'app-1',
    duringProof: () => {},
  };
  const now = () => new Date(nowMs).toISOString();
  const stores = createMemoryStores({ now });
  let secrets = 0;
  const newSecret = () => `secret-${++secrets}`;
  const context: ConnectContext = {
    tenants: stores.tenants,
    consent: {
      consentUrl: ({ state, entraTenant }) => `https://login.example/${entraTenant ?? 'organizations'}?state=${state}`,
      readAnswer: (query): ConsentAnswer => {
        const [state, error] = [query.get('state'), query.get('error')];
        if (error !== null) return { kind: 'refused', state, error, notAdmin: error === 'not_admin' };
        return { kind: 'granted', state, entraTenantId: query.get('tenant') ?? '' };
      },
      async prove() {
        entra.duringProof();
        if (entra.failure !== null) throw new ConnectorError(entra.failure);
      },
    },
    now,
    newId: () => 'connection-1',
    newState: newSecret,
    hash: (text) => createHash('sha256').update(text).digest('base64url'),
    sleep: async () => {},
    redirectUri: 'https://localhost/connect/callback',
  };
  const connected: string[] = [];
  const flow = createConnectFlow({
    contextOf: async () => ({ ...context, isOwnApp, clientId: entra.clientId }),
    signIn: {
      signInUrl: async ({ state }) => `https://login.example/authorize?state=${state}`,
      async prove() {
        if (entra.signIn !== null) throw entra.signIn;
        const { entraTenantId, isAdministrator } = entra.person;
        return { person: { entraTenantId, objectId: 'o' }, userName: 'u', displayName: 'U', isAdministrator };
      },
      entraTenantOf: async (domain) => (domain === 'contoso.example' ? ours : null),
    },
    redirectUri: context.redirectUri,
    now,
    newSecret,
    onConnected: async (_, { entraTenantId }) => void connected.push(entraTenantId),
  });

  /** What the consent page sends back. */
  async function consent(entraTenant: string | null, changes: Readonly<Record<string, string>> = {}) {
    const { consentUrl } = await flow.begin(tenantId, entraTenant, 'session', signal);
    const state = new URL(consentUrl).searchParams.get('state') ?? '';
    return new URLSearchParams({ state, tenant: ours, ...changes });
  }

  /** Consent, then signing in. */
  async function all(changes: Readonly<Record<string, string>> = {}, entraTenant: string | null = null) {
    const step = await flow.answer(await consent(entraTenant, changes), 'session', mine, signal);
    if (step.kind === 'ended') return step.end;
    const signedIn = new URLSearchParams({ state: new URL(step.url).searchParams.get('state') ?? '', code: 'code' });
    const last = await flow.answer(signedIn, 'session', mine, signal);
    return last.kind === 'ended' ? last.end : last.kind;
  }

  const connections = () => stores.tenants.connections(tenantId);
  return { flow, entra, consent, all, connected, connections, advance: (ms: number) => (nowMs += ms) };
}

test('an administrator who consents and signs in has connected', async () => {
  const { all, connections, connected } = setUp();
  expect(await all()).toBe('connected');
  expect(await connections()).toMatchObject([{ entraTenantId: ours, state: 'connected' }]);
  expect(connected).toEqual([ours]);
});

test('an Entra tenant that gave its consent to somebody else is not connected by a forged return', async () => {
  const { all, connections } = setUp();
  expect(await all({ tenant: theirs })).toBe('wrong-tenant');
  expect(await connections()).toEqual([]);
});

test('whoever does not administer the Entra tenant does not connect it', async () => {
  const { all, entra, connections } = setUp();
  entra.person = { entraTenantId: ours, isAdministrator: false };
  expect(await all()).toBe('not-admin');
  expect(await connections()).toEqual([]);
});

test('what one browser began ends in no other, and is not used up there', async () => {
  const { flow, consent, connections } = setUp();
  const answer = await consent(null);
  const forged = { kind: 'ended', end: 'forged', tenantId: null };
  expect(await flow.answer(answer, null, mine, signal)).toEqual(forged);
  expect(await flow.answer(answer, 'other', mine, signal)).toMatchObject({ end: 'forged' });
  expect(await flow.answer(answer, 'session', async () => false, signal)).toEqual(forged);
  const step = await flow.answer(answer, 'session', mine, signal);
  if (step.kind !== 'go-on') throw new Error(step.end);
  const signedIn = new URLSearchParams({ state: new URL(step.url).searchParams.get('state') ?? '', code: 'c' });
  expect(await flow.answer(signedIn, 'other', mine, signal)).toEqual(forged);
  expect(await flow.answer(signedIn, 'session', async () => false, signal)).toEqual(forged);
  expect(await connections()).toEqual([]);
});

test('a return works once', async () => {
  const { flow, consent } = setUp();
  const answer = await consent(null);
  await flow.answer(answer, 'session', mine, signal);
  expect(await flow.answer(answer, 'session', mine, signal)).toMatchObject({ kind: 'ended', end: 'forged' });
});

test('signing in too late', async () => {
  const { flow, consent, advance } = setUp();
  const step = await flow.answer(await consent(null), 'session', mine, signal);
  if (step.kind !== 'go-on') throw new Error(step.end);
  advance(10 * 60_000);
  const signedIn = new URLSearchParams({ state: new URL(step.url).searchParams.get('state') ?? '', code: 'c' });
  expect(await flow.answer(signedIn, 'session', mine, signal)).toMatchObject({ end: 'expired' });
});

test('a tenant that was meant by its domain is told from another', async () => {
  const { all } = setUp();
  expect(await all({ tenant: theirs }, 'contoso.example')).toBe('wrong-tenant');
  expect(await all({}, 'contoso.example')).toBe('connected');
});

test.each([
  [{ error: 'consent_required' }, 'refused'],
  [{ error: 'not_admin' }, 'not-admin'],
] as const)('%j ends as %s', async (changes, end) => {
  expect(await setUp().all(changes)).toBe(end);
});

test.each<[Failure, string]>([
  [{ code: 'consent-withdrawn', detail: '' }, 'propagation'],
  [{ code: 'unauthorized', detail: '', byPolicy: true }, 'conditional-access'],
  [{ code: 'unauthorized', detail: '' }, 'unauthorized'],
  [{ code: 'unavailable', detail: '' }, 'unavailable'],
  [{ code: 'not-found', detail: '' }, 'wrong-tenant'],
])('a proof that fails with %j ends as %s', async (failure, end) => {
  const { all, entra, connections } = setUp();
  entra.failure = failure;
  expect(await all()).toBe(end);
  expect(await connections()).toEqual([]);
});

test.each([
  ['not-proven', 'forged'],
  ['unavailable', 'unavailable'],
] as const)('a sign-in that is %s ends as %s', async (code, end) => {
  const { all, entra } = setUp();
  entra.signIn = new SignInError(code);
  expect(await all()).toBe(end);
});

test('a consent that is known later is proven when the same browser looks again, for an hour', async () => {
  const { flow, all, entra, advance } = setUp();
  entra.failure = { code: 'consent-withdrawn', detail: '' };
  expect(await all()).toBe('propagation');
  expect(await flow.lookAgain(tenantId, 'session', signal)).toBe('propagation');
  expect(await flow.lookAgain(tenantId, 'other', signal)).toBe('expired');
  expect(await flow.lookAgain('tenant-2', 'session', signal)).toBe('expired');
  entra.failure = null;
  expect(await flow.lookAgain(tenantId, 'session', signal)).toBe('connected');
  expect(await flow.lookAgain(tenantId, 'session', signal)).toBe('expired');
  entra.failure = { code: 'consent-withdrawn', detail: '' };
  await all();
  advance(3_600_000);
  entra.failure = null;
  expect(await flow.lookAgain(tenantId, 'session', signal)).toBe('expired');
});

test('an app of the tenant proves by its certificate whose it is: nobody signs in', async () => {
  const { flow, consent } = setUp(true);
  expect(await flow.answer(await consent(null), 'session', mine, signal)).toMatchObject({ end: 'connected' });
});

test('what was proven for one app is nothing for another, whenever the tenant changes it', async () => {
  const later = setUp();
  later.entra.failure = { code: 'consent-withdrawn', detail: '' };
  await later.all();
  later.entra.failure = null;
  later.entra.clientId = 'app-2';
  expect(await later.flow.lookAgain(tenantId, 'session', signal)).toBe('expired');
  const meanwhile = setUp(true);
  meanwhile.entra.duringProof = () => {
    meanwhile.entra.clientId = 'app-2';
  };
  expect(await meanwhile.all()).toBe('expired');
  expect(await meanwhile.connections()).toEqual([]);
});
