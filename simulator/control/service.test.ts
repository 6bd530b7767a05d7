import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { createCounters } from '../counters/counters.ts';
import { createDemoTenant } from '../demo/demo-tenant.ts';
import { createFaultRegistry } from '../faults/registry.ts';
import { createClock } from '../world/clock.ts';
import { internContent } from '../world/contact-contents.ts';
import { createWorld } from '../world/create-world.ts';
import { createContact, createFolder, deleteContact, updateContact } from '../world/mailbox-changes.ts';
import { openMailbox } from '../world/mailboxes.ts';
import { watchPersonalContacts } from '../world/personal-state.ts';
import { createRandom } from '../world/random.ts';
import { createControlService } from './service.ts';

const domain = 'contoso.example';
const stampId = 'String {00000000-0000-0000-0000-00000000000a} Name Stamp';
const appId = '5c1b7d3e-90ab-4cde-8123-456789abcdef';

function createFixture() {
  const world = createWorld(createClock(() => Date.UTC(2026, 0, 1)));
  const tenant = createDemoTenant({ domain, people: 60, mailboxes: 40 });
  world.tenants.set(tenant.id, tenant);
  const personal = watchPersonalContacts(world);
  const faults = createFaultRegistry(createRandom('control'));
  const counters = createCounters();
  const control = createControlService({ world, counters, faults, personal });
  async function call(method: string, path: string, body?: object) {
    const [before = '', query = ''] = path.split('?');
    const outcome = await control.handle({
      method,
      path: `/control${before}`,
      query,
      headers: {},
      body: body === undefined ? { kind: 'none' } : { kind: 'bytes', bytes: Buffer.from(JSON.stringify(body)) },
    });
    if ('kind' in outcome) throw new Error(outcome.kind);
    return outcome;
  }
  return { world, tenant, faults, counters, call };
}

let fixture: ReturnType<typeof createFixture>;
beforeEach(() => {
  fixture = createFixture();
});

function mailboxUser(wantsContacts = 1) {
  const { tenant, world } = fixture;
  for (const user of tenant.users.values()) {
    if (user.mailbox?.purpose !== 'user' || user.mailbox.availability !== 'available') continue;
    const mailbox = openMailbox(world, tenant, user);
    if (mailbox.contacts.size >= wantsContacts) {
      return { user, mailbox, scope: { world, tenantId: tenant.id, mailbox, by: 'app' } as const };
    }
  }
  throw new Error('nobody has that many contacts');
}

test('settings and time can be changed; a bad value is named', async () => {
  const { call, world } = fixture;
  expect(await call('PATCH', '/settings', { thinkTimeMs: 5 })).toMatchObject({ status: 200, body: { thinkTimeMs: 5 } });
  expect(await call('PATCH', '/settings', { limitsEnabled: 1 })).toMatchObject({
    status: 400,
    body: { error: { code: 'invalid', field: 'limitsEnabled' } },
  });
  for (const bad of [{ directoryDeltaPageSize: 0 }, { thinkTimeMs: -1 }, { mailboxConcurrency: 1.5 }]) {
    expect(await call('PATCH', '/settings', bad)).toMatchObject({ status: 400, body: { error: { code: 'invalid' } } });
  }
  expect(await call('PATCH', '/settings', { nonsense: 1 })).toMatchObject({ body: { error: { field: 'nonsense' } } });
  const before = world.clock.nowMs();
  await call('POST', '/clock', { advanceMs: 1000 });
  expect(world.clock.nowMs()).toBe(before + 1000);
});

test('a tenant is made from a spec, counted and deleted', async () => {
  const { call } = fixture;
  const made = await call('POST', '/tenants', { domain: 'other.example', people: 70, mailboxes: 20, seed: 3 });
  expect(made).toMatchObject({ status: 201, body: { people: 70, mailboxes: 20, domains: ['other.example'] } });
  expect(await call('POST', '/tenants', { domain: 'other.example', people: 1 })).toMatchObject({ status: 409 });
  expect(await call('DELETE', '/tenants/other.example')).toMatchObject({ status: 204 });
  expect(await call('GET', '/tenants/other.example')).toMatchObject({ status: 404 });
});

