import type { Item, ItemId } from './items.ts';

/** Keyed hash of an item's mapped fields: 22 characters of base64url (128 bits). */
export type ContentHash = string;

/** Number of a change in a collection: the first change is 1, the head of an empty collection is 0. */
export type Version = number;

/** A content with its hash, as it would enter a log; a `null` item is a tombstone and its hash is `''`. */
export interface Hashed<Content> {
  readonly itemId: ItemId;
  readonly contentHash: ContentHash;
  readonly item: Content | null;
}

/** An item as it would enter a collection. */
export type HashedItem = Hashed<Item>;

/** An entry of a log: a content at the version at which it last changed. */
export interface Change<Content = Item> extends Hashed<Content> {
  readonly version: Version;
  /** Of a tombstone: when it left the list, ISO UTC. */
  readonly goneAt?: string;
}
