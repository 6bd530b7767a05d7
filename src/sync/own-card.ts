import type { Item } from './items.ts';

/** The owner of a mailbox, as the directory names it. */
export interface MailboxOwner {
  readonly mailboxId: string;
  /** Primary e-mail address. */
  readonly address: string;
}

/** Addresses in lower case, once for each item however many mailboxes ask. */
const addresses = new WeakMap<Item, readonly string[]>();

/**
 * Makes the question whether an item is the card of the mailbox's owner: by its id, or by one of its e-mail addresses,
 * whatever their case.
 *
 * @see docs/sync-model.md#own-card, rows Y1-Y4
 */
export function ownedBy({ mailboxId, address }: MailboxOwner): (item: Item) => boolean {
  const own = address.trim().toLowerCase();
  return (item) => item.itemId === mailboxId || (own !== '' && addressesOf(item).includes(own));
}

function addressesOf(item: Item): readonly string[] {
  const known = addresses.get(item);
  if (known !== undefined) return known;
  const own = (item.fields.emailAddresses ?? []).map((email) => email.address.toLowerCase());
  addresses.set(item, own);
  return own;
}
