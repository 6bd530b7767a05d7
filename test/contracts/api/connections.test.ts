import { createHash } from 'node:crypto';
import { Agent, request } from 'undici';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { ConnectionPorts } from '../../../src/api/dashboard/connections/ports.ts';
import { getConnectCallback } from '../../../src/api/dashboard/get-connect-callback.ts';
import { connectContext } from '../../../src/entry/connect-context.ts';
import { connectionPorts, watchConsents } from '../../../src/entry/dashboard/connections.ts';
import { currentDefinitions } from '../../../src/entry/definitions.ts';
import { runSyncs } from '../../../src/entry/sync-actions.ts';
import { finishConnect } from '../../../src/tenants/connect.ts';
import type { Notice } from '../../../src/tenants/notices.ts';
import { type ApiWorld, openApiWorld, testGate } from '../../fixtures/api-world.ts';
import { createAppCertificate } from '../../fixtures/app-certificate.ts';

const ended = new AbortController();
const never = new AbortController().signal;
let world: ApiWorld;
let otherEntraTenant = '';
const notices: Notice[] = [];
const failures: unknown[] = [];

beforeAll(async () => {
  let ports: ConnectionPorts | undefined;
  world = await openApiWorld({
    others: [{ people: 5, mailboxes: 2, domain: 'fabrikam.example' }],
    ports(parts) {
      ports = connectionPorts(parts);
      const telling = { tell: async (_: string, notice: Notice) => void notices.push(notice) };
      watchConsents(parts, telling, (error) => failures.push(error), ended.signal).catch((error) =>
        failures.push(error),
      );
      return { connections: ports };
    },
    beforeReady(server, parts) {
      if (ports === undefined) throw new Error('no ports');
      const finishOwn = (query: URLSearchParams) => finishConnect(connectContext(parts), query, never);
      getConnectCallback(server, { gate: testGate, connect: ports.connect, finishOwn });
    },
  });
  otherEntraTenant = [...world.simulator.simulator.world.tenants.keys()][1] ?? '';
});
afterAll(async () => {
  ended.abort();
  await world.close();
});

const location = z.object({ location: z.string() });

/** Presses a button of a page of Entra, and says where the browser goes then. */
async function press(url: string, fields: Readonly<Record<string, string>>): Promise<URL> {
  const dispatcher = new Agent({ connect: { ca: world.simulator.simulator.caPem } });
  try {
    const { headers, body } = await request(url, {
      method: 'POST',
      dispatcher,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(fields).toString(),
    });
    await body.dump();
    return new URL(location.parse(headers).location);
  } finally {
    await dispatcher.close();
  }
}

/** Opens an address of ours as the owner's browser, and says where it goes then. */
async function open(url: URL, tenantId: string): Promise<string> {
  const answer = await world.server.inject({
    method: 'GET',
    url: `${url.pathname}${url.search}`,
    headers: world.as('owner', tenantId),
  });
  expect(answer.statusCode).toBe(303);
  return String(answer.headers.location);
}

async function consentUrl(tenantId: string, entraTenant: string | null): Promise<string> {
  const headers = world.as('owner', tenantId);
  const { json } = await world.call('beginConnect', { params: { tenantId }, headers, body: { entraTenant } });
  return json.consentUrl;
}

function personOf(entraTenantId: string): string {
  const users = world.simulator.simulator.world.tenants.get(entraTenantId)?.users.values() ?? [];
  const found = [...users].find(
    ({ properties }) => properties.accountEnabled !== false && properties.userType !== 'Guest',
  );
  return found?.id ?? '';
}

function addressOf(entraTenantId: string, hasMailbox: boolean): string {
  const users = world.simulator.simulator.world.tenants.get(entraTenantId)?.users.values() ?? [];
  const found = [...users].find(
    ({ mailbox, properties }) => (mailbox?.purpose === 'user') === hasMailbox && typeof properties.mail === 'string',
  );
  return String(found?.properties.mail ?? '');
}

