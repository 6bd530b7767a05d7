import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { masterKeyFrom } from '../platform/vault/master-key.ts';
import { createVault } from '../platform/vault/vault.ts';
import { createMemoryStores } from '../stores/memory/create-memory-stores.ts';
import { createUndoFile, readUndoFile, UndoFileError } from './undo-file.ts';

async function place() {
  const folder = await mkdtemp(join(tmpdir(), 'ringbook-undo-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const stores = createMemoryStores({ now: () => new Date(0).toISOString() });
  const vault = createVault({ keys: stores.wrappedKeys, masterKey: masterKeyFrom(randomBytes(32), 'test') });
  return { path: join(folder, 'cleanup.undo'), vault: await vault.forTenant('t') };
}

const leftover = (name: string) => ({
  mailItemId: 'm',
  folderId: 'f',
  folderName: 'Old',
  content: `{"displayName":"${name}"}`,
});

test('what was kept is read back in order, and is unreadable on disk', async () => {
  const { path, vault } = await place();
  const file = await createUndoFile(path, vault);
  await Promise.all([file.keep('a', [leftover('Ada'), leftover('Bob')]), file.keep('b', [leftover('Cleo')])]);
  expect(await readFile(path, 'utf8')).not.toMatch(/Ada|Bob|Cleo|Old/);
  await file.close();
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  const read = await Array.fromAsync(readUndoFile(path, vault));
  expect(read.map(({ mailboxId, leftover: { content } }) => [mailboxId, content])).toEqual([
    ['a', '{"displayName":"Ada"}'],
    ['a', '{"displayName":"Bob"}'],
    ['b', '{"displayName":"Cleo"}'],
  ]);
});

test('a file that is there already is not overwritten: it may be the only copy', async () => {
  const { path, vault } = await place();
  await writeFile(path, 'precious');
  await expect(createUndoFile(path, vault)).rejects.toThrow(UndoFileError);
  expect(await readFile(path, 'utf8')).toBe('precious');
});

test('a damaged file, another tenant’s, and none at all are told apart from a good one', async () => {
  const { path, vault } = await place();
  const other = await place();
  const file = await createUndoFile(path, vault);
  await file.keep('a', [leftover('Ada')]);
  await file.close();
  await expect(Array.fromAsync(readUndoFile(path, other.vault))).rejects.toThrow(/Line 1 .* cannot be read/);
  await expect(Array.fromAsync(readUndoFile(other.path, other.vault))).rejects.toThrow(/is not there/);
  await writeFile(path, 'nonsense\n');
  await expect(Array.fromAsync(readUndoFile(path, vault))).rejects.toThrow(/Line 1 .* cannot be read/);
});

test('a last line that was broken off is passed over: nothing of it was taken out', async () => {
  const { path, vault } = await place();
  const file = await createUndoFile(path, vault);
  await file.keep('a', [leftover('Ada'), leftover('Bob')]);
  await file.close();
  const whole = await readFile(path, 'utf8');
  await writeFile(path, whole.slice(0, -10));
  const read = await Array.fromAsync(readUndoFile(path, vault));
  expect(read.map(({ leftover: { content } }) => content)).toEqual(['{"displayName":"Ada"}']);
});
