import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { PageServer } from '../../../src/api/context.ts';
import { registerGraphNotifications } from '../../../src/api/graph/notifications.ts';
import { createServer } from '../../../src/api/server.ts';
import { openChangeWatch, reachableUrl } from '../../../src/entry/dashboard/change-watch.ts';
import { createEngine } from '../../../src/entry/engine.ts';
import { freePort } from '../../../src/entry/free-port.ts';
import { createLocalCertificate, type KeyPairPem } from '../../../src/platform/https/local-certificate.ts';
import { translator } from '../../../src/platform/i18n/translator.ts';
import type { ChangeWatch } from '../../../src/tenants/change-watch.ts';
import { type ApiWorld, openApiWorld } from '../../fixtures/api-world.ts';

const never = new AbortController().signal;
let world: ApiWorld;
let certificate: KeyPairPem;
let port = 0;
let server: PageServer | null = null;
let requested: string[] = [];
const failures: unknown[] = [];

/** A program that the simulator can reach. */
beforeAll(async () => {
  certificate = await createLocalCertificate(Date.now());
  port = await freePort();
  world = await openApiWorld({
    config: { http: { port, publicUrl: `https://localhost:${port}` } },
  });
  await world.control.post('/endpoint-authorities', { pem: certificate.certificatePem });
});
afterEach(async () => {
  await server?.close();
  server = null;
  requested = [];
});
afterAll(() => world.close());

type RequestSync = (tenantId: string, syncId: string) => void;

async function serve(request: RequestSync = (_, syncId) => void requested.push(syncId)): Promise<ChangeWatch> {
  const watch = openChangeWatch(world.parts, request, (error) => failures.push(error));
  if (watch === null) throw new Error('not reachable');
  server = await createServer({
    ...certificate,
    version: 'test',
    translator,
    onFailure: (_, error) => failures.push(error),
  });
  registerGraphNotifications(server, watch, (error) => failures.push(error));
  await server.listen({ host: 'localhost', port });
  return watch;
}

const subscriptions = () => [
  ...(world.simulator.simulator.world.tenants.get(world.entraTenantId)?.subscriptions.values() ?? []),
];

async function changeSomebody(): Promise<void> {
  const [user] = world.simulator.simulator.world.tenants.get(world.entraTenantId)?.users.keys() ?? [];
  await world.control.patch(`/tenants/${world.entraTenantId}/users/${user}`, { jobTitle: `Captain ${Date.now()}` });
}

test('a change in the directory asks for a run of the syncs that use it', async () => {
  const watch = await serve();
  await watch.keepUp(world.tenantId, never);
  expect(failures).toEqual([]);
  expect(subscriptions().map(({ resource }) => resource)).toEqual(['users', 'groups']);
  await changeSomebody();
  await expect.poll(() => requested.length, { timeout: 5_000 }).toBeGreaterThan(0);
  const { definitions } = await world.parts.stores.definitions.definitions(world.tenantId);
  expect(new Set(requested).size).toBe(Math.max(1, definitions.syncs.length));
  expect(failures).toEqual([]);
});

test('a change in the directory is in every mailbox within seconds', async () => {
  const engine = createEngine(world.parts, { requestAfterMs: 50, onFailure: (error) => failures.push(error) });
  const syncId = (await world.call('listSyncs')).json.items[0]?.syncId ?? '';
  const states: string[] = [];
  engine.onRunEnd((_tenantId, run) => void states.push(`${run.state} ${run.totals.updated}`));
  engine.requestSync(world.tenantId, syncId);
  await expect.poll(() => states, { timeout: 20_000 }).toEqual(['done 0']);
  const watch = await serve((tenantId, wanted) => engine.requestSync(tenantId, wanted));
  await watch.keepUp(world.tenantId, never);
  await changeSomebody();
  await expect.poll(() => states.at(-1), { timeout: 20_000 }).toBe('done 12');
  await engine.close(AbortSignal.timeout(10_000));
  expect(failures).toEqual([]);
}, 60_000);

test('a subscription that Graph keeps and we do not know is replaced, and one that it lost is made anew', async () => {
  const watch = await serve();
  await watch.keepUp(world.tenantId, never);
  const before = subscriptions().map(({ id }) => id);
  for (const { documentId } of await world.parts.stores.documents.documents(world.tenantId, 'subscription')) {
    await world.parts.stores.documents.removeDocument(world.tenantId, 'subscription', documentId);
  }
  await watch.keepUp(world.tenantId, never);
  expect(subscriptions()).toHaveLength(2);
  expect(subscriptions().filter(({ id }) => before.includes(id))).toEqual([]);
  expect(failures).toEqual([]);
});

test('anybody is answered the same, at once', async () => {
  await serve();
  const post = async (url: string, payload: object | undefined) =>
    (await server?.inject({ method: 'POST', url, ...(payload === undefined ? {} : { payload }) }))?.statusCode;
  expect(await post('/graph/notifications', { value: [{ clientState: 'forged' }] })).toBe(202);
  expect(await post('/graph/lifecycle', { value: [{ clientState: 'forged', lifecycleEvent: 'missed' }] })).toBe(202);
  expect(await post('/graph/notifications', { nonsense: true })).toBe(202);
  expect(await post('/graph/notifications', undefined)).toBe(202);
  const validated = await server?.inject({
    method: 'POST',
    url: '/graph/notifications?validationToken=%3Cb%3E+a%2Bb',
    headers: { 'content-type': 'text/plain' },
    payload: '',
  });
  expect(validated?.body).toBe('<b> a+b');
  expect(validated?.headers['content-type']).toBe('text/plain; charset=utf-8');
  await sleep(50);
  expect([requested, failures]).toEqual([[], []]);
});

test('forgetting a connection ends its subscriptions', async () => {
  const watch = await serve();
  await watch.keepUp(world.tenantId, never);
  const [connection] = await world.parts.stores.tenants.connections(world.tenantId);
  if (connection === undefined) throw new Error('not connected');
  await watch.forget(world.tenantId, connection, never);
  expect(subscriptions()).toEqual([]);
});

const microsoft = { url: 'https://graph.microsoft.com', batchesInFlight: 1, requestTimeoutMs: 100 };
test.each([
  [undefined, null],
  ['https://ringbook.contoso.com', 'https://ringbook.contoso.com'],
  ['https://localhost:8443', null],
  ['https://ringbook', null],
  ['https://192.168.1.2', null],
  ['https://[::1]:8443', null],
  ['https://ringbook.contoso.local', null],
])('with %s as public address Graph is given %s', (publicUrl, told) => {
  const http = { host: 'localhost', port: 8443, trustedProxies: [], ...(publicUrl === undefined ? {} : { publicUrl }) };
  expect(reachableUrl({ http, graph: microsoft })).toBe(told);
});
