import { expect, test } from 'vitest';
import { createMemoryStores } from '../stores/memory/create-memory-stores.ts';
import { createChangeWatch } from './change-watch.ts';
import type { Connection } from './ports.ts';

const tenantId = 'tenant-1';
const signal = new AbortController().signal;
const hourMs = 3_600_000;

function setUp() {
  let nowMs = Date.parse('2026-01-01T00:00:00Z');
  const now = () => new Date(nowMs).toISOString();
  const stores = createMemoryStores({ now });
  /** By subscription id, as the service keeps them. */
  const kept = new Map<string, { readonly clientState: string; expiresAt: string }>();
  const calls: string[] = [];
  const changes: string[] = [];
  const failures: unknown[] = [];
  let failing = false;
  let made = 0;
  const connection: Connection = {
    connectionId: 'connection-1',
    kind: 'microsoft-365',
    entraTenantId: 'entra',
    state: 'connected',
    consentedAt: now(),
    changedAt: now(),
  };
  const watch = createChangeWatch({
    documents: stores.documents,
    connections: stores.tenants.connections,
    subscriptionsOf: async () => ({
      async subscribe({ list, clientState, expiresAt }) {
        calls.push(`subscribe ${list}`);
        if (failing) throw new Error('no answer');
        const subscriptionId = `subscription-${++made}`;
        kept.set(subscriptionId, { clientState, expiresAt });
        return { subscriptionId, expiresAt };
      },
      async renew(subscriptionId, expiresAt) {
        calls.push('renew');
        const known = kept.get(subscriptionId);
        if (known === undefined) return null;
        known.expiresAt = expiresAt;
        return { subscriptionId, expiresAt };
      },
      async remove(subscriptionId) {
        calls.push('remove');
        kept.delete(subscriptionId);
      },
    }),
    notificationUrl: 'https://ringbook.example/graph/notifications',
    lifecycleUrl: 'https://ringbook.example/graph/lifecycle',
    now,
    newSecret: () => `random-${made}-${calls.length}`,
    onChange: async (of, connectionId) => void changes.push(`${of} ${connectionId}`),
    onFailure: async (_of, _connection, error) => void failures.push(error),
  });
  const said = () => [...kept.values()].map(({ clientState }) => clientState);
  return {
    watch,
    stores,
    connection,
    kept,
    calls,
    changes,
    failures,
    said,
    connect: () => stores.tenants.saveConnection(tenantId, connection),
    advance: (ms: number) => (nowMs += ms),
    fail: (value: boolean) => {
      failing = value;
    },
  };
}

test('each connection is watched once, and what ends in three days is renewed', async () => {
  const { watch, connect, calls, advance } = setUp();
  await connect();
  await watch.keepUp(tenantId, signal);
  await watch.keepUp(tenantId, signal);
  expect(calls).toEqual(['subscribe users', 'subscribe groups']);
  advance(4 * 24 * hourMs - 1);
  await watch.keepUp(tenantId, signal);
  expect(calls).toHaveLength(2);
  advance(1);
  await watch.keepUp(tenantId, signal);
  expect(calls.slice(2)).toEqual(['renew', 'renew']);
  advance(8 * 24 * hourMs);
  await watch.keepUp(tenantId, signal);
  expect(calls.slice(4)).toEqual(['subscribe users', 'subscribe groups']);
});

test('what could not be asked for is asked for again', async () => {
  const { watch, connect, calls, failures, fail } = setUp();
  await connect();
  fail(true);
  await watch.keepUp(tenantId, signal);
  expect(failures).toHaveLength(2);
  fail(false);
  await watch.keepUp(tenantId, signal);
  await watch.keepUp(tenantId, signal);
  expect(calls).toHaveLength(4);
});

test('a change is told once for a post, however often it says so', async () => {
  const { watch, connect, said, changes } = setUp();
  await connect();
  await watch.keepUp(tenantId, signal);
  const value = [...said(), ...said()].map((clientState) => ({ clientState, changeType: 'updated', extra: 1 }));
  expect(await watch.take({ value }, signal)).toBe(0);
  expect(changes).toEqual(['tenant-1 connection-1']);
});

test('only the secret counts', async () => {
  const { watch, connect, said, changes } = setUp();
  await connect();
  await watch.keepUp(tenantId, signal);
  const [state = ''] = said();
  const [, documentId, secret] = state.split(' ');
  const wrong = [
    ...[`${state}x`, state.slice(0, -1), ` ${state}`, `${state} more`, '', `tenant-2 ${documentId} ${secret}`],
    ...[`${tenantId} connection-2.users ${secret}`, `${tenantId} __proto__ ${secret}`, null],
  ];
  expect(await watch.take({ value: wrong.map((clientState) => ({ clientState })) }, signal)).toBe(wrong.length);
  for (const posted of [null, 'text', {}, { value: 'x' }, { value: [1] }]) {
    expect(await watch.take(posted, signal)).toBe(1);
  }
  expect(changes).toEqual([]);
});

test('the secret is not kept', async () => {
  const { watch, connect, said, stores } = setUp();
  await connect();
  await watch.keepUp(tenantId, signal);
  const documents = JSON.stringify(await stores.documents.documents(tenantId, 'subscription'));
  for (const state of said()) expect(documents).not.toContain(state.split(' ')[2]);
});

test('lifecycle: renewed when asked for, made anew when removed, and changes when some were missed', async () => {
  const { watch, connect, said, calls, changes, kept } = setUp();
  await connect();
  await watch.keepUp(tenantId, signal);
  const [clientState] = said();
  const tell = (lifecycleEvent: string) => watch.take({ value: [{ clientState, lifecycleEvent }] }, signal);
  await tell('reauthorizationRequired');
  expect(calls.slice(2)).toEqual(['renew']);
  await tell('missed');
  expect(changes).toHaveLength(1);
  kept.clear();
  await tell('subscriptionRemoved');
  expect(calls.slice(3)).toEqual(['subscribe users']);
  expect(changes).toHaveLength(2);
  expect(await tell('missed')).toBe(1);
});

test('nothing is heard of a connection that is withdrawn or forgotten', async () => {
  const { watch, connect, connection, stores, said, changes, calls, kept } = setUp();
  await connect();
  await watch.keepUp(tenantId, signal);
  const value = said().map((clientState) => ({ clientState }));
  await stores.tenants.saveConnection(tenantId, { ...connection, state: 'withdrawn' });
  expect(await watch.take({ value }, signal)).toBe(0);
  expect(changes).toEqual([]);
  await connect();
  await watch.forget(tenantId, connection, signal);
  expect(calls.slice(2)).toEqual(['remove', 'remove']);
  expect(kept.size).toBe(0);
  expect(await watch.take({ value }, signal)).toBe(2);
});
