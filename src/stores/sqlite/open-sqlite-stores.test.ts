import { mkdir, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { masterKeyFrom } from '../../platform/vault/master-key.ts';
import { createVault } from '../../platform/vault/vault.ts';
import type { Definitions } from '../../runs/definition.ts';
import type { Run } from '../../runs/stores.ts';
import type { Stores } from '../stores.ts';
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
    formerContent: 'Augusta-Ada-Byron',
    recordContent: 'Grace-Brewster-Murray',
    recordExtra: 'badge-number-secret',
    photo: 'bytes-of-a-face',
    mailboxAddress: 'grace-secret@contoso.example',
    collectionCursor: 'delta-link-secret-1',
    mailboxCursor: 'delta-link-secret-2',
    sourceCursor: 'delta-link-secret-3',
    driftCursor: 'delta-link-secret-4',
    audienceAddress: 'audience-secret@contoso.example',
    formerAudienceAddress: 'former-audience-secret@contoso.example',
  };
  const plainItemId = 'item-id-that-may-be-read';

  function definitionsNaming(address: string): Definitions {
    const include = [{ kind: 'mailboxes' as const, mailboxes: [address] }];
    return { sources: [], collections: [], audiences: [{ audienceId: 'board', include, exclude: [] }], syncs: [] };
  }

  async function storeSecrets() {
    const stores = await openStores();
    const readAt = '2026-03-01T00:00:00.000Z';
    const read = (cursor: string) => ({ cursor, definitionHash: 'definition', readAt, snapshot: true });
    const { itemContent, itemAddress: address, formerContent, recordContent, recordExtra } = secrets;
    await stores.definitions.saveDefinitions('t', definitionsNaming(secrets.formerAudienceAddress), 0);
    await stores.definitions.saveDefinitions('t', definitionsNaming(secrets.audienceAddress), 1);
    await stores.sources.append('t', 'gal', [
      {
        itemId: plainItemId,
        contentHash: 'hash',
        item: {
          itemId: plainItemId,
          kind: 'account',
          enabled: true,
          hiddenFromLists: false,
          licensed: true,
          fields: { displayName: recordContent },
          extra: { badge: recordExtra },
        },
      },
    ]);
    await stores.sources.completeRead('t', 'gal', read(secrets.sourceCursor));
    for (const displayName of [formerContent, itemContent]) {
      await stores.collections.append('t', 'people', [
        {
          itemId: plainItemId,
          contentHash: `hash-${displayName.length}`,
          item: { kind: 'contact', itemId: plainItemId, fields: { displayName, emailAddresses: [{ address }] } },
        },
      ]);
    }
    await stores.collections.completeRead('t', 'people', read(secrets.collectionCursor));
    const photo = { itemId: plainItemId, etag: null, hash: 'photo-hash', checkedAt: readAt };
    await stores.photos.putPhoto('t', 'gal', photo, Buffer.from(secrets.photo));
    await stores.mailboxes.putMailboxes('t', 'connection-1', [
      { mailboxId: 'm', address: secrets.mailboxAddress, excluded: null },
    ]);
    await stores.mailboxes.saveCursor('t', 'connection-1', secrets.mailboxCursor);
    await stores.replicas.addReplicas('t', 'sync-1', ['m', 'n']);
    const replica = await stores.replicas.replica('t', 'sync-1', 'm');
    if (!replica) throw new Error('the replica is not there');
    await stores.replicas.saveReplica('t', { ...replica, driftCursor: secrets.driftCursor });
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

  test.each<[what: string, move: string, read: (stores: Stores) => Promise<unknown>]>([
    [
      'an address to another mailbox',
      "update mailboxes set address_sealed = (select cursor_sealed from directories) where mailbox_id = 'm'",
      ({ mailboxes }) => Array.fromAsync(mailboxes.mailboxes('t', 'connection-1')),
    ],
    [
      'a record to the entry of a collection',
      'update entries set content_sealed = (select content_sealed from entries where log_key = 1) where log_key = 2',
      ({ collections }) => collections.entries('t', 'people', [plainItemId]),
    ],
    [
      'a cursor of a source to a collection',
      "update logs set cursor_sealed = (select cursor_sealed from logs where kind = 'source') where kind = 'collection'",
      ({ collections }) => collections.head('t', 'people'),
    ],
    [
      'a drift cursor to another replica',
      "update replicas set drift_cursor_sealed = (select max(drift_cursor_sealed) from replicas) where mailbox_id = 'n'",
      ({ replicas }) => replicas.replica('t', 'sync-1', 'n'),
    ],
    [
      'an image to another hash',
      "update images set hash = 'other-hash'",
      ({ photos }) => photos.image('t', 'other-hash'),
    ],
  ])('%s: a sealed value that was moved does not open', async (_, move, read) => {
    await (await storeSecrets()).close();
    const database = new Database(file);
    expect(database.prepare(move).run().changes).toBe(1);
    database.close();
    const stores = await openStores();
    await expect(read(stores)).rejects.toMatchObject({ code: 'sealed-altered' });
    await stores.close();
  });

  test('everything is there after closing and opening again', async () => {
    await (await storeSecrets()).close();
    const stores = await openStores();
    expect(await stores.definitions.definitions('t')).toEqual({
      revision: 2,
      definitions: definitionsNaming(secrets.audienceAddress),
    });
    expect((await stores.sources.head('t', 'gal')).cursor).toBe(secrets.sourceCursor);
    const record = (await stores.sources.entries('t', 'gal', [plainItemId])).get(plainItemId)?.item;
    expect(record?.extra).toEqual({ badge: secrets.recordExtra });
    expect((await stores.collections.head('t', 'people')).cursor).toBe(secrets.collectionCursor);
    const [page] = await Array.fromAsync(stores.collections.changes('t', 'people', 0, 9));
    expect(page?.[0]?.item?.fields.displayName).toBe(secrets.itemContent);
    const [before] = await Array.fromAsync(stores.collections.asOf('t', 'people', 1));
    expect(before?.[0]?.item?.fields.displayName).toBe(secrets.formerContent);
    expect(Buffer.from((await stores.photos.image('t', 'photo-hash')) ?? []).toString()).toBe(secrets.photo);
    expect((await stores.replicas.replica('t', 'sync-1', 'm'))?.driftCursor).toBe(secrets.driftCursor);
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
    await expectRefusal(file, 'not-writable', /may read and write there/);
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
  kind: 'sync',
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
    listChangesHeld: 0,
    leaversHeld: 0,
    driftRestored: 0,
    driftLeft: 0,
    issues: 0,
  },
  versionBefore: null,
  setUp: null,
  heldHash: null,
  reason: null,
  detail: null,
};
