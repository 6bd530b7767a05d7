import type { Item, ItemId } from './items.ts';

/** Keyed hash of an item's mapped fields: 22 characters of base64url (128 bits). */
export type ContentHash = string;

/** Number of a change in a collection: the first change is 1, the head of an empty collection is 0. */
export type Version = number;

/** An item with its content hash, as it would enter the log; a `null` item is a tombstone and its hash is `''`. */
export interface HashedItem {
  readonly itemId: ItemId;
  readonly contentHash: ContentHash;
  readonly item: Item | null;
}

/** An entry of a collection: an item at the version at which it last changed. */
export interface Change extends HashedItem {
  readonly version: Version;
}
