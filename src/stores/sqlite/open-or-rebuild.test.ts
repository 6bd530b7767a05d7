import { createHash } from 'node:crypto';
import { existsSync, statSync } from 'node:fs';
import { open, readdir, readFile, rename, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fc, test as property } from '@fast-check/vitest';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import {
  copyOf,
  filledFolder,
  filledSetup,
  newFolder,
  openStores,
  prepareFilledFolder,
  readAll,
  readSetup,
  statesOf,
} from './damaged-store.test-fixture.ts';

async function overwrite(file: string, at: number, length: number, byte: number): Promise<void> {
  const handle = await open(file, 'r+');
  await handle.write(Buffer.alloc(length, byte), 0, length, at);
  await handle.close();
}

function change(file: string, statement: string): void {
  const database = new Database(file);
  expect(database.prepare(statement).run().changes).toBeGreaterThan(0);
  database.close();
}

/** Of a table: its first page, counted from 1. */
function firstPageOf(file: string, table: string): number {
  const database = new Database(file, { readonly: true });
  const [row] = database.prepare('select rootpage from sqlite_schema where name = ?').all(table);
  database.close();
  return z.object({ rootpage: z.number() }).parse(row).rootpage;
}

const later = () => '2026-03-02T03:04:05.000Z';
prepareFilledFolder();

