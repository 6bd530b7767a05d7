import { createHash, createHmac } from 'node:crypto';
import { canonicalJson } from './canonical-json.ts';
import type { Item } from './items.ts';
import type { ContentHash } from './log.ts';

const hashBytes = 16;

/**
 * Hashes what is written of an item: its kind and fields, not its id.
 *
 * Keyed, because the hash is stored and stamped in the open and names and numbers are easily guessed. Insensitive to
 * the order of keys, sensitive to everything else.
 *
 * @param key The tenant's key for content hashes, 32 bytes.
 * @returns 22 characters of base64url: HMAC-SHA-256, the first 128 bits.
 */
export function hashItem(item: Item, key: Uint8Array): ContentHash {
  const content = canonicalJson({ kind: item.kind, fields: item.fields });
  return createHmac('sha256', key).update(content).digest().subarray(0, hashBytes).toString('base64url');
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
