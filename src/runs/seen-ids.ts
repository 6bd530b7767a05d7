import type { ItemId } from '../sync/items.ts';
import { createNumberList } from '../sync/number-list.ts';
import { createTextTable } from '../sync/text-table.ts';
import type { TenantId } from '../tenants/ports.ts';
import type { LogStore } from './stores.ts';

/** Ids that a read named, each as it was last named. There may be as many as a list has entries: an id takes some 60 bytes. */
export interface SeenIds {
  see(id: ItemId, isThere: boolean): void;
  isThere(id: ItemId): boolean;
  /** How many were there when last named. */
  countThere(): number;
  /** Those that were not, in pages. */
  gone(): Iterable<readonly ItemId[]>;
}

const idsPerPage = 500;

export function createSeenIds(): SeenIds {
  const ids = createTextTable();
  /** By number of the id: 1 if it was there. */
  const there = createNumberList();
  let thereCount = 0;
  return {
    see(id, isThere) {
      const place = ids.add(id);
      thereCount += (isThere ? 1 : 0) - there.at(place);
      there.set(place, isThere ? 1 : 0);
    },
    isThere: (id) => there.at(ids.find(id)) === 1,
    countThere: () => thereCount,
    *gone() {
      let page: ItemId[] = [];
      for (let place = 0; place < ids.size; place += 1) {
        if (there.at(place) === 1) continue;
        page.push(ids.text(place));
        if (page.length < idsPerPage) continue;
        yield page;
        page = [];
      }
      if (page.length > 0) yield page;
    },
  };
}

/**
 * Entries of a log that left, in pages: after a read of everything all that it did not name, else those named as gone.
 * Tombstones of those that were given may be appended while the pages are read.
 */
export async function* entriesThatLeft(
  log: Pick<LogStore<unknown>, 'hashes' | 'itemIds'>,
  tenantId: TenantId,
  logId: string,
  seen: SeenIds,
  readEverything: boolean,
): AsyncIterable<readonly ItemId[]> {
  if (readEverything) {
    for await (const page of log.itemIds(tenantId, logId)) {
      const left = page.filter((itemId) => !seen.isThere(itemId));
      if (left.length > 0) yield left;
    }
    return;
  }
  for (const page of seen.gone()) {
    const known = await log.hashes(tenantId, logId, page);
    const left = page.filter((itemId) => (known.get(itemId) ?? '') !== '');
    if (left.length > 0) yield left;
  }
}

/** How many there are on all pages. */
export async function countAll(pages: AsyncIterable<readonly unknown[]>): Promise<number> {
  let count = 0;
  for await (const page of pages) count += page.length;
  return count;
}
