import { createHash, hkdfSync, randomBytes } from 'node:crypto';
import { decrypt, encrypt, keyBytes, type RandomBytes } from './aes-gcm.ts';

/**
 * Seals a text under an id that cannot be guessed and is stored nowhere: who keeps the sealed text can neither find out
 * whose it is nor read it, who has the id can.
 */
export interface SealedById {
  /** 256 random bits, base64url. */
  newId(): string;
  /** By which it is found. */
  hashOf(id: string): string;
  seal(id: string, text: string): Uint8Array;
  /** @throws {VaultError} It was changed, or is another one's. */
  open(id: string, sealed: Uint8Array): string;
}

export function createSealedById(purpose: string, random: RandomBytes = randomBytes): SealedById {
  const keyOf = (id: string) => new Uint8Array(hkdfSync('sha256', id, '', `${purpose}:seal`, keyBytes));
  const altered = { code: 'sealed-altered', message: `What was sealed as ${purpose} does not open.` } as const;
  return {
    newId: () => Buffer.from(random(keyBytes)).toString('base64url'),
    hashOf: (id) => createHash('sha256').update(`${purpose}:${id}`).digest('base64url'),
    seal: (id, text) => encrypt(keyOf(id), purpose, Buffer.from(text, 'utf8'), random),
    open: (id, sealed) => Buffer.from(decrypt(keyOf(id), purpose, sealed, altered)).toString('utf8'),
  };
}