describe('F20: a damaged database is set aside and begun anew with what was set up', () => {
  test.each<[what: string, damage: (file: string) => unknown]>([
    ['its header is overwritten', (file) => overwrite(file, 0, 100, 0xff)],
    ['its format is none that there is', (file) => overwrite(file, 47, 1, 18)],
    ['its list of tables is overwritten', (file) => overwrite(file, 100, 3900, 0xff)],
    ['something else is in its place', (file) => writeFile(file, 'These are the notes of a meeting.\n'.repeat(100))],
    ['it is cut after its first page', (file) => truncate(file, 4096)],
    ['definitions were moved', (file) => change(file, 'update definitions set revision = 3')],
    ['the key of a tenant was changed', (file) => change(file, 'update wrapped_keys set wrapped = zeroblob(61)')],
    ['a tenant has not the shape it should have', (file) => change(file, "update tenants set name = x'00'")],
  ])('%s', async (_, damage) => {
    const { file } = await filledFolder();
    await damage(file);
    const damaged = await readFile(file);
    const stores = await openStores(file, later);
    const setAsideAs = `${file}.damaged-2026-03-02T03-04-05.000Z`;
    expect(stores.rebuilt).toEqual({ setAsideAs });
    expect(await readFile(setAsideAs)).toEqual(damaged);
    expect(await readSetup(stores)).toEqual(filledSetup);
    expect((await stores.collections.head('t', 'people')).version).toBe(0);
    await stores.close();
    const again = await openStores(file);
    expect(again.rebuilt).toBeNull();
    await again.close();
  });

  test.each<[what: string, damage: (file: string) => unknown]>([
    ['it is gone', (file) => rm(file)],
    ['it is empty', (file) => truncate(file, 0)],
  ])('%s: nothing is left to set aside', async (_, damage) => {
    const { file } = await filledFolder();
    await damage(file);
    const stores = await openStores(file);
    expect(stores.rebuilt).toEqual({ setAsideAs: null });
    expect(await readSetup(stores)).toEqual(filledSetup);
    await stores.close();
  });

  test.each<[what: string, damage: string, read: (stores: Awaited<ReturnType<typeof openStores>>) => Promise<unknown>]>(
    [
      [
        'a sealed value does not open',
        "update entries set content_sealed = zeroblob(90) where item_id = 'item-7'",
        ({ collections }) => collections.entries('t', 'people', ['item-7']),
      ],
      [
        'a row has not the shape it should have',
        "update replicas set state = 'asleep'",
        ({ replicas }) => replicas.replica('t', 'sync', 'ada'),
      ],
    ],
  )('%s: the call says so, the next start mends it', async (_, damage, read) => {
    const { file } = await filledFolder();
    change(file, damage);
    const stores = await openStores(file);
    expect(stores.rebuilt).toBeNull();
    await expect(read(stores)).rejects.toMatchObject({
      code: expect.stringMatching(/^(sealed-altered|unreadable-row|format-unknown)$/),
    });
    await stores.close();
    const next = await openStores(file);
    expect(next.rebuilt?.setAsideAs).toContain('.damaged-');
    await readAll(next);
    await next.close();
  });

  test('the index of what was set up is overwritten, and the rest of it is not', async () => {
    const { file } = await filledFolder();
    const database = new Database(file);
    const index = "select pageno from dbstat where name = 'sqlite_autoindex_definitions_1'";
    const page = z.number().parse(database.prepare(index).pluck().get());
    database.close();
    await overwrite(file, (page - 1) * 4096, 4096, 0xff);
    const stores = await openStores(file);
    expect(stores.rebuilt?.setAsideAs).toContain('.damaged-');
    expect(await readSetup(stores)).toEqual(filledSetup);
    await stores.close();
  });

  test('one that was moved away leaves no word against the one in its place', async () => {
    const { folder, file } = await filledFolder();
    const sound = await copyOf(folder);
    const stores = await openStores(file);
    change(file, "update replicas set state = 'asleep'");
    await rename(file, `${file}.old`);
    await rename(sound, file);
    await expect(statesOf(stores)).rejects.toMatchObject({ code: 'unreadable-row' });
    expect(existsSync(`${file}.damaged`)).toBe(false);
    await stores.close();
  });

  test('mailboxes that were written to are known, as far as that can be read, and looked at first', async () => {
    const { file } = await filledFolder();
    change(file, "update replicas set state = 'leaving' where mailbox_id = 'grace'");
    change(
      file,
      "insert into replicas (tenant_id, sync_id, mailbox_id, state, version, added_at) values ('t', 'sync', x'ff00', 'ready', 1, '')",
    );
    change(file, 'update definitions set revision = 3');
    const stores = await openStores(file);
    expect(await statesOf(stores)).toEqual({ ada: 'unknown', grace: 'leaving' });
    expect(await stores.replicas.replica('t', 'sync', 'ada')).toMatchObject({ folderId: null, version: 0 });
    expect(await stores.replicas.countLinks('t', 'sync', 'ada')).toBe(0);
    await stores.close();
  });

  test('the whole file is looked through when asked for', async () => {
    const { file } = await filledFolder();
    const sound = await openStores(file);
    expect(() => sound.check()).not.toThrow();
    await sound.close();
    await overwrite(file, (firstPageOf(file, 'images') - 1) * 4096, 4096, 0xff);
    const stores = await openStores(file);
    expect(() => stores.check()).toThrow(expect.objectContaining({ code: 'corrupt' }));
    await stores.close();
    const next = await openStores(file);
    expect(next.rebuilt?.setAsideAs).toContain('.damaged-');
    await next.close();
  });

  const damages = fc.record({
    where: fc.double({ min: 0, max: 0.999, noNaN: true }),
    length: fc.integer({ min: 1, max: 6000 }),
    byte: fc.integer({ min: 0, max: 255 }),
  });
  property.prop([damages], { numRuns: 20 })(
    'wherever it is overwritten: the second start reads everything that is there, and what was set up is as it was',
    async ({ where, length, byte }) => {
      const { file } = await filledFolder();
      const { size } = statSync(file);
      const from = Math.floor(where * size);
      await overwrite(file, from, Math.min(length, size - from), byte);
      const first = await openStores(file).catch(() => null);
      if (first !== null) await readAll(first).catch(() => {});
      await first?.close();
      const second = await openStores(file);
      await readAll(second);
      expect(await readSetup(second)).toEqual(filledSetup);
      await second.close();
    },
    60_000,
  );

  test('whichever byte of its header is overwritten: it opens, with what was set up', async () => {
    for (let at = 0; at < 100; at += 1) {
      const { file } = await filledFolder();
      await overwrite(file, at, 1, 18);
      const stores = await openStores(file);
      expect(await readSetup(stores)).toEqual(filledSetup);
      await stores.close();
    }
  }, 60_000);

  test('what was set aside goes with everything else that is too old', async () => {
    const { folder, file } = await filledFolder();
    await overwrite(file, 0, 100, 0xff);
    const stores = await openStores(file, later);
    await stores.retention.purgeBefore('t', '2026-03-02T03:04:05.000Z');
    expect((await readdir(folder)).filter((name) => name.includes('.damaged-'))).toHaveLength(1);
    await stores.retention.purgeBefore('t', '2026-03-02T03:04:05.001Z');
    expect((await readdir(folder)).filter((name) => name.includes('.damaged-'))).toEqual([]);
    await stores.close();
  });
});