test('users are made, changed and deleted by Graph property names', async () => {
  const { call, tenant } = fixture;
  const users = `/tenants/${domain}/users`;
  const made = await call('POST', users, {
    displayName: 'Neu',
    userPrincipalName: 'neu@contoso.example',
    mailbox: {},
  });
  expect(made).toMatchObject({ status: 201, body: { mailbox: { purpose: 'user', availability: 'available' } } });
  expect(await call('PATCH', `${users}/neu@contoso.example`, { shoeSize: 4 })).toMatchObject({
    status: 400,
    body: { error: { field: 'shoeSize' } },
  });
  await call('PATCH', `${users}/neu@contoso.example`, { city: 'Köln' });
  expect(tenant.log.all().at(-1)).toMatchObject({ kind: 'user', properties: ['city'] });
  const gone = await call('PUT', `${users}/neu@contoso.example/mailbox`, { availability: 'on-premises' });
  expect(gone).toMatchObject({ body: { mailbox: { availability: 'on-premises' } } });
  await call('DELETE', `${users}/neu@contoso.example`);
  expect(tenant.log.all().at(-1)).toMatchObject({ removed: 'changed' });
});

test('groups and their members', async () => {
  const { call, tenant } = fixture;
  const [someone = ''] = tenant.users.keys();
  const groups = `/tenants/${domain}/groups`;
  await call('POST', groups, { displayName: 'Neu' });
  expect(await call('POST', `${groups}/Neu/members`, { id: someone })).toMatchObject({ status: 204 });
  expect(await call('GET', `${groups}/Neu`)).toMatchObject({ body: { memberIds: [someone] } });
  expect(await call('DELETE', `${groups}/Neu/members/${someone}`)).toMatchObject({ status: 204 });
  expect(await call('DELETE', `${groups}/Neu/members/${someone}`)).toMatchObject({ status: 404 });
});

test('a consent is given, cut and withdrawn', async () => {
  const { call, tenant } = fixture;
  const consent = `/tenants/${domain}/consents/${appId}`;
  expect(await call('PUT', consent, {})).toMatchObject({ status: 404 });
  await call('POST', '/apps', { appId, requiredRoles: ['User.Read.All', 'Contacts.ReadWrite'] });
  expect(await call('PUT', consent, {})).toMatchObject({ body: { roles: ['User.Read.All', 'Contacts.ReadWrite'] } });
  await call('PUT', consent, { roles: ['User.Read.All'], enabled: false });
  expect(tenant.servicePrincipals.get(appId)).toMatchObject({ enabled: false, roles: new Set(['User.Read.All']) });
  expect(await call('DELETE', consent)).toMatchObject({ status: 204 });
  expect(tenant.servicePrincipals.size).toBe(0);
});

test('an owner edits the own mailbox; that is no touch by an app', async () => {
  const { call } = fixture;
  const { user } = mailboxUser();
  const mailbox = `/tenants/${domain}/mailboxes/${user.id}`;
  const folder = await call('POST', `${mailbox}/folders`, { displayName: 'Chor' });
  expect(folder).toMatchObject({ status: 201, body: { displayName: 'Chor', isDefault: false } });
  expect(await call('POST', `${mailbox}/folders`, { displayName: 'CHOR' })).toMatchObject({ status: 409 });
  const made = await call('POST', `${mailbox}/contacts`, { properties: { displayName: 'Oma' } });
  expect(made).toMatchObject({ status: 201, body: { personal: true, properties: { displayName: 'Oma' } } });
  expect(await call('POST', `${mailbox}/contacts`, { properties: { displayname2: 'x' } })).toMatchObject({
    status: 400,
  });
  const { id } = JSON.parse(JSON.stringify(made.body));
  await call('PATCH', `${mailbox}/contacts/${id}`, { properties: { nickName: 'Omi' } });
  expect(await call('GET', `/tenants/${domain}/report`)).toMatchObject({ body: { personalContactsTouched: 0 } });
  expect(await call('DELETE', `${mailbox}/contacts/${id}`)).toMatchObject({ status: 204 });
  expect(await call('GET', `/tenants/${domain}/report`)).toMatchObject({ body: { personalContactsTouched: 0 } });
});