describe('a connected tenant', () => {
  test('listConnections: with what uses each', async () => {
    const { status, json } = await world.call('listConnections');
    expect(status).toBe(200);
    expect(json.items).toMatchObject([{ connectionId: world.connectionId, state: 'connected' }]);
    expect(json.items[0]?.usedBy.syncs).toHaveLength(1);
  });

  test('getPermissionPlan: what is needed, and what the consent gave', async () => {
    const { json } = await world.call('getPermissionPlan');
    expect(json.clientId).toBe(world.simulator.clientId);
    expect(json.permissions).toContainEqual({
      name: 'Contacts.ReadWrite',
      kind: 'application',
      features: ['contacts'],
      needed: true,
      granted: true,
      canBeLimitedToMailboxes: true,
    });
    expect(json.permissions.filter(({ name }) => name.startsWith('Calendars'))).toEqual([]);
  });

  test('checkConnection: good, and none of another id', async () => {
    const { json } = await world.call('checkConnection', { params: { connectionId: world.connectionId } });
    expect(json).toMatchObject({ state: 'good', missing: [], code: null });
    expect(json.permissions).toContain('User.Read.All');
    const other = await world.call('checkConnection', { params: { connectionId: 'other' } });
    expect(other.status).toBe(404);
  });

  test('probeMailbox: one that answers, one without a mailbox, and an unknown address; nothing is written', async () => {
    const params = { connectionId: world.connectionId };
    const probe = async (mailbox: string) => (await world.call('probeMailbox', { params, body: { mailbox } })).json;
    expect(await probe(addressOf(world.entraTenantId, true))).toMatchObject({ state: 'reachable', ownFolders: 0 });
    expect(await probe(addressOf(world.entraTenantId, false))).toMatchObject({ state: 'not-reachable' });
    expect(await probe('nobody@contoso.example')).toMatchObject({
      state: 'unknown-mailbox',
      code: 'mailbox-not-found',
    });
    expect(await probe("o'neil' or 1 eq 1@x")).toMatchObject({ state: 'unknown-mailbox' });
    const folders = [...(world.simulator.simulator.world.tenants.get(world.entraTenantId)?.mailboxes.values() ?? [])];
    expect(folders.flatMap(({ contacts }) => [...contacts.values()].filter(({ personal }) => !personal))).toEqual([]);
  });

  test('a permission that is missing is named; one that Exchange gives for some mailboxes is not', async () => {
    const { control, simulator, entraTenantId, connectionId } = world;
    const params = { connectionId };
    const roles = ['User.Read.All', 'MailboxSettings.Read', 'Contacts.ReadWrite'];
    await control.put(`/tenants/${entraTenantId}/consents/${simulator.clientId}`, { roles: roles.slice(0, 2) });
    expect((await world.call('checkConnection', { params })).json).toMatchObject({
      state: 'permission-missing',
      missing: ['Contacts.ReadWrite'],
    });
    await control.put(`/tenants/${entraTenantId}/consents/${simulator.clientId}`, { roles });
    expect((await world.call('checkConnection', { params })).json).toMatchObject({ state: 'good', missing: [] });
  });

  test('getScopeScript: in the language of who asks, for the group and the app', async () => {
    const body = { group: 'team@contoso.example', features: ['contacts'] as const };
    const { raw } = await world.call('getScopeScript', { body: { ...body, features: ['contacts'] } });
    expect(raw.headers['content-type']).toBe('text/plain; charset=utf-8');
    expect(raw.body.startsWith('\ufeff# Limits Ringbook')).toBe(true);
    for (const part of [
      `$appId = '${world.simulator.clientId}'`,
      "$group = 'team@contoso.example'",
      "$role = 'Application Contacts.ReadWrite'",
      'New-ManagementScope',
      'New-ManagementRoleAssignment',
      'Test-ServicePrincipalAuthorization',
    ]) {
      expect(raw.body).toContain(part);
    }
    const wrong = await world.call('getScopeScript', { body: { group: 'x@y.example', features: ['groups'] } });
    expect(wrong).toMatchObject({ status: 422, problem: { code: 'invalid-input' } });
    const quoted = await world.call('getScopeScript', {
      body: { group: "a'; Remove-Mailbox x", features: ['contacts'] },
    });
    expect(quoted.status).toBe(422);
  });

  test('a withdrawn consent is noticed, told, and what was read goes; given again it is revived', async () => {
    const { control, simulator, entraTenantId, connectionId, parts, tenantId } = world;
    const params = { connectionId };
    await parts.stores.mailboxes.putMailboxes(tenantId, connectionId, [
      { mailboxId: 'm', address: 'm@contoso.example', excluded: null },
    ]);
    notices.length = 0;
    await control.delete(`/tenants/${entraTenantId}/consents/${simulator.clientId}`);
    expect((await world.call('checkConnection', { params })).json).toMatchObject({
      state: 'withdrawn',
      code: 'consent-withdrawn',
    });
    expect((await world.call('listConnections')).json.items).toMatchObject([{ state: 'withdrawn' }]);
    expect(notices).toEqual([{ kind: 'consent-withdrawn', connectionId }]);
    await expect.poll(() => Array.fromAsync(parts.stores.mailboxes.mailboxes(tenantId, connectionId))).toEqual([]);
    await world.call('checkConnection', { params });
    expect(notices).toHaveLength(1);
    const roles = ['User.Read.All', 'MailboxSettings.Read', 'Contacts.ReadWrite', 'GroupMember.Read.All'];
    await control.put(`/tenants/${entraTenantId}/consents/${simulator.clientId}`, { roles });
    expect((await world.call('checkConnection', { params })).json).toMatchObject({ state: 'good' });
    expect((await world.call('listConnections')).json.items).toMatchObject([{ connectionId, state: 'connected' }]);
    expect(notices.slice(1)).toEqual([{ kind: 'consent-given', connectionId }]);
  });
});

