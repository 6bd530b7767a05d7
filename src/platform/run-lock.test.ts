import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { LockError, withRunLock } from './run-lock.ts';

const newPath = () => join(mkdtempSync(join(tmpdir(), 'ringbook-lock-')), 'deep', 'run.lock');

test('a second holder is refused and told who holds it, and may come when the first is done', async () => {
  const path = newPath();
  await withRunLock(path, async () => {
    await expect(withRunLock(path, async () => 'never')).rejects.toThrow(LockError);
    await expect(withRunLock(path, async () => 'never')).rejects.toThrow(String(process.pid));
  });
  expect(existsSync(path)).toBe(false);
  expect(await withRunLock(path, async () => 'now')).toBe('now');
});

test('the lock goes when the work throws', async () => {
  const path = newPath();
  await expect(withRunLock(path, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  expect(existsSync(path)).toBe(false);
});

test('a lock left by a process that is gone is taken over', async () => {
  const path = newPath();
  const { pid } = spawnSync(process.execPath, ['-e', '']);
  await withRunLock(path, async () => {});
  writeFileSync(path, String(pid));
  expect(await withRunLock(path, async () => 'taken over')).toBe('taken over');
});
