import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** Another process works on the same data. */
export class LockError extends Error {
  readonly pid: number;
  readonly file: string;

  constructor(pid: number, file: string) {
    super(`Process ${pid} works on this data folder: wait for it or stop it. (Lock: ${file})`);
    this.name = 'LockError';
    this.pid = pid;
    this.file = file;
  }
}

/**
 * Runs `work` while no other process of this machine does, so that no two runs write into the same folders.
 *
 * The lock is a file with a process id; one whose process is gone (killed, power lost) is taken over.
 * @throws {LockError} It is held by a living process.
 */
export async function withRunLock<T>(path: string, work: () => Promise<T>): Promise<T> {
  acquire(path);
  try {
    return await work();
  } finally {
    rmSync(path, { force: true });
  }
}

function acquire(path: string): void {
  mkdirSync(dirname(path), { recursive: true });
  for (;;) {
    if (linkUnlessThere(path)) return;
    mustBeFree(path);
    rmSync(path, { force: true });
  }
}

/** @throws {LockError} The lock is held by a living process. */
export function mustBeFree(path: string): void {
  const pid = Number(readHolder(path));
  if (pid !== 0 && isAlive(pid)) throw new LockError(pid, path);
}

/** The lock appears with its process id in it, never empty. */
function linkUnlessThere(path: string): boolean {
  const own = `${path}.${process.pid}`;
  writeFileSync(own, String(process.pid), { mode: 0o600 });
  try {
    linkSync(own, path);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(own, { force: true });
  }
}

/** `'0'` if the holder has just let go. */
function readHolder(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '0';
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