test('a run that finds the consent withdrawn leaves nothing cached, and the mailboxes as they are', async () => {
  const { control, simulator, entraTenantId, connectionId, parts, tenantId } = world;
  const { definitions } = await currentDefinitions(parts);
  const [sync] = definitions.syncs;
  const [source] = definitions.sources;
  if (sync === undefined || source === undefined) throw new Error('nothing set up');
  const stop = { drain: never, cancel: never };
  const run = () => runSyncs(parts, { sync: sync.name, approve: null }, () => {}, stop);
  const inMailboxes = () =>
    [...(simulator.simulator.world.tenants.get(entraTenantId)?.mailboxes.values() ?? [])].flatMap(({ contacts }) =>
      [...contacts.values()].filter(({ personal }) => !personal),
    ).length;
  expect(await run()).toMatchObject([{ state: 'done' }]);
  const written = inMailboxes();
  expect(written).toBeGreaterThan(0);
  const items = async () => (await parts.stores.collections.head(tenantId, sync.collectionId)).itemCount;
  expect(await items()).toBeGreaterThan(0);
  notices.length = 0;
  await control.delete(`/tenants/${entraTenantId}/consents/${simulator.clientId}`);
  expect(await run()).toMatchObject([{ state: 'failed', reason: 'consent-withdrawn' }]);
  expect(await items()).toBe(0);
  expect((await parts.stores.sources.head(tenantId, source.sourceId)).itemCount).toBe(0);
  expect(await Array.fromAsync(parts.stores.mailboxes.mailboxes(tenantId, connectionId))).toEqual([]);
  expect(inMailboxes()).toBe(written);
  expect(notices).toEqual([{ kind: 'consent-withdrawn', connectionId }]);
  const roles = ['User.Read.All', 'MailboxSettings.Read', 'Contacts.ReadWrite', 'GroupMember.Read.All'];
  await control.put(`/tenants/${entraTenantId}/consents/${simulator.clientId}`, { roles });
  expect(await run()).toMatchObject([{ state: 'done', totals: { created: 0, deleted: 0 } }]);
  expect(inMailboxes()).toBe(written);
  expect(notices.slice(1)).toEqual([{ kind: 'consent-given', connectionId }]);
});

describe('connecting', () => {
  test('consent, then signing in as an administrator there; disconnecting and again, with the same id', async () => {
    const { tenantId } = await world.addTenant('Fabrikam');
    const entra = otherEntraTenant;
    const all = async () => {
      const consented = await press(await consentUrl(tenantId, entra), { decision: 'accept' });
      const signIn = await open(consented, tenantId);
      const back = await press(signIn, { user: personOf(entra), role: 'admin', decision: 'accept' });
      return open(back, tenantId);
    };
    expect(await all()).toBe(`/connect/result?outcome=connected&tenant=${tenantId}`);
    const headers = world.as('owner', tenantId);
    const list = () => world.call('listConnections', { params: { tenantId }, headers });
    const [connection] = (await list()).json.items;
    expect(connection).toMatchObject({ entraTenantId: entra, state: 'connected' });
    const params = { tenantId, connectionId: connection?.connectionId ?? '' };
    expect((await world.call('disconnect', { params, headers })).status).toBe(204);
    expect((await list()).json.items).toEqual([]);
    expect((await world.call('disconnect', { params, headers })).status).toBe(404);
    await all();
    expect((await list()).json.items).toMatchObject([{ connectionId: connection?.connectionId }]);
  });

  test("another company's consent does not connect it, nor does somebody who is no administrator", async () => {
    const { tenantId } = await world.addTenant('Mallory');
    const consented = await press(await consentUrl(tenantId, null), { decision: 'accept', tenant: otherEntraTenant });
    consented.searchParams.set('tenant', world.entraTenantId);
    const signIn = await open(consented, tenantId);
    const back = await press(signIn, { user: personOf(otherEntraTenant), role: 'admin', decision: 'accept' });
    expect(await open(back, tenantId)).toBe(`/connect/result?outcome=wrong-tenant&tenant=${tenantId}`);
    const again = await press(await consentUrl(tenantId, world.entraTenantId), { decision: 'accept' });
    const other = await press(await open(again, tenantId), {
      user: personOf(world.entraTenantId),
      role: 'user',
      decision: 'accept',
    });
    expect(await open(other, tenantId)).toBe(`/connect/result?outcome=not-admin&tenant=${tenantId}`);
    const headers = world.as('owner', tenantId);
    expect((await world.call('listConnections', { params: { tenantId }, headers })).json.items).toEqual([]);
  });

  test('refused, forged, and somebody who is not the owner', async () => {
    const { tenantId } = await world.addTenant('Tailspin');
    const refused = await press(await consentUrl(tenantId, otherEntraTenant), { decision: 'cancel' });
    expect(await open(refused, tenantId)).toBe(`/connect/result?outcome=refused&tenant=${tenantId}`);
    expect(await open(refused, tenantId)).toBe(`/connect/result?outcome=forged&tenant=${tenantId}`);
    const consented = await press(await consentUrl(tenantId, otherEntraTenant), { decision: 'accept' });
    expect(await open(consented, world.tenantId)).toBe('/connect/result?outcome=forged');
    const path = `${consented.pathname}${consented.search}`;
    const anyone = await world.server.inject({ method: 'GET', url: path });
    expect(anyone.headers.location).toBe('/connect/result?outcome=forged');
    const reader = await world.server.inject({ method: 'GET', url: path, headers: world.as('reader', tenantId) });
    expect(reader.headers.location).toBe('/connect/result?outcome=forged');
  });

  test('proveConsent: nothing is awaited', async () => {
    expect((await world.call('proveConsent')).json).toEqual({ outcome: 'expired' });
  });

  test('beginConnect: what is no tenant is refused', async () => {
    const { status } = await world.call('beginConnect', { body: { entraTenant: 'https://evil.example/' } });
    expect(status).toBe(422);
  });
});

