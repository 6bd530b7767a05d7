export type FilterErrorCode =
  /** A condition says nothing that can be decided: a field that cannot be, or values where none belong. */
  | 'condition-invalid'
  /** An expression cannot be read, has a wrong type, or uses what expressions may not. */
  | 'expression-invalid'
  /** A recipient filter has an attribute, operator or value that cannot be decided from a record. */
  | 'opath-invalid'
  /** A filter names a group whose members were not given. */
  | 'group-unknown';

/** A filter that is not understood. The message names what and where, and the remedy; never a value that it compares. */
export class FilterError extends Error {
  readonly code: FilterErrorCode;

  constructor(code: FilterErrorCode, message: string) {
    super(message);
    this.name = 'FilterError';
    this.code = code;
  }
}