describe('nothing is moved', () => {
  async function expectLeftAlone(file: string, code: string, remedy: RegExp): Promise<void> {
    const before = await readFile(file);
    const opening = openStores(file);
    await expect(opening).rejects.toMatchObject({ name: 'StoreError', code });
    await expect(opening).rejects.toThrow(remedy);
    expect(await readFile(file)).toEqual(before);
    expect((await readdir(dirname(file))).filter((name) => name.includes('.damaged'))).toEqual([]);
  }

  test('without a copy of what was set up', async () => {
    const { file } = await filledFolder();
    await overwrite(file, 0, 100, 0xff);
    await rm(`${file}.setup.json`);
    await expectLeftAlone(file, 'setup-lost', /setup\.json \(missing\).*bring that copy back/);
  });

  test.each(['', '{}', 'garbage'])('with a copy that is damaged (%j)', async (text) => {
    const { file } = await filledFolder();
    await overwrite(file, 0, 100, 0xff);
    await writeFile(`${file}.setup.json`, text);
    await expectLeftAlone(file, 'setup-lost', /setup\.json \(damaged\)/);
  });

  test('with a copy in which something was changed', async () => {
    const { file } = await filledFolder();
    await overwrite(file, 0, 100, 0xff);
    const text = await readFile(`${file}.setup.json`, 'utf8');
    await writeFile(`${file}.setup.json`, text.replace('connected', 'withdrawn'));
    await expectLeftAlone(file, 'setup-lost', /damaged/);
  });

  test('with a copy that is as damaged as the database', async () => {
    const { file } = await filledFolder();
    change(file, 'update definitions set revision = 3');
    const { content } = z
      .object({ content: z.string() })
      .parse(JSON.parse(await readFile(`${file}.setup.json`, 'utf8')));
    const altered = content.replace('"revision":1', '"revision":3');
    const sha256 = createHash('sha256').update(altered).digest('hex');
    await writeFile(`${file}.setup.json`, `${JSON.stringify({ sha256, content: altered })}\n`);
    await expectLeftAlone(file, 'setup-lost', /damaged/);
    await rm(`${file}.setup.json`);
    await expectLeftAlone(file, 'setup-lost', /missing/);
  });

  test('a damaged copy beside a sound database is made anew', async () => {
    const { file } = await filledFolder();
    const before = await readFile(`${file}.setup.json`, 'utf8');
    await writeFile(`${file}.setup.json`, 'garbage');
    await (await openStores(file)).close();
    expect(await readFile(`${file}.setup.json`, 'utf8')).toBe(before);
  });

  test('of a newer version', async () => {
    const { file } = await filledFolder();
    change(file, "insert into kysely_migration values ('9999-from-the-future', '2030-01-01T00:00:00.000Z')");
    const opening = openStores(file);
    await expect(opening).rejects.toMatchObject({ code: 'newer' });
    expect(existsSync(`${file}.damaged`)).toBe(false);
  });
});

test('the copy follows what is set up, and only its owner can read it', async () => {
  const { file } = await filledFolder();
  const stores = await openStores(file);
  const [tenant] = await stores.tenants.tenants();
  if (tenant === undefined) throw new Error('the tenant is not there');
  await stores.tenants.saveTenant({ ...tenant, name: 'Fabrikam' });
  const { revision, definitions } = await stores.definitions.definitions('t');
  await stores.definitions.saveDefinitions('t', { ...definitions, audiences: [] }, revision);
  const setup = await readSetup(stores);
  await stores.close();
  const text = await readFile(`${file}.setup.json`, 'utf8');
  expect(text).toContain('Fabrikam');
  expect(text).not.toContain('ada@contoso.example');
  expect((await stat(`${file}.setup.json`)).mode & 0o077).toBe(0);
  await rm(file);
  const next = await openStores(file);
  expect(await readSetup(next)).toEqual(setup);
  await next.close();
});

test('a program whose database was moved away writes no mailbox any more', async () => {
  const { folder, file } = await filledFolder();
  const stores = await openStores(file);
  const replica = await stores.replicas.replica('t', 'sync', 'ada');
  if (replica === null) throw new Error('the replica is not there');
  await rename(file, `${file}.old`);
  const message = expect.stringContaining(file);
  await expect(stores.replicas.saveReplica('t', { ...replica, state: 'writing' })).rejects.toMatchObject({
    code: 'replaced',
    message,
  });
  await expect(stores.retention.purgeBefore('t', later())).rejects.toMatchObject({ code: 'replaced' });
  await rename(await copyOf(folder), file).catch(() => writeFile(file, ''));
  await expect(stores.replicas.saveReplica('t', { ...replica, state: 'writing' })).rejects.toMatchObject({
    code: 'replaced',
  });
  await stores.close();
});

test('in a new folder nothing is rebuilt', async () => {
  const stores = await openStores(`${await newFolder()}/ringbook.db`);
  expect(stores.rebuilt).toBeNull();
  await stores.close();
});
