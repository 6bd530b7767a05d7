import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { type Card, hasUsableMailbox, isListed, readCards, readUsers } from './address-list.ts';
import { type Ended, resultOf, ringbook } from './ringbook-process.ts';
import { type SimulatedTenant, startSimulatedTenant } from './simulated-tenant.ts';

const legislators = fileURLToPath(new URL('../../../shared/data/us-legislators/', import.meta.url));
const areThere = existsSync(legislators);
if (!areThere) process.stderr.write(`skipped: no ${legislators}, so no real files are joined\n`);

let tenant: SimulatedTenant;
/** Somebody whose mailbox is filled. */
let somebody: string;

beforeAll(async () => {
  tenant = await startSimulatedTenant({ people: 30, mailboxes: 5 });
  await tenant.connect();
  const owner = (await readUsers(tenant.control, tenant.entraTenantId)).find(hasUsableMailbox);
  somebody = owner?.id ?? '';
});
afterAll(() => tenant.close());

const at = (name: string) => join(tenant.folder, name);
const run = (...args: readonly string[]): Promise<Ended> => ringbook(...args, '--config', tenant.configFile);

async function json(...args: readonly string[]): Promise<unknown> {
  const ended = await run(...args, '--json');
  if (ended.code !== 0)
    throw new Error(`${args.join(' ')} ended with ${ended.code}:\n${ended.stdout}\n${ended.stderr}`);
  return resultOf(ended);
}

const cards = (): Promise<readonly Card[]> => readCards(tenant.control, tenant.entraTenantId, somebody);
const listed = async () => (await readUsers(tenant.control, tenant.entraTenantId)).filter(isListed);

/** What is in a mailbox and not ours. */
async function personal(): Promise<readonly unknown[]> {
  const schema = z.object({
    folders: z.array(
      z.object({
        contacts: z.array(
          z.object({ id: z.string(), extended: z.record(z.string(), z.string()), properties: z.unknown() }),
        ),
      }),
    ),
  });
  const { folders } = schema.parse(await tenant.control.get(`/tenants/${tenant.entraTenantId}/mailboxes/${somebody}`));
  const all = folders.flatMap(({ contacts }) => contacts);
  return all
    .filter(({ extended }) => !Object.keys(extended).some((id) => id.includes('Ringbook')))
    .map(({ id }) => id)
    .sort();
}

const findings = z.array(z.object({ check: z.string(), state: z.string() }));

test('doctor finds nothing wrong, and names what is missing once it is', async () => {
  const good = findings.parse(await json('doctor'));
  expect(good.filter(({ state }) => state !== 'good')).toEqual([]);
  expect(new Set(good.map(({ check }) => check))).toEqual(
    new Set([
      ...['configuration', 'stores', 'disk', 'notifications', 'consent', 'permissions', 'clock'],
      ...['source', 'audience', 'mailbox'],
    ]),
  );
  const consent = `/tenants/${tenant.entraTenantId}/consents/${tenant.clientId}`;
  const roles = ['User.Read.All', 'GroupMember.Read.All', 'MailboxSettings.Read'];
  await tenant.control.put(consent, { roles });
  const bad = await run('doctor');
  expect(bad.code).toBe(1);
  expect(bad.stdout).toMatch(/✗ Permissions .*Contacts\.ReadWrite/);
  await tenant.control.put(consent, { roles: [...roles, 'Contacts.ReadWrite'] });
});

test('a CSV file in Windows-1252 is looked at, imported, and merged into the list', async () => {
  await json('sync');
  const before = (await cards()).length;
  const text =
    'Nr;Vorname;Nachname;Firma;Telefon\r\n1;Jürgen;Größe;Spedition Süd;089 1234567\r\n2;Zoë;Łang;;\r\n;ohne;Nummer;;\r\n';
  await writeFile(at('lieferanten.csv'), Buffer.from(text.replace('Ł', 'L'), 'latin1'));
  const looked = await run('import-csv', at('lieferanten.csv'), '--id', 'Nr');
  expect(looked.code).toBe(0);
  expect(looked.stdout).toMatch(/windows-1252.*;/);
  expect(looked.stdout).toMatch(/Nachname\s+→\s+surname/);
  expect(looked.stdout).toMatch(/id-missing\s+lieferanten\.csv, line 4/);
  await json('import-csv', at('lieferanten.csv'), '--id', 'Nr', '--source', 'lieferanten', '--collection', 'contacts');
  expect(await json('sync')).toMatchObject({ state: 'done', totals: { created: 10, issues: expect.any(Number) } });
  const now = await cards();
  expect(now.length).toBe(before + 2);
  expect(now.find(({ surname }) => surname === 'Größe')).toMatchObject({
    givenName: 'Jürgen',
    companyName: 'Spedition Süd',
    businessPhones: ['+49891234567'],
  });
});

