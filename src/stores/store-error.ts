/**
 * What went wrong with a store (docs/errors.md).
 * - `not-writable`: the database cannot be opened or written.
 * - `corrupt`: the database is damaged, or is no database.
 * - `newer`: the database was written by a newer version of this program.
 * - `busy`: another program kept the database locked.
 * - `full`: no room left.
 * - `unreadable-row`: a row does not have the shape it was written in.
 * - `run-missing`: issues were added to a run that is not there.
 * - `conflict`: someone else saved in between.
 * - `history-gone`: what a list was at that version is no longer known.
 * - `failed`: anything else the database answered.
 */
export type StoreErrorCode =
  | 'not-writable'
  | 'corrupt'
  | 'newer'
  | 'busy'
  | 'full'
  | 'unreadable-row'
  | 'run-missing'
  | 'conflict'
  | 'history-gone'
  | 'failed';

/** A store could not do what was asked; the message says what a person can do, and holds no content. */
export class StoreError extends Error {
  readonly code: StoreErrorCode;

  constructor(code: StoreErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'StoreError';
    this.code = code;
  }
}

/** Definitions were changed from a revision that is no longer the newest. */
export function definitionsConflict(expected: number, found: number): StoreError {
  const message = `The definitions were changed by someone else meanwhile (revision ${found}, expected ${expected}): read them again, and repeat the change.`;
  return new StoreError('conflict', message);
}

/** A version was asked for that a collection no longer knows. */
export function historyGone(collectionId: string, version: number): StoreError {
  const message = `What collection ${collectionId} was at version ${version} is no longer kept: choose a run of the last 30 days.`;
  return new StoreError('history-gone', message);
}
