import type { Change, Version } from '../sync/log.ts';
import type { TenantId } from '../tenants/ports.ts';
import type { CollectionStore } from './stores.ts';

/** The collection's changes up to one head, as all folders of a run read them. */
export interface ChangeReader {
  readonly head: Version;
  /** Entries with `after < version <= head`, tombstones included, by version, in pages. */
  since(after: Version): AsyncIterable<readonly Change[]>;
}

/**
 * Reads changes and remembers them: most folders of a run ask for the same ones, and opening each item once per
 * folder would cost more than sending it. No more than `cachedItems` are kept; a longer stretch is read each time.
 *
 * @param present Makes of a change of the collection what goes into mailboxes.
 */
export function createChangeReader(
  collections: Pick<CollectionStore, 'changes'>,
  tenantId: TenantId,
  collectionId: string,
  head: Version,
  cachedItems: number,
  present: (change: Change) => Change,
): ChangeReader {
  const remembered = new Map<Version, Promise<readonly (readonly Change[])[]>>();
  let room = cachedItems;
  async function* read(after: Version): AsyncIterable<readonly Change[]> {
    for await (const page of collections.changes(tenantId, collectionId, after, head)) yield page.map(present);
  }

  return {
    head,
    async *since(after) {
      const atMost = head - after;
      if (atMost <= 0) return;
      if (!remembered.has(after) && atMost <= room) {
        room -= atMost;
        remembered.set(after, Array.fromAsync(read(after)));
      }
      const pages = remembered.get(after);
      if (pages) yield* await pages;
      else yield* read(after);
    },
  };
}
