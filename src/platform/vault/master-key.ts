import { createHash } from 'node:crypto';
import { keyBytes } from './aes-gcm.ts';
import { VaultError } from './vault-error.ts';

/** The key that wraps every tenant's data key. */
export interface MasterKey {
  /** Tells master keys apart; made from a hash of the key, so it is the same wherever the key is. */
  readonly id: string;
  /** 32 bytes. */
  readonly key: Uint8Array;
}

/** @throws {VaultError} `key-file-invalid`: not 32 bytes. @param file Where the key is from. */
export function masterKeyFrom(key: Uint8Array, file: string): MasterKey {
  if (key.length !== keyBytes) {
    throw new VaultError(
      'key-file-invalid',
      `The key file ${file} holds ${key.length} bytes where a master key has ${keyBytes}: restore it from a backup.`,
      { file },
    );
  }
  return { id: createHash('sha256').update('ringbook master key').update(key).digest('hex').slice(0, 16), key };
}
