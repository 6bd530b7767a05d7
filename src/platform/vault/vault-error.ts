/**
 * What went wrong with encryption at rest (docs/errors.md).
 * - `key-file-missing`: there is no key file, but something that was encrypted with it.
 * - `key-file-unusable`: the key file cannot be read or made.
 * - `key-file-exposed`: people other than its owner can read the key file.
 * - `key-file-invalid`: the key file does not hold exactly one key.
 * - `master-key-mismatch`: the tenant's key was wrapped by another master key than the one given.
 * - `wrapped-key-altered`: the tenant's wrapped key does not open: it was changed, or is another tenant's.
 * - `sealed-altered`: a value does not open: it was changed, moved to another place, or is another tenant's.
 * - `key-destroyed`: the tenant was deleted while something still worked with it.
 * - `format-unknown`: written in a format that this version does not know.
 */
export type VaultErrorCode =
  | 'key-file-missing'
  | 'key-file-unusable'
  | 'key-file-exposed'
  | 'key-file-invalid'
  | 'master-key-mismatch'
  | 'wrapped-key-altered'
  | 'sealed-altered'
  | 'key-destroyed'
  | 'format-unknown';

export interface VaultErrorOptions extends ErrorOptions {
  readonly file?: string;
}

/** Encryption at rest failed; the message says what a person can do, and holds no key and no content. */
export class VaultError extends Error {
  readonly code: VaultErrorCode;
  /** The key file, where it is about one. */
  readonly file: string | null;

  constructor(code: VaultErrorCode, message: string, { file, ...options }: VaultErrorOptions = {}) {
    super(message, options);
    this.name = 'VaultError';
    this.code = code;
    this.file = file ?? null;
  }
}
