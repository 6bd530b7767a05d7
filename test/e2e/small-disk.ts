import { execFileSync } from 'node:child_process';
import { statfsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A disk of its own, of so many bytes that it can be filled. */
export interface SmallDisk {
  readonly path: string;
  /** Leaves that many bytes free. */
  leave(bytes: number): Promise<void>;
  makeRoom(): Promise<void>;
  setReadOnly(readOnly: boolean): void;
  remove(): Promise<void>;
}

/** Why no disk can be made here; null: one can. */
export function reasonAgainstSmallDisk(): string | null {
  if (process.platform !== 'linux') return 'only Linux has tmpfs';
  return process.getuid?.() === 0 && mayMount() ? null : 'this user may not mount a disk';
}

function mayMount(): boolean {
  try {
    execFileSync('unshare', ['--mount', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** @param path Of a folder that is not there yet. */
export async function createSmallDisk(path: string, megabytes: number): Promise<SmallDisk> {
  await mkdir(path);
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=0700`, 'tmpfs', path]);
  const ballast = join(path, 'ballast');
  return {
    path,
    async leave(bytes) {
      const { bavail, bsize } = statfsSync(path);
      await writeFile(ballast, Buffer.alloc(Math.max(0, bavail * bsize - bytes)));
    },
    makeRoom: () => rm(ballast, { force: true }),
    setReadOnly: (readOnly) => void execFileSync('mount', ['-o', `remount,${readOnly ? 'ro' : 'rw'}`, path]),
    async remove() {
      execFileSync('umount', ['--lazy', path]);
      await rm(path, { recursive: true, force: true });
    },
  };
}
