import { existsSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** SQLite's files of one database, by what their names end in. */
const parts = ['', '-wal', '-shm'] as const;

/** Leaves word that a database was found to be damaged: the next start sets it aside. */
export function noteDamage(file: string): void {
  try {
    writeFileSync(notePath(file), '', { mode: 0o600 });
  } catch {
    // On a full or read-only disk there is no room for a note: the next use finds the damage again.
  }
}

export function forgetDamage(file: string): void {
  rmSync(notePath(file), { force: true });
}

export function isDamageNoted(file: string): boolean {
  return existsSync(notePath(file));
}

/**
 * Gives a damaged database another name, beside its place, and takes nothing away from it.
 * @param now ISO UTC, part of the new name.
 * @returns The new name.
 */
export function setAside(file: string, now: string): string {
  const aside = `${file}.damaged-${now.replaceAll(':', '-')}`;
  for (const part of parts) if (existsSync(`${file}${part}`)) renameSync(`${file}${part}`, `${aside}${part}`);
  forgetDamage(file);
  return aside;
}

/** Removes what was set aside before an instant (ISO UTC): nothing that was cached is kept for longer. */
export function removeSetAside(file: string, instant: string): void {
  const before = `${basename(file)}.damaged-${instant.replaceAll(':', '-')}`;
  const names = readdirSync(dirname(file)).filter((name) => name.startsWith(`${basename(file)}.damaged-`));
  for (const name of names) if (name < before) rmSync(join(dirname(file), name), { force: true });
}

function notePath(file: string): string {
  return `${file}.damaged`;
}
