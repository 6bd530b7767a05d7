/**
 * What went wrong with encryption at rest (docs/errors.md).
 * - `key-file-unusable`: the key file cannot be read or made.
 * - `key-file-exposed`: people other than its owner can read the key file.
 * - `key-file-invalid`: the key file does not hold exactly one key.
 * - `master-key-mismatch`: the tenant's key was wrapped by another master key than the one given.
 * - `wrapped-key-altered`: the tenant's wrapped key does not open: it was changed, or is another tenant's.
 * - `sealed-altered`: a value does not open: it was changed, moved to another place, or is another tenant's.
 * - `format-unknown`: written in a format that this version does not know.
 */
export type VaultErrorCode =
  | 'key-file-unusable'
  | 'key-file-exposed'
  | 'key-file-invalid'
  | 'master-key-mismatch'
  | 'wrapped-key-altered'
  | 'sealed-altered'
  | 'format-unknown';

/** Encryption at rest failed; the message says what a person can do, and holds no key and no content. */
export class VaultError extends Error {
  readonly code: VaultErrorCode;

  constructor(code: VaultErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'VaultError';
    this.code = code;
  }
}
