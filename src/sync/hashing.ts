import { createHash, createHmac, createSecretKey, type KeyObject } from 'node:crypto';
import { canonicalJson } from './canonical-json.ts';
import type { Item } from './items.ts';
import type { ContentHash } from './log.ts';
import type { SourceRecord } from './source-record.ts';

const hashBytes = 16;

/**
 * Hashes what is written of an item: its kind, fields and photo, not its id.
 *
 * Keyed, because the hash is stored and stamped in the open and names and numbers are easily guessed. Insensitive to
 * the order of keys, sensitive to everything else.
 *
 * @param key The tenant's key for content hashes, 32 bytes.
 * @returns 22 characters of base64url: HMAC-SHA-256, the first 128 bits.
 */
export function hashItem(item: Item, key: Uint8Array): ContentHash {
  return hashContent({ kind: item.kind, fields: item.fields, photo: item.photo }, key);
}

/**
 * Hashes what a source says of an entry: all of it but its id. Keyed, and insensitive to the order of keys, as `hashItem`.
 *
 * @param key The tenant's key for hashes of records, 32 bytes.
 * @returns 22 characters of base64url: HMAC-SHA-256, the first 128 bits.
 */
export function hashRecord({ itemId: _, ...content }: SourceRecord, key: Uint8Array): ContentHash {
  return hashContent(content, key);
}

/** Made once for each key: bytes would be looked at anew with every hash, which takes longer than hashing. */
const secrets = new WeakMap<Uint8Array, KeyObject>();

function secretOf(key: Uint8Array): KeyObject {
  const known = secrets.get(key);
  if (known !== undefined) return known;
  const secret = createSecretKey(key);
  secrets.set(key, secret);
  return secret;
}

function hashContent(content: unknown, key: Uint8Array): ContentHash {
  const text = canonicalJson(content);
  return createHmac('sha256', secretOf(key)).update(text).digest().subarray(0, hashBytes).toString('base64url');
}

/**
 * Hashes what a collection is defined by, so that a changed definition is noticed.
 *
 * @param value A JSON value without personal content: source rules and mapping.
 * @returns 43 characters of base64url: SHA-256 over canonical JSON.
 */
export function hashDefinition(value: unknown): string {
  return createHash('sha256').update(canonicalJson(value)).digest('base64url');
}
