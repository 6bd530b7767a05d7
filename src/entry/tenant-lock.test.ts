import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { LockError } from '../platform/run-lock.ts';
import { withFolderLock, withTenantLock } from './tenant-lock.ts';

async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'ringbook-lock-'));
  onTestFinished(() => rm(path, { recursive: true }));
  return path;
}

const nothing = async () => 'done';

test('one at a time per tenant; tenants side by side', async () => {
  const dir = await folder();
  await withTenantLock(dir, 'a', async () => {
    await expect(withTenantLock(dir, 'a', nothing)).rejects.toThrow(LockError);
    expect(await withTenantLock(dir, 'b', nothing)).toBe('done');
  });
  expect(await withTenantLock(dir, 'a', nothing)).toBe('done');
});

test('whoever has the whole folder works alone, and gets it only when nobody works', async () => {
  const dir = await folder();
  await withFolderLock(dir, async () => {
    await expect(withTenantLock(dir, 'a', nothing)).rejects.toThrow(LockError);
  });
  await withTenantLock(dir, 'a', async () => {
    await expect(withFolderLock(dir, nothing)).rejects.toThrow(LockError);
  });
  expect(await withFolderLock(dir, nothing)).toBe('done');
});

test('a lock whose process is gone is in nobody’s way', async () => {
  const dir = await folder();
  const goneProcess = '999999999';
  await writeFile(join(dir, 'run-a.lock'), goneProcess);
  expect(await withFolderLock(dir, nothing)).toBe('done');
  await writeFile(join(dir, 'run.lock'), goneProcess);
  expect(await withTenantLock(dir, 'a', nothing)).toBe('done');
});
