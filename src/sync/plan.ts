import { lastOfEach } from './changes.ts';
import type { Item, ItemId } from './items.ts';
import type { Change, HashedItem } from './log.ts';
import type {
  CreateOperation,
  DeleteOperation,
  Link,
  MailItemId,
  Plan,
  StampedItem,
  UpdateOperation,
} from './operations.ts';
import type { DeletePolicy } from './policies.ts';

/** A change as a plan sees it; of a tombstone maybe with the time when it left the list. */
export type PlannedChange = HashedItem & Pick<Change, 'goneAt'>;

export interface PlanOptions {
  /** May this tombstone be deleted now? By default always. */
  readonly ripe?: (tombstone: PlannedChange) => boolean;
  /** Is this the card of the mailbox's owner, that is to be left out? By default none is. */
  readonly isOwn?: (item: Item) => boolean;
}

/**
 * Decides what a replica needs to take over changes of its collection.
 *
 * Pure: equal inputs give an equal plan. Nothing that is not in `links` can appear as an update or a delete.
 *
 * @param changes Items changed since the replica's version, unique by `itemId` (otherwise the last one counts); a
 *   `null` item is a tombstone.
 * @param links What the replica holds of exactly those items, by `itemId`.
 * @returns Operations: creates and updates in the order of `changes`, then deletes in that order.
 * @see docs/sync-model.md#plan, rows P1-P12
 */
export function planChanges(
  changes: readonly PlannedChange[],
  links: ReadonlyMap<ItemId, Link>,
  { ripe, isOwn }: PlanOptions = {},
): Plan {
  const writes: (CreateOperation | UpdateOperation)[] = [];
  const deletes: DeleteOperation[] = [];
  for (const change of lastOfEach(changes)) {
    const { itemId, contentHash, item } = change;
    const link = links.get(itemId);
    if (link?.dismissed) continue;
    if (item === null || isOwn?.(item)) {
      const isRipe = item !== null || ripe === undefined || ripe(change);
      if (link !== undefined && isRipe) deletes.push({ kind: 'delete', itemId, mailItemId: link.mailItemId });
    } else if (link === undefined) {
      writes.push({ kind: 'create', itemId, contentHash, item });
    } else if (link.writtenHash !== contentHash) {
      writes.push({ kind: 'update', itemId, contentHash, item, mailItemId: link.mailItemId });
    }
  }
  return { operations: [...writes, ...deletes] };
}

/**
 * May a tombstone be deleted from mailboxes now? One that does not say when it left the list is never ripe under
 * `keep-days`: keeping an item too long does less harm than deleting it too early.
 *
 * @see docs/sync-model.md#deletion, rows H1-H6
 */
export function isRipe(policy: DeletePolicy, { goneAt }: PlannedChange, nowMs: number): boolean {
  switch (policy.kind) {
    case 'delete':
      return true;
    case 'keep':
      return false;
    case 'keep-days':
      return goneAt !== undefined && Date.parse(goneAt) + policy.days * dayMs <= nowMs;
  }
}

const dayMs = 86_400_000;

/** What a look at a mailbox tells: the items that are kept, and copies of them that should not be there. */
export interface ReadStamps {
  readonly links: ReadonlyMap<ItemId, Link>;
  readonly surplus: readonly DeleteOperation[];
}

/**
 * Rebuilds links from the stamps in a mailbox folder. The order of the stamps, and how they were paged, does not matter.
 *
 * - An item that pages show twice is one item. If they disagree about its hash, its content is unknown: the link's hash
 *   is `''`, so the next plan writes it.
 * - Of several items with one item id, the one with the smallest `mailItemId` (by code unit) is kept.
 *
 * @param before Links as they were. What stamps cannot tell is taken from them: what the person dismissed and is still
 *   not there; of an item that is there, that it had a photo; and if the hash is the same, which one, and its `changeKey` if
 *   that is still the same.
 * @see docs/sync-model.md#audit, rows A1-A4, A6-A8
 */
export function readStamps(stamped: readonly StampedItem[], before: Iterable<Link> = []): ReadStamps {
  const links = new Map<ItemId, Link>();
  const surplus: DeleteOperation[] = [];
  const former = new Map<ItemId, Link>();
  for (const link of before) former.set(link.itemId, link);
  for (const seen of distinctMailItems(stamped)) {
    const { itemId, mailItemId } = seen;
    if (links.has(itemId)) surplus.push({ kind: 'delete', itemId, mailItemId });
    else links.set(itemId, linkOf(seen, former.get(itemId)));
  }
  for (const link of former.values()) {
    if (link.dismissed && !links.has(link.itemId)) links.set(link.itemId, link);
  }
  return { links, surplus };
}

function linkOf({ itemId, mailItemId, contentHash, changeKey }: StampedItem, former: Link | undefined): Link {
  const link = { itemId, mailItemId, writtenHash: contentHash };
  if (former?.mailItemId !== mailItemId) return link;
  const { photo } = former;
  // Of another content there may be another photo, or none: an empty hash is no photo's, so it is written again.
  if (former.writtenHash !== contentHash) return photo === undefined ? link : { ...link, photo: '' };
  return {
    ...link,
    ...(changeKey === undefined || changeKey !== former.changeKey ? {} : { changeKey }),
    ...(photo === undefined ? {} : { photo }),
  };
}

/** Each item of the mailbox once, by `mailItemId`. */
function distinctMailItems(stamped: readonly StampedItem[]): readonly StampedItem[] {
  const distinct = new Map<MailItemId, StampedItem>();
  for (const seen of stamped) {
    const other = distinct.get(seen.mailItemId);
    distinct.set(seen.mailItemId, other === undefined ? seen : agree(other, seen));
  }
  return [...distinct.values()].sort((a, b) => (a.mailItemId < b.mailItemId ? -1 : 1));
}

function agree(a: StampedItem, b: StampedItem): StampedItem {
  if (a.itemId === b.itemId && a.contentHash === b.contentHash) {
    if (a.changeKey === b.changeKey) return a;
    // It changed between two pages: which state is the newer one is not known.
    return { mailItemId: a.mailItemId, itemId: a.itemId, contentHash: a.contentHash };
  }
  return { mailItemId: a.mailItemId, itemId: a.itemId < b.itemId ? a.itemId : b.itemId, contentHash: '' };
}

/**
 * Decides which items of a replica its collection no longer has.
 *
 * @param live Ids of all items of the collection that are not tombstones: complete, or this deletes too much.
 * @param policy Orphans go only under `delete`: when they left the list is not known.
 * @returns Deletes in the order of `links`.
 * @see docs/sync-model.md#audit, rows A5, A9, A10
 */
export function planOrphans(
  links: ReadonlyMap<ItemId, Link>,
  live: ReadonlySet<ItemId>,
  policy: DeletePolicy = { kind: 'delete' },
): readonly DeleteOperation[] {
  const deletes: DeleteOperation[] = [];
  if (policy.kind !== 'delete') return deletes;
  for (const { itemId, mailItemId, dismissed } of links.values()) {
    if (!live.has(itemId) && !dismissed) deletes.push({ kind: 'delete', itemId, mailItemId });
  }
  return deletes;
}

export interface PlanCounts {
  readonly creates: number;
  readonly updates: number;
  readonly deletes: number;
}

/** Counts the operations of a plan by kind. */
export function countPlan(plan: Plan): PlanCounts {
  const counts = { create: 0, update: 0, delete: 0 };
  for (const operation of plan.operations) counts[operation.kind] += 1;
  return { creates: counts.create, updates: counts.update, deletes: counts.delete };
}
