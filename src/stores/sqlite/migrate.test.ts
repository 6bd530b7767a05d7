import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { Migrator } from 'kysely/migration';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { masterKeyFrom } from '../../platform/vault/master-key.ts';
import { createVault } from '../../platform/vault/vault.ts';
import type { WrappedKey } from '../../tenants/ports.ts';
import { firstTables } from './migrations/0001-first-tables.ts';
import { openSqliteStores } from './open-sqlite-stores.ts';

const masterKey = masterKeyFrom(new Uint8Array(32).fill(1), 'test key');
const first = '2026-03-01T00:00:00.000Z';
const totals = {
  created: 1,
  updated: 2,
  deleted: 3,
  foldersSynced: 4,
  foldersUnavailable: 5,
  foldersFailed: 6,
  foldersHeld: 7,
  deletesHeld: 8,
  issues: 9,
};
let folder = '';
let file = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ringbook-migrate-'));
  file = join(folder, 'ringbook.db');
});

afterEach(() => rm(folder, { recursive: true }));

/** A database as the first version leaves it, with something in each of its tables. */
async function makeFirstDatabase(): Promise<void> {
  const database = new Database(file);
  database.pragma('journal_mode = WAL');
  const provider = { getMigrations: async () => ({ '0001-first-tables': firstTables }) };
  const query = new Kysely<unknown>({ dialect: new SqliteDialect({ database }) });
  const { error } = await new Migrator({ db: query, provider }).migrateToLatest();
  expect(error).toBeUndefined();

  const keys: WrappedKey[] = [];
  const vault = createVault({
    masterKey,
    keys: {
      wrappedKey: async () => keys[0] ?? null,
      async addWrappedKey(_, key) {
        keys.push(key);
        return key;
      },
    },
  });
  const tenantVault = await vault.forTenant('t');
  const seal = (place: readonly string[], text: string) => tenantVault.seal(JSON.stringify(place), Buffer.from(text));
  const insert = (table: string, ...values: readonly unknown[]) =>
    database.prepare(`insert into ${table} values (${values.map(() => '?').join(', ')})`).run(...values);
  insert('tenants', 't', 'Contoso', 'DE', first);
  for (const { masterKeyId, wrapped } of keys) insert('wrapped_keys', 't', masterKeyId, wrapped);
  insert('connections', 't', 'c', 'microsoft-365', 'entra-1', 'connected', first, first);
  insert('pending_consents', 't', 'state-hash', first);
  insert('syncs', 't', 'sync-1', seal(['syncs.definition', 'sync-1'], '{}'));
  insert(
    'collections',
    1,
    't',
    'sync-1',
    12,
    1,
    seal(['collections.cursor', 'sync-1'], 'cursor'),
    'd',
    first,
    first,
    first,
  );
  insert('items', 1, 'a', 12, 'hash', seal(['items.item', 'sync-1', 'a'], '{}'));
  insert('directories', 1, 't', 'c', seal(['directories.cursor', 'c'], 'mailbox-cursor'), first);
  insert('mailboxes', 1, 'm', seal(['mailboxes.address', 'c', 'm'], 'm@contoso.example'), null);
  for (const [key, state] of ['ready', 'writing', 'unavailable', 'unknown'].entries()) {
    insert('replicas', key, 't', 'sync-1', state, `folder-${state}`, state, 12, 'throttled', first, first, first);
    insert('links', key, 'a', 'mail-a', 'hash');
  }
  insert('runs', 1, 't', 'r', 'sync-1', 'held', first, null, JSON.stringify(totals), 'too-many-deletes', 'detail');
  insert('issues', 1, 1, 'm', 'a', 'invalid-item', '400');
  database.close();
}

function openStores() {
  return openSqliteStores({ file, now: () => first, vault: (keys) => createVault({ keys, masterKey }) });
}

test('tenants, keys, connections, mailboxes, runs and issues of a first database stay', async () => {
  await makeFirstDatabase();
  const stores = await openStores();
  const tenant = {
    tenantId: 't',
    name: 'Contoso',
    defaultCountry: 'DE',
    timeZone: 'Europe/Berlin',
    language: 'en',
    createdAt: first,
  };
  expect(await stores.tenants.tenants()).toEqual([tenant]);
  expect(await stores.tenants.connections('t')).toMatchObject([{ connectionId: 'c', state: 'connected' }]);
  expect(await stores.tenants.takePendingConsent('t', 'state-hash')).not.toBeNull();
  expect(await stores.mailboxes.cursor('t', 'c')).toBe('mailbox-cursor');
  expect((await Array.fromAsync(stores.mailboxes.mailboxes('t', 'c'))).flat()).toEqual([
    { mailboxId: 'm', address: 'm@contoso.example', excluded: null },
  ]);
  expect(await stores.runs.runs('t', 'sync-1', 9)).toEqual([
    {
      runId: 'r',
      kind: 'sync',
      syncId: 'sync-1',
      state: 'held',
      startedAt: first,
      endedAt: null,
      totals: { ...totals, listDeletesHeld: 0, listChangesHeld: 0, leaversHeld: 0, driftRestored: 0, driftLeft: 0 },
      versionBefore: null,
      setUp: null,
      heldHash: null,
      reason: 'too-many-deletes',
      detail: 'detail',
    },
  ]);
  expect(await stores.runs.issues('t', 'r', 9)).toHaveLength(1);
  await stores.close();
});

test('its replicas keep their folders and are looked at first; what was cached is read again', async () => {
  await makeFirstDatabase();
  const stores = await openStores();
  const replicas = (await Array.fromAsync(stores.replicas.replicasBehind('t', 'sync-1', 0, first))).flat();
  expect(replicas).toEqual(
    ['ready', 'unavailable', 'unknown', 'writing'].map((mailboxId) => ({
      syncId: 'sync-1',
      mailboxId,
      folderId: `folder-${mailboxId}`,
      state: 'unknown',
      version: 0,
      failureCode: null,
      lookAgainAt: null,
      syncedAt: null,
      driftCursor: null,
      lookAt: null,
    })),
  );
  for (const { mailboxId } of replicas) expect(await stores.replicas.countLinks('t', 'sync-1', mailboxId)).toBe(0);
  expect(await stores.collections.head('t', 'sync-1')).toMatchObject({ version: 0, readAt: null, snapshotAt: null });
  expect((await stores.definitions.definitions('t')).revision).toBe(0);
  await stores.close();
});

test('it takes what every store writes, and opens again', async () => {
  await makeFirstDatabase();
  const stores = await openStores();
  const item = { kind: 'contact' as const, itemId: 'a', fields: { displayName: 'Ada' } };
  await stores.collections.append('t', 'people', [{ itemId: 'a', contentHash: 'hash', item }]);
  const link = { itemId: 'a', mailItemId: 'mail-a', writtenHash: 'hash', changeKey: 'key' };
  await stores.replicas.writeLinks('t', 'sync-1', 'ready', { put: [link], remove: [] });
  await stores.retention.purgeBefore('t', first);
  await stores.close();
  const again = await openStores();
  expect((await again.collections.entries('t', 'people', ['a'])).get('a')?.item).toEqual(item);
  expect((await again.replicas.links('t', 'sync-1', 'ready', ['a'])).get('a')).toEqual(link);
  await again.replicas.removeReplica('t', 'sync-1', 'ready');
  expect(await again.replicas.countLinks('t', 'sync-1', 'ready')).toBe(0);
  await again.close();
});