test('the report finds touched personal contacts', async () => {
  const { call } = fixture;
  const { mailbox, scope } = mailboxUser(3);
  const [first, second] = mailbox.contacts.values();
  if (first === undefined || second === undefined) throw new Error('contacts are missing');
  updateContact(scope, first, internContent({ displayName: 'Changed' }, {}));
  deleteContact(scope, second);
  expect(await call('GET', `/tenants/${domain}/report`)).toMatchObject({
    body: { people: 60, mailboxes: 40, contactsWritten: 0, personalContactsTouched: 2, duplicates: 0 },
  });
});

test('the report counts duplicates by content and by identity, each once, per folder', async () => {
  const { call } = fixture;
  const { mailbox, scope } = mailboxUser(0);
  const folder = createFolder(scope, mailbox.defaultFolderId, 'Company', {});
  const write = (folderId: string, name: string, stamp: string) =>
    createContact(scope, folderId, internContent({ displayName: name }, { [stampId]: stamp }));
  write(folder.id, 'A', 'a;1');
  write(folder.id, 'A', 'a;1');
  write(folder.id, 'A renamed', 'a;2');
  write(mailbox.defaultFolderId, 'A', 'a;1');
  write(folder.id, 'B', 'b;1');
  const report = `/tenants/${domain}/report`;
  expect(await call('GET', report)).toMatchObject({ body: { contactsWritten: 5, duplicates: 1 } });
  const query = new URLSearchParams({ identityProperty: stampId, identityPattern: '^([^;]+);' });
  expect(await call('GET', `${report}?${query}`)).toMatchObject({ body: { duplicates: 2 } });
  expect(await call('GET', `/tenants/${domain}/mailboxes?owner=app`)).toMatchObject({
    body: { value: [{ contacts: 5 }] },
  });
});

test('faults are set, listed, checked and cleared', async () => {
  const { call, faults } = fixture;
  const fault = { kind: 'status', status: 429, retryAfter: { form: 'seconds', seconds: 3 } };
  const made = await call('POST', '/faults', { match: { operation: 'contact.*' }, fault, times: 2 });
  expect(made).toMatchObject({ status: 201, body: { id: 'fault-1' } });
  expect(faults.list()[0]?.rule.fault).toEqual({ ...fault, when: 'before' });
  expect(await call('POST', '/faults', { fault: { kind: 'fire' } })).toMatchObject({
    status: 400,
    body: { error: { field: 'fault.kind' } },
  });
  expect(await call('POST', '/faults', { match: { pathPattern: '(' }, fault })).toMatchObject({ status: 400 });
  expect(await call('DELETE', '/faults/fault-1')).toMatchObject({ status: 204 });
  expect(await call('DELETE', '/faults/fault-1')).toMatchObject({ status: 404 });
});

test('request counts are shown and reset', async () => {
  const { call, counters } = fixture;
  counters.http('graph');
  expect(await call('GET', '/requests')).toMatchObject({ body: { httpRequests: 1 } });
  await call('POST', '/requests/reset');
  expect(await call('GET', '/requests')).toMatchObject({ body: { httpRequests: 0 } });
});

test('the state is saved to a file and loaded again', async () => {
  const { call, world } = fixture;
  const folder = await mkdtemp(join(tmpdir(), 'simulator-control-'));
  try {
    const file = join(folder, 'world.json');
    await call('POST', '/state/save', { file });
    world.tenants.clear();
    expect(await call('POST', '/state/load', { file })).toMatchObject({ status: 204 });
    expect(await call('GET', `/tenants/${domain}`)).toMatchObject({ body: { people: 60, mailboxes: 40 } });
    expect(await call('POST', '/state/load', { file: `${file}.none` })).toMatchObject({ status: 400 });
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('unknown endpoints and methods are refused', async () => {
  const { call } = fixture;
  expect(await call('GET', '/nothing')).toMatchObject({ status: 404 });
  expect(await call('DELETE', '/health')).toMatchObject({ status: 405 });
});
