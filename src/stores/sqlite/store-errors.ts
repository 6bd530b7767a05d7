import Database from 'better-sqlite3';
import { StoreError } from '../store-error.ts';

/** What an error of SQLite or of the file system means to the one who runs the program. */
export function toStoreError(file: string, error: unknown): unknown {
  const code = codeOf(error);
  if (code === null) return error;
  const cause = { cause: error };
  if (/^(SQLITE_(CANTOPEN|READONLY|PERM|AUTH)|EACCES|EPERM|EROFS|ENOENT|ENOTDIR|EISDIR)/.test(code)) {
    const message = `The database ${file} cannot be written (${code}): check that its folder exists and that this user may write there.`;
    return new StoreError('not-writable', message, cause);
  }
  if (/^SQLITE_(NOTADB|CORRUPT)/.test(code)) {
    const message = `The database ${file} is damaged or is no database (${code}): move it away and restore a backup.`;
    return new StoreError('corrupt', message, cause);
  }
  if (/^SQLITE_(BUSY|LOCKED)/.test(code)) {
    const message = `The database ${file} stayed locked by another program (${code}): stop the other program, or try again.`;
    return new StoreError('busy', message, cause);
  }
  if (/^(SQLITE_FULL|ENOSPC|EDQUOT)/.test(code)) {
    return new StoreError('full', `There is no room left for the database ${file} (${code}): free some disk.`, cause);
  }
  return new StoreError('failed', `The database ${file} failed (${code}).`, cause);
}

function codeOf(error: unknown): string | null {
  if (error instanceof Database.SqliteError) return error.code;
  return error instanceof Error && 'syscall' in error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : null;
}