test('what is set up is exported, changed, compared, applied, and explained', async () => {
  const file = at('setup.yaml');
  expect((await run('export-config', file)).code).toBe(0);
  const yaml = await readFile(file, 'utf8');
  expect(yaml).toMatch(/lieferanten/);
  expect((await run('apply-config', file)).stdout).toMatch(/Nothing is different/);

  const [first] = await listed();
  const name = JSON.stringify(first?.displayName);
  const filter = `    filter: [{ action: exclude, where: { kind: field, field: displayName, is: equal, values: [${name}] } }]\n`;
  await writeFile(file, yaml.replace('  contacts:\n    sources:', `  contacts:\n${filter}    sources:`));
  const shown = await run('apply-config', file);
  expect(shown.code, shown.stdout + shown.stderr).toBe(3);
  expect(shown.stdout).toMatch(/~ Collection contacts/);
  expect(await json('plan')).toMatchObject({ deletes: 0 });
  expect((await run('apply-config', file, '--yes')).code).toBe(0);
  expect(await json('plan')).toMatchObject({ itemsRemoved: 1, deletes: 5, heldBy: null });
  expect(await json('sync')).toMatchObject({ state: 'done', totals: { deleted: 5 } });
  expect(await json('collections', 'show', 'contacts')).toMatchObject({ filter: { steps: [{ matched: 1 }] } });

  const explained = z.object({ fields: z.array(z.object({ field: z.string(), rule: z.string() })) });
  const item = explained.parse(await json('collections', 'explain', 'contacts', 'lieferanten:1'));
  expect(item.fields.find(({ field }) => field === 'surname')?.rule).toBe('taken');
  expect(await json('audiences', 'why', 'everyone', somebody)).toMatchObject({ kind: 'in' });
  expect(await json('sources', 'check', 'lieferanten')).toMatchObject({ entries: 2 });

  await writeFile(file, yaml.replace('sources:', 'sourcs:'));
  const wrong = await run('apply-config', file);
  expect(wrong.code).toBe(2);
  expect(wrong.stderr).toMatch(/sourcs/);
});

test('another tenant of the same partner gives its list too', async () => {
  const other = z
    .object({ id: z.string() })
    .parse(await tenant.control.post('/tenants', { domain: 'fabrikam.example', people: 6, mailboxes: 2, seed: 'two' }));
  await tenant.connect(other.id);
  const file = at('two.yaml');
  await run('export-config', file);
  const yaml = (await readFile(file, 'utf8'))
    .replace('sources:\n', `sources:\n  fabrikam: { kind: gal, connection: ${other.id} }\n`)
    .replace(/( {4}sources:\n)/, '$1      - fabrikam\n');
  await writeFile(file, yaml);
  expect((await run('apply-config', file, '--yes')).code).toBe(0);
  const theirs = (await readUsers(tenant.control, other.id)).filter(isListed);
  const before = (await cards()).length;
  expect(await json('sync')).toMatchObject({ state: 'done', totals: { created: theirs.length * 5 } });
  expect((await cards()).length).toBe(before + theirs.length);
});

test('held changes are listed, refused, and not asked for again', async () => {
  const people = await listed();
  const leavers = people.filter(({ id }) => id !== somebody).slice(0, 14);
  for (const { id } of leavers)
    await tenant.control.patch(`/tenants/${tenant.entraTenantId}/users/${id}`, { showInAddressList: false });
  const held = await run('sync', '--json');
  expect(held.code).toBe(3);
  const { runId } = z.object({ runId: z.string() }).parse(resultOf(held));
  expect((await run('syncs', 'held')).stdout).toContain(runId);
  expect((await run('syncs', 'refuse', runId)).code).toBe(0);
  expect(await json('sync')).toMatchObject({ state: 'done', reason: 'refused', totals: { deleted: 0 } });
  expect((await run('syncs', 'held')).stdout).toMatch(/Nothing waits/);
  for (const { id } of leavers)
    await tenant.control.patch(`/tenants/${tenant.entraTenantId}/users/${id}`, { showInAddressList: null });
  expect(await json('sync')).toMatchObject({ state: 'done', reason: null });
});

