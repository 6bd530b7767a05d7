import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { loadOrCreateKeyFile } from './key-file.ts';

const onPosix = process.platform !== 'win32';
let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ringbook-key-'));
});

afterEach(() => rm(folder, { recursive: true }));

test('makes a file of 32 bytes for its owner alone, and reads it ever after', async () => {
  const path = join(folder, 'master.key');
  const made = await loadOrCreateKeyFile(path);
  expect(await readFile(path)).toHaveLength(32);
  expect(made.id).toMatch(/^[0-9a-f]{16}$/);
  if (onPosix) expect((await stat(path)).mode & 0o777).toBe(0o600);
  expect(await loadOrCreateKeyFile(path)).toEqual(made);
  expect(await readdir(folder)).toEqual(['master.key']);
});

test('gives all that start at once the same key', async () => {
  const path = join(folder, 'master.key');
  const keys = await Promise.all(Array.from({ length: 10 }, () => loadOrCreateKeyFile(path)));
  expect(new Set(keys.map(({ id }) => id)).size).toBe(1);
  expect(await readdir(folder)).toEqual(['master.key']);
});

test('makes different keys in different files', async () => {
  const [one, two] = await Promise.all([
    loadOrCreateKeyFile(join(folder, 'one.key')),
    loadOrCreateKeyFile(join(folder, 'two.key')),
  ]);
  expect(one.id).not.toBe(two.id);
});

test.runIf(onPosix).each([0o640, 0o604, 0o620, 0o666])('refuses a file of mode %o', async (mode) => {
  const path = join(folder, 'master.key');
  await loadOrCreateKeyFile(path);
  await chmod(path, mode);
  await expect(loadOrCreateKeyFile(path)).rejects.toMatchObject({
    code: 'key-file-exposed',
    message: expect.stringContaining(`chmod 600 ${path}`),
  });
});

test.each([0, 31, 33])('refuses a file of %i bytes and leaves it as it is', async (size) => {
  const path = join(folder, 'master.key');
  await writeFile(path, new Uint8Array(size), { mode: 0o600 });
  await expect(loadOrCreateKeyFile(path)).rejects.toMatchObject({
    code: 'key-file-invalid',
    message: expect.stringContaining(path),
  });
  expect(await readFile(path)).toHaveLength(size);
});

test('makes no key where one was: it would open nothing of what is there', async () => {
  const path = join(folder, 'master.key');
  await expect(loadOrCreateKeyFile(path, true)).rejects.toMatchObject({ code: 'key-file-missing', file: path });
  expect(await readdir(folder)).toEqual([]);
  const made = await loadOrCreateKeyFile(path);
  expect(await loadOrCreateKeyFile(path, true)).toEqual(made);
});

test('says so when the folder is missing', async () => {
  const path = join(folder, 'nowhere', 'master.key');
  await expect(loadOrCreateKeyFile(path)).rejects.toMatchObject({
    code: 'key-file-unusable',
    message: expect.stringContaining(path),
  });
});
