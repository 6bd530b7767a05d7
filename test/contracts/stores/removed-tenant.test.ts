import { existsSync } from 'node:fs';
import { copyFile, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { masterKeyFrom } from '../../../src/platform/vault/master-key.ts';
import { createVault } from '../../../src/platform/vault/vault.ts';
import { openSqliteStores } from '../../../src/stores/sqlite/open-sqlite-stores.ts';
import { createTempFolder } from '../../fixtures/temp-folder.ts';

const masterKey = masterKeyFrom(new Uint8Array(32).fill(1), 'test key');
const names = z.array(z.object({ name: z.string() }));

async function openInFolder() {
  const folder = await createTempFolder();
  const file = join(folder.path, 'ringbook.sqlite');
  const now = () => '2026-03-01T00:00:00.000Z';
  const open = () => openSqliteStores({ file, now, vault: (keys) => createVault({ keys, masterKey }) });
  const bytes = async () =>
    Buffer.concat(await Promise.all((await readdir(folder.path)).map((name) => readFile(join(folder.path, name)))));
  onTestFinished(folder.remove);
  return { file, open, bytes };
}

const tenantOf = (tenantId: string) => ({
  tenantId,
  name: `Name of ${tenantId}`,
  defaultCountry: 'DE',
  timeZone: 'Europe/Berlin',
  language: 'de' as const,
  createdAt: '2026-03-01T00:00:00.000Z',
});

test('every table that knows tenants is emptied of a removed one, whatever the table', async () => {
  const { file, open } = await openInFolder();
  await (await open()).close();
  const database = new Database(file);
  database.pragma('foreign_keys = off');
  const tables = names.parse(
    database.prepare("select name from sqlite_schema where type = 'table' and name not like 'sqlite%'").all(),
  );
  const ofTenants = tables.filter(({ name }) => columnsOf(database, name).includes('tenant_id'));
  expect(ofTenants.length).toBeGreaterThan(10);
  for (const { name } of ofTenants) {
    for (const tenantId of ['gone', 'stays']) insertAny(database, name, tenantId);
  }
  // Parts of rows: as of the first row of each parent.
  const parents = { entries: 'log_key', former_entries: 'log_key', mailboxes: 'directory_key', links: 'replica_key' };
  for (const [name] of Object.entries({ ...parents, issues: 'run_key' })) insertAny(database, name, 'gone', 1);
  database.exec("insert into wrapped_keys select 'x', master_key_id, wrapped from wrapped_keys where false");
  database.exec("delete from wrapped_keys; delete from tenants where tenant_id = 'stays'");
  database.close();
  const stores = await open();
  await stores.tenantData.removeTenant('gone', () => ({
    idHash: 'h',
    deletedAt: '2026-03-01T00:00:00.000Z',
    sealed: Uint8Array.of(1),
  }));
  await stores.close();
  const after = new Database(file, { readonly: true });
  for (const { name } of ofTenants) {
    const count = after.prepare(`select count(*) from ${name} where tenant_id = 'gone'`).pluck().get();
    expect([name, count]).toEqual([name, 0]);
  }
  for (const name of Object.keys(parents)) {
    expect([name, after.prepare(`select count(*) from ${name}`).pluck().get()]).toEqual([name, 0]);
  }
  after.close();
});

function columnsOf(database: Database.Database, table: string): string[] {
  return names.parse(database.pragma(`table_info(${table})`)).map(({ name }) => name);
}

/** A row of which only the tenant matters, or the parent. */
function insertAny(database: Database.Database, table: string, tenantId: string, parentKey?: number): void {
  const columns = columnsOf(database, table).filter((name) => parentKey !== undefined || !name.endsWith('_key'));
  const values = columns.map((name) => (name === 'tenant_id' ? tenantId : name.endsWith('_key') ? parentKey : 1));
  database.prepare(`insert into ${table} (${columns}) values (${columns.map(() => '?')})`).run(...values);
}

test('the key of a removed tenant is in no file any more, and another tenant goes on', async () => {
  const { file, open, bytes } = await openInFolder();
  const stores = await open();
  for (const tenantId of ['gone', 'stays']) {
    await stores.tenants.saveTenant(tenantOf(tenantId));
    await stores.documents.putDocument(tenantId, 'settings', 'one', { tenantId }, 0);
  }
  const key = await stores.wrappedKeys.wrappedKey('gone');
  if (key === null) throw new Error('the tenant has no key');
  const aside = `${file}.damaged-2026-02-28T00-00-00.000Z`;
  await writeFile(aside, key.wrapped);
  const traces = [Buffer.from(key.wrapped), Buffer.from(Buffer.from(key.wrapped).toString('base64')), 'Name of gone'];
  const found = async () => {
    const all = await bytes();
    return traces.map((trace) => all.includes(trace));
  };
  expect(await found()).toEqual([true, true, true]);
  await stores.tenantData.removeTenant('gone', () => ({
    idHash: 'h',
    deletedAt: '2026-03-01T00:00:00.000Z',
    sealed: Uint8Array.of(7),
  }));
  expect(await found()).toEqual([false, false, false]);
  expect(existsSync(aside)).toBe(false);
  expect((await stores.documents.document('stays', 'settings', 'one'))?.content).toEqual({ tenantId: 'stays' });
  await stores.close();
  const again = await open();
  expect((await again.tenants.tenants()).map(({ tenantId }) => tenantId)).toEqual(['stays']);
  expect(await again.tenantData.certificate('h')).toEqual(Buffer.of(7));
  await again.close();
});

test('the last tenant that is removed does not come back from the copy of what was set up', async () => {
  const { open } = await openInFolder();
  const stores = await open();
  await stores.tenants.saveTenant(tenantOf('gone'));
  await stores.tenantData.removeTenant('gone', () => ({
    idHash: 'h',
    deletedAt: '2026-03-01T00:00:00.000Z',
    sealed: Uint8Array.of(7),
  }));
  await stores.close();
  const again = await open();
  expect(await again.tenants.tenants()).toEqual([]);
  await again.close();
});

test('replicas of other tenants are trusted after a removal and a kill', async () => {
  const { file, open } = await openInFolder();
  const stores = await open();
  await stores.retention.purgeBefore('stays', '2026-01-01T00:00:00.000Z');
  await stores.replicas.addReplicas('stays', 'sync-1', ['m']);
  const replica = await stores.replicas.replica('stays', 'sync-1', 'm');
  if (replica === null) throw new Error('the replica is not there');
  await stores.replicas.saveReplica('stays', { ...replica, state: 'ready' });
  await stores.tenantData.removeTenant('gone', () => ({
    idHash: 'h',
    deletedAt: '2026-03-01T00:00:00.000Z',
    sealed: Uint8Array.of(7),
  }));
  // As a kill leaves them: nothing was closed.
  const killed = await createTempFolder();
  onTestFinished(killed.remove);
  const copy = join(killed.path, 'ringbook.sqlite');
  for (const part of ['', '-wal', '.witness']) await copyFile(`${file}${part}`, `${copy}${part}`);
  await stores.close();
  const opened = await openSqliteStores({
    file: copy,
    now: () => '2026-03-01T00:00:00.000Z',
    vault: (keys) => createVault({ keys, masterKey }),
  });
  expect((await opened.replicas.replica('stays', 'sync-1', 'm'))?.state).toBe('ready');
  await opened.close();
});
