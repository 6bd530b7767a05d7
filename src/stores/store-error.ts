/**
 * What went wrong with a store (docs/errors.md).
 * - `not-writable`: the database cannot be opened or written.
 * - `corrupt`: the database is damaged, or is no database.
 * - `setup-lost`: the database is damaged or gone, and so is the copy of what was set up in it.
 * - `replaced`: the database was moved away or exchanged while it was open.
 * - `newer`: the database was written by a newer version of this program.
 * - `busy`: another program kept the database locked.
 * - `full`: no room left.
 * - `disk-failed`: the disk refused to read or write.
 * - `unreadable-row`: a row does not have the shape it was written in.
 * - `run-missing`: issues were added to a run that is not there.
 * - `conflict`: someone else saved in between.
 * - `history-gone`: what a list was at that version is no longer known.
 * - `failed`: anything else the database answered.
 */
export type StoreErrorCode =
  | 'not-writable'
  | 'corrupt'
  | 'setup-lost'
  | 'replaced'
  | 'newer'
  | 'busy'
  | 'full'
  | 'disk-failed'
  | 'unreadable-row'
  | 'run-missing'
  | 'conflict'
  | 'history-gone'
  | 'failed';

/** What a message is about, for those who say it in another language. */
export interface StoreErrorOptions extends ErrorOptions {
  readonly file?: string;
  /** The code that SQLite or the file system gave. */
  readonly given?: string;
}

/** A store could not do what was asked; the message says what a person can do, and holds no content. */
export class StoreError extends Error {
  readonly code: StoreErrorCode;
  readonly file: string | null;
  readonly given: string | null;

  constructor(code: StoreErrorCode, message: string, { file, given, ...options }: StoreErrorOptions = {}) {
    super(message, options);
    this.name = 'StoreError';
    this.code = code;
    this.file = file ?? null;
    this.given = given ?? null;
  }
}

/** Definitions were changed from a revision that is no longer the newest. */
export function definitionsConflict(expected: number, found: number): StoreError {
  const message = `The definitions were changed by someone else meanwhile (revision ${found}, expected ${expected}): read them again, and repeat the change.`;
  return new StoreError('conflict', message);
}

/** A document was changed from a revision that is no longer the newest. */
export function documentConflict(expected: number, found: number): StoreError {
  const message = `It was changed by someone else meanwhile (revision ${found}, expected ${expected}): read it again, and repeat the change.`;
  return new StoreError('conflict', message);
}

/** A version was asked for that a collection no longer knows. */
export function historyGone(collectionId: string, version: number): StoreError {
  const message = `What collection ${collectionId} was at version ${version} is no longer kept: choose a run of the last 30 days.`;
  return new StoreError('history-gone', message);
}
