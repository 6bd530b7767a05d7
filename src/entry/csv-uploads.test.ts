import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { masterKeyFrom } from '../platform/vault/master-key.ts';
import { createVault } from '../platform/vault/vault.ts';
import { createMemoryStores } from '../stores/memory/create-memory-stores.ts';
import { csvFolder, keepCsvUpload, openCsvUpload } from './csv-uploads.ts';

const never = new AbortController().signal;
let dataDir = '';

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'ringbook-csv-'));
});
afterEach(() => rm(dataDir, { recursive: true }));

function program() {
  const { wrappedKeys } = createMemoryStores({ now: () => '2026-01-01T00:00:00.000Z' });
  const vault = createVault({ keys: wrappedKeys, masterKey: masterKeyFrom(randomBytes(32), 'test') });
  return { config: { dataDir }, vault };
}

const read = async (of: ReturnType<typeof program>, tenantId: string, name: string, signal = never) =>
  Buffer.concat(await Array.fromAsync(openCsvUpload(of, tenantId, name, signal)));

test('what was kept is read again, whatever its size, and replaced as a whole', async () => {
  const p = program();
  const large = randomBytes(600_000);
  await keepCsvUpload(p, 't', 'Members.csv', large);
  expect((await read(p, 't', 'members.CSV')).equals(large)).toBe(true);
  await keepCsvUpload(p, 't', 'members.csv', Buffer.from('id\n1\n'));
  expect((await read(p, 't', 'Members.csv')).toString()).toBe('id\n1\n');
  expect(await readdir(csvFolder(p, 't'))).toEqual(['members.csv.sealed']);
});

test('nothing of it is to be read on the disk, and no other tenant or name opens it', async () => {
  const p = program();
  await keepCsvUpload(p, 't', 'members.csv', Buffer.from('id,Name\n1,Anna Berg\n'));
  const path = join(csvFolder(p, 't'), 'members.csv.sealed');
  expect((await readFile(path)).toString('latin1')).not.toContain('Anna');
  await expect(read(p, 'u', 'members.csv')).rejects.toMatchObject({ code: 'not-found' });
  await rename(path, join(csvFolder(p, 't'), 'others.csv.sealed'));
  await expect(read(p, 't', 'others.csv')).rejects.toMatchObject({ code: 'sealed-altered' });
});

test.each(['../t/members.csv', '/etc/passwd', '..', 'members.csv/../x.csv', 'members.csv\0', 'members.csv.sealed'])(
  'a name that leads elsewhere is no file: %s',
  async (name) => {
    const p = program();
    await keepCsvUpload(p, 't', 'members.csv', Buffer.from('id\n'));
    await expect(read(p, 't', name)).rejects.toMatchObject({ code: 'not-found' });
    await expect(keepCsvUpload(p, 't', name, Buffer.from('id\n'))).rejects.toMatchObject({ code: 'not-found' });
  },
);

test('cancelled', async () => {
  const p = program();
  await keepCsvUpload(p, 't', 'members.csv', Buffer.from('id\n'));
  await expect(read(p, 't', 'members.csv', AbortSignal.abort())).rejects.toMatchObject({ code: 'cancelled' });
});
