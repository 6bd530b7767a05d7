import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createDemoTenant } from '../demo/demo-tenant.ts';
import { createClock } from './clock.ts';
import { internContent } from './contact-contents.ts';
import { createServicePrincipal, createWorld } from './create-world.ts';
import { createContact, createFolder, deleteContact, setContactPhoto } from './mailbox-changes.ts';
import { openMailbox } from './mailboxes.ts';
import type { SimTenant } from './model.ts';
import { watchPersonalContacts } from './personal-state.ts';
import { loadWorld, saveWorld } from './state-file.ts';

let folder = '';
let file = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'simulator-state-'));
  file = join(folder, 'world.json');
});
afterEach(() => rm(folder, { recursive: true }));

function emptyWorld() {
  const world = createWorld(createClock(() => 1_000_000));
  return { world, personal: watchPersonalContacts(world) };
}

function fullWorld() {
  const { world, personal } = emptyWorld();
  const tenant = createDemoTenant({ people: 60, mailboxes: 40 });
  world.tenants.set(tenant.id, tenant);
  world.clock.advance(5_000);
  world.settings.thinkTimeMs = 3;
  world.apps.set('app', {
    appId: 'app',
    displayName: 'App',
    redirectUris: ['https://a.example/'],
    certificates: [],
    secrets: [{ value: 's', expiresAtMs: 5 }],
    requiredRoles: ['User.Read.All'],
  });
  tenant.servicePrincipals.set('app', createServicePrincipal('app', ['User.Read.All']));
  const users = [...tenant.users.values()].filter(({ mailbox }) => mailbox?.purpose === 'user');
  for (const user of users.slice(0, 10)) {
    const scope = { world, tenantId: tenant.id, mailbox: openMailbox(world, tenant, user), by: 'app' } as const;
    const made = createFolder(scope, scope.mailbox.defaultFolderId, 'Company', { 'String {a} Name b': 'c' });
    const contact = createContact(
      scope,
      made.id,
      internContent({ displayName: 'Shared' }, { 'String {a} Name b': '1' }),
    );
    setContactPhoto(scope, contact, new Uint8Array([1, 2, 3]));
    const [own] = scope.mailbox.contacts.values();
    if (own?.personal === true) deleteContact(scope, own);
  }
  return { world, personal, tenant };
}

function plain(tenant: SimTenant) {
  return { ...tenant, log: tenant.log.all() };
}

test('what is loaded is what was saved, with shared contents still shared', async () => {
  const { world, personal, tenant } = fullWorld();
  await saveWorld(world, personal, file);
  expect(await readdir(folder)).toEqual(['world.json']);

  const other = emptyWorld();
  await loadWorld(other.world, other.personal, file);
  const loaded = other.world.tenants.get(tenant.id);
  if (loaded === undefined) throw new Error('the tenant is missing');
  expect(plain(loaded)).toEqual(plain(tenant));
  expect(other.world.settings).toEqual(world.settings);
  expect(other.world.apps).toEqual(world.apps);
  expect(other.world.clock.nowMs()).toBe(1_005_000);
  const written = [...loaded.mailboxes.values()].flatMap(({ contacts }) =>
    [...contacts.values()].filter((contact) => !contact.personal),
  );
  expect(written).toHaveLength(10);
  expect(new Set(written.map(({ content }) => content)).size).toBe(1);
});

test('what was done to personal contacts is still known', async () => {
  const { world, personal, tenant } = fullWorld();
  const touched = [...tenant.mailboxes.values()].map((mailbox) => personal.touched(mailbox).length);
  expect(touched.reduce((sum, count) => sum + count, 0)).toBeGreaterThan(3);
  await saveWorld(world, personal, file);
  const other = emptyWorld();
  await loadWorld(other.world, other.personal, file);
  const mailboxes = [...(other.world.tenants.get(tenant.id)?.mailboxes.values() ?? [])];
  expect(mailboxes.map((mailbox) => other.personal.touched(mailbox).length)).toEqual(touched);
});

test('a broken file changes nothing', async () => {
  const { world, personal, tenant } = fullWorld();
  await saveWorld(world, personal, file);
  await writeFile(file, (await readFile(file, 'utf8')).replace('"kind":"user"', '"kind":"dog"'));
  await expect(loadWorld(world, personal, file)).rejects.toThrow();
  expect(world.tenants.get(tenant.id)).toBe(tenant);
});
