import Database from 'better-sqlite3';
import { StoreError, type StoreErrorCode } from '../store-error.ts';

interface Meaning {
  readonly codes: RegExp;
  readonly code: StoreErrorCode;
  readonly says: (file: string, given: string) => string;
}

const meanings: readonly Meaning[] = [
  {
    codes: /^(SQLITE_(CANTOPEN|READONLY|PERM|AUTH)|EACCES|EPERM|EROFS|ENOENT|ENOTDIR|EISDIR|EEXIST)/,
    code: 'not-writable',
    says: (file, given) =>
      `The file ${file} cannot be used (${given}): check that its folder exists, that the disk is not read-only, and that this user may read and write there.`,
  },
  {
    codes: /^SQLITE_(NOTADB|CORRUPT)/,
    code: 'corrupt',
    says: (file, given) => damaged(file, given).message,
  },
  {
    codes: /^SQLITE_(BUSY|LOCKED)/,
    code: 'busy',
    says: (file, given) =>
      `The database ${file} stayed locked by another program (${given}): stop the other program, or try again.`,
  },
  {
    // The index of the log grows as a file does, and cannot on a full disk.
    codes: /^(SQLITE_FULL|SQLITE_IOERR_SHMSIZE|ENOSPC|EDQUOT)/,
    code: 'full',
    says: (file, given) => `There is no room left for ${file} (${given}): make room on the disk.`,
  },
  {
    codes: /^(SQLITE_IOERR|EIO|EFBIG)/,
    code: 'disk-failed',
    says: (file, given) =>
      `The disk does not read or write ${file} (${given}): look at the disk, its quota and the limits of this user.`,
  },
];

/** @param given The code that tells it. */
export function damaged(file: string, given: string): StoreError {
  const message = `The database ${file} is damaged or is no database (${given}): start again, and it is set aside and filled anew.`;
  return new StoreError('corrupt', message, { file, given });
}

/** @param places What of the row cannot be read; never what it holds. */
export function unreadableRow(file: string, places: string): StoreError {
  const message = `The database ${file} holds something that cannot be read (${places}): start again, and it is set aside and filled anew.`;
  return new StoreError('unreadable-row', message, { file, given: places });
}

/** What an error of SQLite or of the file system means to the one who runs the program. */
export function toStoreError(file: string, error: unknown): unknown {
  const given = codeOf(error);
  if (given === null) return error;
  const about = { cause: error, file, given };
  const meaning = meanings.find(({ codes }) => codes.test(given));
  if (meaning === undefined) return new StoreError('failed', `The database ${file} failed (${given}).`, about);
  return new StoreError(meaning.code, meaning.says(file, given), about);
}

function codeOf(error: unknown): string | null {
  if (error instanceof Database.SqliteError) return error.code;
  return error instanceof Error && 'syscall' in error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : null;
}