test('an audit puts back what a person changed and deleted', async () => {
  const schema = z.object({
    folders: z.array(
      z.object({ contacts: z.array(z.object({ id: z.string(), extended: z.record(z.string(), z.string()) })) }),
    ),
  });
  const mailbox = `/tenants/${tenant.entraTenantId}/mailboxes/${somebody}`;
  const { folders } = schema.parse(await tenant.control.get(mailbox));
  const ours = folders
    .flatMap(({ contacts }) => contacts)
    .filter(({ extended }) => Object.keys(extended).some((id) => id.includes('RingbookStamp')));
  const [edited, deleted] = ours;
  await tenant.control.patch(`${mailbox}/contacts/${edited?.id}`, {
    properties: { nickName: 'Chief', jobTitle: 'Wizard' },
  });
  await tenant.control.delete(`${mailbox}/contacts/${deleted?.id}`);
  expect(await json('audit', 'contacts')).toMatchObject({
    state: 'done',
    totals: { driftRestored: 2, created: 1, updated: 1 },
  });
  expect((await cards()).filter(({ jobTitle }) => jobTitle === 'Wizard')).toEqual([]);
  expect((await cards()).length).toBe(ours.length);
  expect(await json('audit', 'contacts')).toMatchObject({ totals: { driftRestored: 0, created: 0, updated: 0 } });
});

test('what another product left is found, taken out, and brought back', async () => {
  const mailbox = `/tenants/${tenant.entraTenantId}/mailboxes/${somebody}`;
  const folder = z
    .object({ id: z.string() })
    .parse(await tenant.control.post(`${mailbox}/folders`, { displayName: 'Old product' }));
  for (const displayName of ['Left 1', 'Left 2']) {
    await tenant.control.post(`${mailbox}/contacts`, {
      folderId: folder.id,
      properties: { displayName, mobilePhone: '+4915100000001' },
    });
  }
  const before = (await personal()).length;
  const undo = at('cleanup.undo');
  expect(await json('clean-up', '--folder', 'Old product')).toMatchObject({ contacts: 2, folders: 1 });
  expect((await run('clean-up', '--folder', 'Old product', '--apply', undo)).code).toBe(3);
  expect((await personal()).length).toBe(before);
  expect(await json('clean-up', '--folder', 'Old product', '--apply', undo, '--yes')).toMatchObject({
    contacts: 2,
    folders: 1,
  });
  expect((await personal()).length).toBe(before - 2);
  expect(await readFile(undo, 'utf8')).not.toMatch(/Left|\+49/);
  expect(await json('clean-up', '--undo', undo)).toEqual({ restored: 2 });
  expect((await personal()).length).toBe(before);
});

test('a run is undone, and its sync rests until it is let run again', async () => {
  const before = (await cards()).map(({ displayName }) => displayName).sort();
  const [, second] = await listed();
  await tenant.control.patch(`/tenants/${tenant.entraTenantId}/users/${second?.id}`, { displayName: 'Somebody Else' });
  const { runId } = z.object({ runId: z.string() }).parse(await json('sync'));
  expect((await cards()).map(({ displayName }) => displayName)).toContain('Somebody Else');
  expect(await json('undo', runId, '--yes')).toMatchObject({ kind: 'undo', state: 'done', totals: { updated: 5 } });
  expect((await cards()).map(({ displayName }) => displayName).sort()).toEqual(before);
  const paused = await run('sync', '--sync', 'contacts');
  expect(paused.code).toBe(2);
  expect(paused.stderr).toMatch(/paused.*syncs resume contacts/);
  expect((await run('syncs', 'resume', 'contacts')).code).toBe(0);
  expect(await json('sync')).toMatchObject({ state: 'done', totals: { updated: 5 } });
});

test.skipIf(!areThere)(
  '537 people and their offices, joined from two files, are one card each with all numbers',
  async () => {
    const phones = 'phone=businessPhones,homePhones,otherPhone,primaryPhone,companyMainPhone,callbackPhone';
    await json(
      ...['import-csv', join(legislators, 'members.csv'), '--id', 'bioguide', '--map', phones],
      ...['--join', join(legislators, 'offices.csv'), '--on', 'bioguide=bioguide'],
      ...['--source', 'congress', '--collection', 'contacts'],
    );
    expect(await json('sync')).toMatchObject({ state: 'done', totals: { created: 537 * 5, foldersFailed: 0 } });
    const aderholt = (await cards()).filter(({ displayName }) => displayName === 'Robert B. Aderholt');
    expect(aderholt).toHaveLength(1);
    const numbers = JSON.stringify(aderholt).replaceAll(/[^\d"]/g, '');
    for (const office of ['2567346043', '2052212310', '2563813450']) expect(numbers).toContain(office);
  },
);

test('uninstall takes out what is ours, and a mailbox is as it was before', async () => {
  const own = await personal();
  expect((await run('uninstall', 'contacts')).code).toBe(3);
  expect((await cards()).length).toBeGreaterThan(10);
  expect(await json('uninstall', 'contacts', '--yes')).toMatchObject({ kind: 'uninstall', state: 'done' });
  expect(await cards()).toEqual([]);
  expect(await personal()).toEqual(own);
  expect(JSON.stringify(await json('syncs', 'list'))).toContain('"paused":true');
});
