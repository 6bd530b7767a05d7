import { mkdir, mkdtemp, open, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { masterKeyFrom } from '../../platform/vault/master-key.ts';
import { createVault } from '../../platform/vault/vault.ts';
import type { SyncDefinition } from '../../runs/definition.ts';
import type { Run } from '../../runs/stores.ts';
import { openDatabase } from './database.ts';
import { openSqliteStores } from './open-sqlite-stores.ts';

const masterKey = masterKeyFrom(new Uint8Array(32).fill(1), 'test key');
let folder = '';
let file = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ringbook-sqlite-'));
  file = join(folder, 'ringbook.db');
});

afterEach(() => rm(folder, { recursive: true }));

function openStores(path = file) {
  const now = () => '2026-03-01T00:00:00.000Z';
  return openSqliteStores({ file: path, now, vault: (keys) => createVault({ keys, masterKey }) });
}

describe('at rest', () => {
  // Each occurs in what is stored, and nowhere else.
  const secrets = {
    itemContent: 'Augusta-Ada-Lovelace',
    itemAddress: 'ada-secret@contoso.example',
    mailboxAddress: 'grace-secret@contoso.example',
    collectionCursor: 'delta-link-secret-1',
    mailboxCursor: 'delta-link-secret-2',
    syncName: 'Board members only',
    audienceAddress: 'audience-secret@contoso.example',
  };
  const plainItemId = 'item-id-that-may-be-read';

  const sync: SyncDefinition = {
    syncId: 'sync-1',
    name: secrets.syncName,
    connectionId: 'connection-1',
    source: {
      kind: 'gal',
      rules: {
        kinds: ['account'],
        includeDisabled: false,
        includeHidden: false,
        includeUnlicensed: false,
        includeWithoutMail: false,
      },
    },
    mapping: { fields: {}, phones: { defaultCountry: 'DE', extensions: [] } },
    audience: { kind: 'mailboxes', mailboxes: [secrets.audienceAddress] },
    folderName: 'Contacts',
    guards: { maxDeletes: 1, maxDeleteShare: 0.5, freeDeletes: 0 },
  };

  async function storeSecrets() {
    const stores = await openStores();
    const { itemContent: displayName, itemAddress: address } = secrets;
    await stores.syncs.saveSync('t', sync);
    await stores.collections.append('t', 'sync-1', [
      {
        itemId: plainItemId,
        contentHash: 'hash',
        item: { kind: 'contact', itemId: plainItemId, fields: { displayName, emailAddresses: [{ address }] } },
      },
    ]);
    await stores.collections.completeRead('t', 'sync-1', {
      cursor: secrets.collectionCursor,
      definitionHash: 'definition',
      readAt: '2026-03-01T00:00:00.000Z',
      snapshot: true,
    });
    await stores.mailboxes.putMailboxes('t', 'connection-1', [
      { mailboxId: 'm', address: secrets.mailboxAddress, excluded: null },
    ]);
    await stores.mailboxes.saveCursor('t', 'connection-1', secrets.mailboxCursor);
    return stores;
  }

  async function allBytes(): Promise<Buffer> {
    const names = await readdir(folder);
    return Buffer.concat(await Promise.all(names.map((name) => readFile(join(folder, name)))));
  }

  test('personal content is in none of the files, neither while they are open nor after', async () => {
    const stores = await storeSecrets();
    for (const close of [async () => {}, () => stores.close()]) {
      await close();
      const bytes = await allBytes();
      expect(bytes.includes(plainItemId)).toBe(true);
      for (const [name, secret] of Object.entries(secrets)) {
        expect([name, bytes.includes(secret), bytes.includes(Buffer.from(secret, 'utf16le'))]).toEqual([
          name,
          false,
          false,
        ]);
      }
    }
  });

  test('a value that was moved to another row does not open', async () => {
    const stores = await storeSecrets();
    await stores.mailboxes.putMailboxes('t', 'connection-1', [
      { mailboxId: 'n', address: 'n@contoso.example', excluded: null },
    ]);
    await stores.close();
    const database = new Database(file);
    database.exec(`update mailboxes set address_sealed =
      (select address_sealed from mailboxes where mailbox_id = 'm') where mailbox_id = 'n'`);
    database.close();
    const again = await openStores();
    const read = Array.fromAsync(again.mailboxes.mailboxes('t', 'connection-1'));
    await expect(read).rejects.toMatchObject({ code: 'sealed-altered' });
    await again.close();
  });

  test('everything is there after closing and opening again', async () => {
    await (await storeSecrets()).close();
    const stores = await openStores();
    expect(await stores.syncs.sync('t', 'sync-1')).toEqual(sync);
    expect((await stores.collections.head('t', 'sync-1')).cursor).toBe(secrets.collectionCursor);
    const [page] = await Array.fromAsync(stores.collections.changes('t', 'sync-1', 0, 9));
    expect(page?.[0]?.item?.fields.displayName).toBe(secrets.itemContent);
    await stores.close();
  });

  test.runIf(process.platform !== 'win32')('only the owner can read the files', async () => {
    const stores = await storeSecrets();
    for (const name of await readdir(folder)) {
      expect([name, (await stat(join(folder, name))).mode & 0o077]).toEqual([name, 0]);
    }
    await stores.close();
  });
});

