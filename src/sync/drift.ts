import type { ContactFields } from './items.ts';
import type { Link, MailItem, MailItemId } from './operations.ts';
import type { DriftPolicy } from './policies.ts';
import { sameContent } from './same-content.ts';
import type { CurrentContent } from './write-rules.ts';

/** An item that is in a folder, whoever's it is. */
export interface SeenItem {
  readonly mailItemId: MailItemId;
  readonly changeKey?: string;
}

/** What a look at a folder's changes tells. An item that is in both counts as present. */
export interface SeenItems {
  readonly present: readonly SeenItem[];
  readonly removed: readonly MailItemId[];
}

/** The links of a replica that a look concerns, each once. */
export interface SortedChanges {
  /** Items that were seen and are exactly as we left them. */
  readonly untouched: number;
  /** Their content must be compared. */
  readonly toRead: readonly Link[];
  /** No longer in the folder. */
  readonly deleted: readonly Link[];
}

/**
 * Sorts what was seen in a folder, without looking at any content. What is in no link is not ours, as far as is known,
 * and is passed over; so are our own deletes, which left no link.
 *
 * @param links All links of the replica.
 * @returns Links in their order.
 * @see docs/sync-model.md#drift, rows J1-J5
 */
export function sortChanges(links: Iterable<Link>, seen: SeenItems): SortedChanges {
  const present = new Map(seen.present.map((item) => [item.mailItemId, item]));
  const removed = new Set(seen.removed);
  const toRead: Link[] = [];
  const deleted: Link[] = [];
  let untouched = 0;
  for (const link of links) {
    const item = present.get(link.mailItemId);
    if (item === undefined) {
      if (removed.has(link.mailItemId)) deleted.push(link);
    } else if (link.dismissed === undefined && item.changeKey !== undefined && item.changeKey === link.changeKey) {
      untouched += 1;
    } else {
      toRead.push(link);
    }
  }
  return { untouched, toRead, deleted };
}

/** What happens to one item that was changed, or seemed to be. `link`: what is to be remembered of it. */
export type DriftVerdict =
  /** It holds what it should, or nothing is asked of it. */
  | { readonly kind: 'same'; readonly link: Link }
  /** Update it. */
  | { readonly kind: 'restore-edit' }
  /** Create it anew; the link is void. */
  | { readonly kind: 'restore-delete' }
  | { readonly kind: 'leave-edit'; readonly link: Link }
  | { readonly kind: 'leave-delete'; readonly link: Link }
  /** It is gone and nobody misses it: the link is void. */
  | { readonly kind: 'forget' };

/**
 * Judges one item by its content.
 *
 * @param mail What is there; null: it is gone, left the folder, or no longer bears our stamp.
 * @param compose What it should hold, given what it holds: the item's fields after write rules. Null: the list does not
 *   want it here (it left and is kept, or is the owner's own card).
 * @see docs/sync-model.md#drift, rows J6-J17
 */
export function judgeDrift(
  link: Link,
  mail: MailItem | null,
  compose: ((current: CurrentContent) => ContactFields) | null,
  policy: Pick<DriftPolicy, 'edited' | 'deleted'>,
): DriftVerdict {
  if (mail === null) return compose === null ? { kind: 'forget' } : judgeDeleted(link, policy);
  const isStamped = mail.itemId === link.itemId && mail.contentHash === link.writtenHash;
  if (compose === null) return { kind: 'same', link: remember(link, mail, false) };
  if (isStamped && sameContent(compose(mail), mail.fields)) return { kind: 'same', link: remember(link, mail, true) };
  switch (policy.edited) {
    case 'restore':
      return { kind: 'restore-edit' };
    case 'leave':
      return { kind: 'leave-edit', link: remember(link, mail, isStamped) };
  }
}

function judgeDeleted(link: Link, policy: Pick<DriftPolicy, 'deleted'>): DriftVerdict {
  switch (policy.deleted) {
    case 'restore':
      return { kind: 'restore-delete' };
    case 'leave':
      return link.dismissed ? { kind: 'same', link } : { kind: 'leave-delete', link: { ...link, dismissed: true } };
  }
}

/** The link of an item that is there, at the state that was looked at. A hash that no longer says what is there is `''`. */
function remember({ dismissed: _, changeKey: __, ...link }: Link, { changeKey }: MailItem, hashHolds: boolean): Link {
  const writtenHash = hashHolds ? link.writtenHash : '';
  return { ...link, writtenHash, ...(changeKey === undefined ? {} : { changeKey }) };
}
