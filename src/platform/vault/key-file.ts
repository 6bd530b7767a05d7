import { randomBytes, randomUUID } from 'node:crypto';
import { link, open, readFile, stat, unlink } from 'node:fs/promises';
import { keyBytes } from './aes-gcm.ts';
import { type MasterKey, masterKeyFrom } from './master-key.ts';
import { VaultError } from './vault-error.ts';

/**
 * Reads the master key from a file of 32 bytes that only its owner can read, making the file if there is none.
 *
 * Two programs that start at once end with the same key; a file that is half written is never seen.
 *
 * @param isNeeded Something is encrypted already: a new key would open nothing of it, and take the place of the right one.
 * @throws {VaultError} `key-file-missing`, `key-file-unusable`, `key-file-exposed`, `key-file-invalid`; the message names
 *   the file and the remedy.
 */
export async function loadOrCreateKeyFile(path: string, isNeeded = false): Promise<MasterKey> {
  try {
    const key = await readKeyFile(path);
    if (key === null && isNeeded) throw keyFileMissing(path);
    return key ?? (await createKeyFile(path));
  } catch (error) {
    if (error instanceof VaultError) throw error;
    throw new VaultError(
      'key-file-unusable',
      `The key file ${path} cannot be used (${errorCode(error)}): check that its folder exists and that this user may read and write there.`,
      { cause: error, file: path },
    );
  }
}

function keyFileMissing(file: string): VaultError {
  const message = `The key file ${file} is gone, and what is stored beside it cannot be read without it: bring it back from a backup, or move the database and the files beside it away, connect and set up again.`;
  return new VaultError('key-file-missing', message, { file });
}

async function readKeyFile(path: string): Promise<MasterKey | null> {
  const mode = await stat(path).then(
    (stats) => stats.mode,
    (error) => {
      if (errorCode(error) === 'ENOENT') return null;
      throw error;
    },
  );
  if (mode === null) return null;
  // Windows has no such bits: there the folder's access list decides.
  if (process.platform !== 'win32' && (mode & 0o077) !== 0) {
    throw new VaultError(
      'key-file-exposed',
      `The key file ${path} can be read or changed by others (mode ${(mode & 0o777).toString(8)}): run chmod 600 ${path}`,
      { file: path },
    );
  }
  return masterKeyFrom(await readFile(path), path);
}

/** Writes the key beside its place, then gives it its name, which fails where another program was faster. */
async function createKeyFile(path: string): Promise<MasterKey> {
  const draft = `${path}.${randomUUID()}.new`;
  const file = await open(draft, 'wx', 0o600);
  try {
    try {
      await file.writeFile(randomBytes(keyBytes));
      await file.sync();
    } finally {
      await file.close();
    }
    await link(draft, path).catch((error) => {
      if (errorCode(error) !== 'EEXIST') throw error;
    });
  } finally {
    await unlink(draft);
  }
  const key = await readKeyFile(path);
  if (!key) {
    const message = `The key file ${path} vanished while it was made: start again.`;
    throw new VaultError('key-file-unusable', message, { file: path });
  }
  return key;
}

function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown error';
}
