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
 * Reads changes and remembers pages of them: most folders of a run ask for the same ones at about the same time, and
 * opening each item once per folder would cost more than sending it. Of what is kept, the pages asked for last stay.
 *
 * @param cachedItems How many entries are kept, at most.
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
  type Page = readonly Change[];
  /** By the version that they come after; the one asked for last is the last. */
  const remembered = new Map<Version, Promise<Page>>();
  const sizes = new Map<Version, number>();
  let kept = 0;

  const forget = (after: Version): void => {
    remembered.delete(after);
    kept -= sizes.get(after) ?? 0;
    sizes.delete(after);
  };
  const read = async (after: Version): Promise<Page> => {
    for await (const page of collections.changes(tenantId, collectionId, after, head)) return page.map(present);
    return [];
  };
  const load = async (after: Version): Promise<Page> => {
    try {
      const page = await read(after);
      sizes.set(after, page.length);
      kept += page.length;
      for (const oldest of remembered.keys()) {
        if (kept <= cachedItems) break;
        forget(oldest);
      }
      return page;
    } catch (error) {
      forget(after);
      throw error;
    }
  };
  const pageAfter = (after: Version): Promise<Page> => {
    const page = remembered.get(after) ?? load(after);
    remembered.delete(after);
    remembered.set(after, page);
    return page;
  };

  return {
    head,
    async *since(after) {
      let reached = after;
      while (reached < head) {
        const page = await pageAfter(reached);
        if (page.length > 0) yield page;
        reached = page.at(-1)?.version ?? head;
      }
    },
  };
}
