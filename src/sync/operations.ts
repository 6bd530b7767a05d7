import type { ContactFields, Item, ItemId } from './items.ts';
import type { ContentHash } from './log.ts';

/** Id of an item in a mailbox, as the connector gave it (immutable where the service has such ids). */
export type MailItemId = string;

/** What a replica holds of one item: its id in the mailbox and the hash of what was written. */
export interface Link {
  readonly itemId: ItemId;
  readonly mailItemId: MailItemId;
  readonly writtenHash: ContentHash;
  /** The mailbox's mark of the item's state after our last write; absent: not known. */
  readonly changeKey?: string;
  /** Hash of the photo that was written; absent: none, or not known. */
  readonly photo?: string;
  /** The person deleted the item and it is to stay away; `mailItemId` is then what it was. */
  readonly dismissed?: true;
}

/** An item in a mailbox that bears our stamp. */
export interface StampedItem {
  readonly mailItemId: MailItemId;
  readonly itemId: ItemId;
  readonly contentHash: ContentHash;
  readonly changeKey?: string;
}

/** An item of ours as it is in a mailbox. */
export interface MailItem extends StampedItem {
  /** In normal form. */
  readonly fields: ContactFields;
  readonly marks: string | null;
}

export type Operation = CreateOperation | UpdateOperation | DeleteOperation;

/** What is written into one mailbox in place of the item's fields, where write rules look at what is there. */
export interface OwnContent {
  readonly fields: ContactFields;
  /** Tells next time which values were ours (src/sync/write-rules.ts); null: nothing to tell. */
  readonly marks: string | null;
}

export type PhotoWrite =
  | { readonly kind: 'put'; readonly hash: string; readonly jpeg: Uint8Array }
  | { readonly kind: 'remove' };

export interface CreateOperation {
  readonly kind: 'create';
  readonly itemId: ItemId;
  readonly contentHash: ContentHash;
  readonly item: Item;
  /** Absent: the item's fields as they are. */
  readonly own?: OwnContent;
  /** Absent: the photo stays as it is. */
  readonly photo?: PhotoWrite;
}

export interface UpdateOperation {
  readonly kind: 'update';
  readonly itemId: ItemId;
  readonly contentHash: ContentHash;
  readonly item: Item;
  readonly mailItemId: MailItemId;
  readonly own?: OwnContent;
  readonly photo?: PhotoWrite;
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
