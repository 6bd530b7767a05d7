import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { ConnectorError } from '../runs/connector-error.ts';
import { createMemoryStores } from '../stores/memory/create-memory-stores.ts';
import { beginConnect, type ConnectContext, finishConnect, noteConsent } from './connect.ts';
import type { ConsentAnswer } from './ports.ts';

const tenantId = 'tenant-1';
const entraTenantId = '11111111-2222-4333-8444-555555555555';
const signal = new AbortController().signal;

/** A consent service that knows which tenants have consented, and only after some token requests. */
function setUp(options: { readonly consented?: readonly string[]; readonly refusals?: number } = {}) {
  const { consented = [entraTenantId], refusals = 0 } = options;
  let nowMs = Date.parse('2026-01-01T00:00:00Z');
  let refused = 0;
  const slept: number[] = [];
  const states = ['one', 'two', 'three'].values();
  const stores = createMemoryStores({ now: () => new Date(nowMs).toISOString() });
  const context: ConnectContext = {
    tenants: stores.tenants,
    consent: {
      consentUrl: ({ state, entraTenant }) => `https://login.example/${entraTenant ?? 'organizations'}?state=${state}`,
      readAnswer: (query): ConsentAnswer => {
        const state = query.get('state');
        const error = query.get('error');
        if (error !== null) return { kind: 'refused', state, error, notAdmin: false };
        return { kind: 'granted', state, entraTenantId: query.get('tenant') ?? '' };
      },
      async prove(tenant) {
        refused += 1;
        if (refused <= refusals || !consented.includes(tenant)) {
          throw new ConnectorError({ code: 'consent-withdrawn', detail: 'AADSTS700016' });
        }
      },
    },
    now: () => new Date(nowMs).toISOString(),
    newId: () => 'connection-1',
    newState: () => states.next().value ?? 'more',
    hash: (text) => createHash('sha256').update(text).digest('base64url'),
    sleep: async (ms) => void slept.push(ms),
    redirectUri: 'https://localhost/connect/callback',
  };
  return { context, stores, slept, advance: (ms: number) => (nowMs += ms) };
}

async function answerTo(context: ConnectContext, changes: Readonly<Record<string, string>> = {}) {
  const url = new URL(await beginConnect(context, tenantId, null));
  return new URLSearchParams({ state: url.searchParams.get('state') ?? '', tenant: entraTenantId, ...changes });
}

test('a consent that a token request proves becomes a connection', async () => {
  const { context, stores } = setUp();
  const outcome = await finishConnect(context, await answerTo(context), signal);
  expect(outcome).toMatchObject({ kind: 'connected', tenantId, connection: { entraTenantId, state: 'connected' } });
  expect(await stores.tenants.connections(tenantId)).toHaveLength(1);
});

test('a tenant that is only claimed is not believed', async () => {
  const { context, stores } = setUp({ consented: [] });
  await expect(finishConnect(context, await answerTo(context), signal)).rejects.toThrow('consent-withdrawn');
  expect(await stores.tenants.connections(tenantId)).toEqual([]);
});

test('a consented tenant that is not the one asked for is not connected', async () => {
  const others = '99999999-2222-4333-8444-555555555555';
  const { context, stores } = setUp({ consented: [entraTenantId, others] });
  const url = new URL(await beginConnect(context, tenantId, entraTenantId.toUpperCase()));
  const answer = new URLSearchParams({ state: url.searchParams.get('state') ?? '', tenant: others });
  expect(await finishConnect(context, answer, signal)).toEqual({ kind: 'rejected', reason: 'other-tenant' });
  expect(await stores.tenants.connections(tenantId)).toEqual([]);
});

test('a new consent that Entra does not know everywhere yet is asked for again', async () => {
  const { context, slept } = setUp({ refusals: 2 });
  expect(await finishConnect(context, await answerTo(context), signal)).toMatchObject({ kind: 'connected' });
  expect(slept).toEqual([1000, 2000]);
});

test('a state works once, for an hour, and only for the tenant that asked', async () => {
  const { context, advance } = setUp();
  const answer = await answerTo(context);
  await finishConnect(context, answer, signal);
  expect(await finishConnect(context, answer, signal)).toEqual({ kind: 'rejected', reason: 'unknown-state' });
  const late = await answerTo(context);
  advance(3_600_001);
  expect(await finishConnect(context, late, signal)).toEqual({ kind: 'rejected', reason: 'expired' });
  const other = await answerTo(context);
  other.set('state', (other.get('state') ?? '').replace(tenantId, 'tenant-2'));
  expect(await finishConnect(context, other, signal)).toEqual({ kind: 'rejected', reason: 'unknown-state' });
});

test('a refusal is no connection, with or without a state', async () => {
  const { context, stores } = setUp();
  const refusal = await answerTo(context, { error: 'consent_required' });
  expect(await finishConnect(context, refusal, signal)).toMatchObject({ kind: 'refused', error: 'consent_required' });
  expect(await finishConnect(context, refusal, signal)).toEqual({ kind: 'rejected', reason: 'unknown-state' });
  const stateless = new URLSearchParams({ error: 'permission_denied' });
  expect(await finishConnect(context, stateless, signal)).toMatchObject({
    kind: 'refused',
    error: 'permission_denied',
  });
  expect(await stores.tenants.connections(tenantId)).toEqual([]);
});

test('connecting again after a withdrawal revives the same connection', async () => {
  const { context, stores } = setUp();
  const outcome = await finishConnect(context, await answerTo(context), signal);
  if (outcome.kind !== 'connected') throw new Error(outcome.kind);
  await noteConsent(context, tenantId, outcome.connection, 'withdrawn');
  expect(await stores.tenants.connections(tenantId)).toMatchObject([{ state: 'withdrawn' }]);
  await finishConnect(context, await answerTo(context), signal);
  expect(await stores.tenants.connections(tenantId)).toMatchObject([
    { connectionId: 'connection-1', state: 'connected' },
  ]);
});
