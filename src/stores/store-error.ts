/**
 * What went wrong with a store (docs/errors.md).
 * - `not-writable`: the database cannot be opened or written.
 * - `corrupt`: the database is damaged, or is no database.
 * - `newer`: the database was written by a newer version of this program.
 * - `busy`: another program kept the database locked.
 * - `full`: no room left.
 * - `unreadable-row`: a row does not have the shape it was written in.
 * - `run-missing`: issues were added to a run that is not there.
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