describe('a file that cannot be used', () => {
  /** The error names the file and what to do. */
  async function expectRefusal(path: string, code: string, remedy: RegExp): Promise<void> {
    const opening = openStores(path);
    await expect(opening).rejects.toMatchObject({ name: 'StoreError', code, message: expect.stringContaining(path) });
    await expect(opening).rejects.toThrow(remedy);
  }

  test('in a folder that is not there', async () => {
    await expectRefusal(join(folder, 'nowhere', 'ringbook.db'), 'not-writable', /check that its folder exists/);
  });

  test('a folder', async () => {
    await mkdir(file);
    await expectRefusal(file, 'not-writable', /may write there/);
  });

  test('something that is no database', async () => {
    await writeFile(file, 'These are the notes of a meeting.\n'.repeat(100));
    await expectRefusal(file, 'corrupt', /restore a backup/);
  });

  test('a damaged database', async () => {
    await (await openStores()).close();
    const handle = await open(file, 'r+');
    await handle.write(Buffer.alloc(4000, 0xff), 0, 4000, 100);
    await handle.close();
    await expectRefusal(file, 'corrupt', /restore a backup/);
  });

  test('of a newer version', async () => {
    await (await openStores()).close();
    const database = new Database(file);
    database.exec("insert into kysely_migration values ('9999-from-the-future', '2030-01-01T00:00:00.000Z')");
    database.close();
    await expectRefusal(file, 'newer', /9999-from-the-future.*start that version/);
  });

  test('that another program keeps locked', async () => {
    const other = new Database(file);
    other.exec('pragma journal_mode = wal; begin exclusive');
    const opening = openDatabase(file, 50);
    await expect(opening).rejects.toMatchObject({ code: 'busy', message: expect.stringContaining('another program') });
    other.exec('rollback');
    other.close();
    await (await openDatabase(file, 50)).close();
  });

  test('with a row that has not the shape it should have', async () => {
    const stores = await openStores();
    await stores.replicas.addReplicas('t', 'sync-1', ['m']);
    const other = new Database(file);
    other.exec("update replicas set state = 'asleep'");
    other.close();
    await expect(stores.replicas.replica('t', 'sync-1', 'm')).rejects.toMatchObject({
      code: 'unreadable-row',
      message: expect.stringContaining('state'),
    });
    await stores.close();
  });

  test('with a text that should be JSON and is not', async () => {
    const stores = await openStores();
    await stores.runs.saveRun('t', sampleRun);
    const other = new Database(file);
    other.exec("update runs set totals = 'a secret'");
    other.close();
    const read = stores.runs.run('t', 'r');
    await expect(read).rejects.toMatchObject({
      code: 'unreadable-row',
      message: expect.not.stringContaining('secret'),
    });
    await stores.close();
  });
});

const sampleRun: Run = {
  runId: 'r',
  syncId: 'sync-1',
  state: 'running',
  startedAt: '2026-03-01T00:00:00.000Z',
  endedAt: null,
  totals: {
    created: 0,
    updated: 0,
    deleted: 0,
    foldersSynced: 0,
    foldersUnavailable: 0,
    foldersFailed: 0,
    foldersHeld: 0,
    deletesHeld: 0,
    listDeletesHeld: 0,
    issues: 0,
  },
  reason: null,
  detail: null,
};
