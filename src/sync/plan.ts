import { lastOfEach } from './changes.ts';
import type { ItemId } from './items.ts';
import type { HashedItem } from './log.ts';
import type {
  CreateOperation,
  DeleteOperation,
  Link,
  MailItemId,
  Plan,
  StampedItem,
  UpdateOperation,
} from './operations.ts';

/**
 * Decides what a replica needs to take over changes of its collection.
 *
 * Pure: equal inputs give an equal plan. Nothing that is not in `links` can appear as an update or a delete.
 *
 * @param changes Items changed since the replica's version, unique by `itemId` (otherwise the last one counts); a
 *   `null` item is a tombstone.
 * @param links What the replica holds of exactly those items, by `itemId`.
 * @returns Operations: creates and updates in the order of `changes`, then deletes in that order.
 * @see docs/sync-model.md#plan, rows P1-P7
 */
export function planChanges(changes: readonly HashedItem[], links: ReadonlyMap<ItemId, Link>): Plan {
  const writes: (CreateOperation | UpdateOperation)[] = [];
  const deletes: DeleteOperation[] = [];
  for (const { itemId, contentHash, item } of lastOfEach(changes)) {
    const link = links.get(itemId);
    if (item === null) {
      if (link !== undefined) deletes.push({ kind: 'delete', itemId, mailItemId: link.mailItemId });
    } else if (link === undefined) {
      writes.push({ kind: 'create', itemId, contentHash, item });
    } else if (link.writtenHash !== contentHash) {
      writes.push({ kind: 'update', itemId, contentHash, item, mailItemId: link.mailItemId });
    }
  }
  return { operations: [...writes, ...deletes] };
}

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
 * @see docs/sync-model.md#audit, rows A1-A4
 */
export function readStamps(stamped: readonly StampedItem[]): ReadStamps {
  const links = new Map<ItemId, Link>();
  const surplus: DeleteOperation[] = [];
  for (const { itemId, mailItemId, contentHash } of distinctMailItems(stamped)) {
    if (links.has(itemId)) surplus.push({ kind: 'delete', itemId, mailItemId });
    else links.set(itemId, { itemId, mailItemId, writtenHash: contentHash });
  }
  return { links, surplus };
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
  if (a.itemId === b.itemId && a.contentHash === b.contentHash) return a;
  return { mailItemId: a.mailItemId, itemId: a.itemId < b.itemId ? a.itemId : b.itemId, contentHash: '' };
}

/**
 * Decides which items of a replica its collection no longer has.
 *
 * @param live Ids of all items of the collection that are not tombstones: complete, or this deletes too much.
 * @returns Deletes in the order of `links`.
 * @see docs/sync-model.md#audit, row A5
 */
export function planOrphans(links: ReadonlyMap<ItemId, Link>, live: ReadonlySet<ItemId>): readonly DeleteOperation[] {
  const deletes: DeleteOperation[] = [];
  for (const { itemId, mailItemId } of links.values()) {
    if (!live.has(itemId)) deletes.push({ kind: 'delete', itemId, mailItemId });
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
