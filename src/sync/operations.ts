import type { Item, ItemId } from './items.ts';
import type { ContentHash } from './log.ts';

/** Id of an item in a mailbox, as the connector gave it (immutable where the service has such ids). */
export type MailItemId = string;

/** What a replica holds of one item: its id in the mailbox and the hash of what was written. */
export interface Link {
  readonly itemId: ItemId;
  readonly mailItemId: MailItemId;
  readonly writtenHash: ContentHash;
}

/** An item in a mailbox that bears our stamp. */
export interface StampedItem {
  readonly mailItemId: MailItemId;
  readonly itemId: ItemId;
  readonly contentHash: ContentHash;
}

export type Operation = CreateOperation | UpdateOperation | DeleteOperation;

export interface CreateOperation {
  readonly kind: 'create';
  readonly itemId: ItemId;
  readonly contentHash: ContentHash;
  readonly item: Item;
}

export interface UpdateOperation {
  readonly kind: 'update';
  readonly itemId: ItemId;
  readonly contentHash: ContentHash;
  readonly item: Item;
  readonly mailItemId: MailItemId;
}

export interface DeleteOperation {
  readonly kind: 'delete';
  readonly itemId: ItemId;
  readonly mailItemId: MailItemId;
}

/** What one replica needs: creates and updates first, then deletes. */
export interface Plan {
  readonly operations: readonly Operation[];
}
