import { createCipheriv, createDecipheriv, type KeyObject } from 'node:crypto';
import { VaultError, type VaultErrorCode } from './vault-error.ts';

/** Gives that many random bytes, fit for keys and nonces. */
export type RandomBytes = (size: number) => Uint8Array;

export const keyBytes = 32;

/** Layout of a sealed value: one format byte, then nonce, tag and ciphertext. A later format gets another first byte. */
const format = 1;
const nonceBytes = 12;
const tagBytes = 16;
const headBytes = 1 + nonceBytes + tagBytes;

/**
 * AES-256-GCM with a fresh nonce; `context` is authenticated and not stored.
 *
 * @param key For many values as an object: bytes are looked at anew each time, which takes longer than encrypting.
 */
export function encrypt(
  key: KeyObject | Uint8Array,
  context: string,
  plaintext: Uint8Array,
  random: RandomBytes,
): Uint8Array {
  const nonce = random(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(Buffer.from(context, 'utf8'));
  const ciphertext = cipher.update(plaintext);
  cipher.final();
  return Buffer.concat([Uint8Array.of(format), nonce, cipher.getAuthTag(), ciphertext]);
}

/**
 * Opens what `encrypt` made with the same key and context.
 *
 * @throws {VaultError} `altered` if anything of it differs, `format-unknown`.
 */
export function decrypt(
  key: KeyObject | Uint8Array,
  context: string,
  sealed: Uint8Array,
  altered: Altered,
): Uint8Array {
  if (sealed.length < headBytes) throw new VaultError(altered.code, altered.message);
  if (sealed[0] !== format) {
    throw new VaultError(
      'format-unknown',
      `${altered.message} Its format is ${sealed[0]}, and this version knows only ${format}: it was changed, or written by a newer version.`,
    );
  }
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(1, 1 + nonceBytes), {
    authTagLength: tagBytes,
  });
  decipher.setAAD(Buffer.from(context, 'utf8'));
  decipher.setAuthTag(sealed.subarray(1 + nonceBytes, headBytes));
  const plaintext = decipher.update(sealed.subarray(headBytes));
  try {
    decipher.final();
  } catch (error) {
    throw new VaultError(altered.code, altered.message, { cause: error });
  }
  return plaintext;
}

/** How to report a value that does not open. */
export interface Altered {
  readonly code: VaultErrorCode;
  readonly message: string;
}
