import type { ItemId } from './items.ts';
import type { ContentHash, Hashed } from './log.ts';

/**
 * Decides which of the items that were read are real changes of the log.
 *
 * @param known Hashes that the log has of these items, `''` for tombstones; unknown items are absent.
 * @param incoming Items as read. Of an id that comes more than once the last one counts, in its place.
 * @returns Items to append, unique by `itemId`, in the order of `incoming`.
 * @see docs/sync-model.md#log, rows L1-L8
 */
export function decideChanges<Content>(
  known: ReadonlyMap<ItemId, ContentHash>,
  incoming: readonly Hashed<Content>[],
): readonly Hashed<Content>[] {
  return lastOfEach(incoming).filter((entry) => {
    const knownHash = known.get(entry.itemId);
    return entry.item === null ? knownHash !== undefined && knownHash !== '' : knownHash !== entry.contentHash;
  });
}

/** The last entry of each id, in the order of those last entries. */
export function lastOfEach<Entry extends { readonly itemId: ItemId }>(entries: readonly Entry[]): readonly Entry[] {
  const last = new Map<ItemId, Entry>();
  for (const entry of entries) {
    last.delete(entry.itemId);
    last.set(entry.itemId, entry);
  }
  return [...last.values()];
}