describe('an own app', () => {
  test('its key is made here and never shown; it connects by its own certificate', async () => {
    const { tenantId } = await world.addTenant('Own');
    const headers = world.as('owner', tenantId);
    const params = { tenantId };
    const none = await world.call('getOwnApp', { params, headers });
    expect(none.json).toMatchObject({ clientId: null, certificate: null });
    const clientId = '0f0f0f0f-1111-4222-8333-444444444444';
    const stale = await world.call('setOwnApp', { params, headers, ifMatch: 'r9', body: { clientId } });
    expect(stale.status).toBe(412);
    const set = await world.call('setOwnApp', { params, headers, ifMatch: none.etag ?? '', body: { clientId } });
    expect(set.json).toMatchObject({ clientId, redirectUri: 'https://localhost:8443/connect/callback' });
    expect(set.raw.body).not.toContain('PRIVATE');
    const pem = set.json.certificate ?? '';
    const der = Buffer.from(pem.replaceAll(/-----.*?-----|\s/g, ''), 'base64');
    expect(set.json.thumbprint).toBe(createHash('sha1').update(der).digest('hex').toUpperCase());
    const again = await world.call('setOwnApp', { params, headers, ifMatch: set.etag ?? '', body: { clientId } });
    expect(again.json.certificate).toBe(pem);

    const other = await createAppCertificate();
    const app = { appId: clientId, displayName: 'Own', redirectUris: [world.simulator.redirectUri], requiredRoles: [] };
    await world.control.post('/apps', { ...app, secrets: [], certificates: [other.certificatePem] });
    const consented = async () => press(await consentUrl(tenantId, otherEntraTenant), { decision: 'accept' });
    // Somebody else's app, or the certificate was not uploaded yet.
    expect(await open(await consented(), tenantId)).toBe(`/connect/result?outcome=unauthorized&tenant=${tenantId}`);
    world.simulator.simulator.world.apps.get(clientId)?.certificates.push(pem);
    expect(await open(await consented(), tenantId)).toBe(`/connect/result?outcome=connected&tenant=${tenantId}`);
    expect((await world.call('getPermissionPlan', { params, headers })).json.clientId).toBe(clientId);

    const back = await world.call('setOwnApp', {
      params,
      headers,
      ifMatch: again.etag ?? '',
      body: { clientId: null },
    });
    expect(back.json).toMatchObject({ clientId: null, certificate: null });
    const { json } = await world.call('listConnections', { params, headers });
    // What one app was trusted with is not another's.
    expect(json.items).toEqual([]);
  });
});

test('readers see, admins check, and only owners connect', async () => {
  const { connectionId } = world;
  const params = { connectionId };
  const status = async (...given: Parameters<typeof world.call>) => (await world.call(...given)).status;
  expect(await status('listConnections', { headers: world.as('billing') })).toBe(200);
  expect(await status('checkConnection', { params, headers: world.as('reader') })).toBe(403);
  expect(await status('checkConnection', { params, headers: world.as('admin') })).toBe(200);
  expect(await status('disconnect', { params, headers: world.as('admin') })).toBe(403);
  expect(await status('disconnect', { params, headers: world.as('owner', 'another-tenant') })).toBe(404);
  expect([world.failures, failures]).toEqual([[], []]);
});
