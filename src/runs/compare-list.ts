import type { ItemId } from '../sync/items.ts';
import type { HashedItem } from '../sync/log.ts';
import type { IngestContext } from './ingest-context.ts';
import type { ListedPage } from './listed-items.ts';
import { countAll, createSeenIds, entriesThatLeft } from './seen-ids.ts';
import type { Issue } from './stores.ts';

/** So many new and changed items are kept for when they are appended; where there are more, they are looked for again. */
const itemsKept = 1000;

/** New and changed items of a page of the list. */
export interface News {
  readonly added: readonly HashedItem[];
  readonly changed: readonly HashedItem[];
}

/** How a list differs from its collection: first in numbers, then, as often as asked for, in full. */
export interface ListDifference {
  /** Items that are on the list, of those that were looked at. */
  readonly listed: number;
  readonly counts: { readonly added: number; readonly changed: number; readonly removed: number };
  /** Each page may be appended before the next one is asked for. */
  news(): AsyncIterable<News>;
  /** As `news`, once all of them were taken. */
  gone(): AsyncIterable<readonly ItemId[]>;
}

/**
 * Compares what is listed with the collection, and notes what could not be mapped in what changed.
 * @param openPages Gives the list; called again where more changed than is kept.
 * @param whole Is it all of the list? Else only what changed of it.
 */
export async function compareList(
  context: IngestContext,
  openPages: () => AsyncIterable<ListedPage>,
  whole: boolean,
): Promise<ListDifference> {
  const { tenantId, collection, stores } = context;
  const { collectionId } = collection;
  const newsOf = async ({ items }: ListedPage): Promise<News> => {
    const ids = items.map(({ itemId }) => itemId);
    const known = await stores.collections.hashes(tenantId, collectionId, ids);
    const hashOf = ({ itemId }: HashedItem) => known.get(itemId) ?? '';
    return {
      added: items.filter((item) => hashOf(item) === ''),
      changed: items.filter((item) => hashOf(item) !== '' && hashOf(item) !== item.contentHash),
    };
  };

  const seen = createSeenIds();
  const counts = { added: 0, changed: 0 };
  let kept: News[] | null = [];
  for await (const page of openPages()) {
    for (const { itemId } of page.items) seen.see(itemId, true);
    for (const itemId of page.unlisted) seen.see(itemId, false);
    const news = await newsOf(page);
    counts.added += news.added.length;
    counts.changed += news.changed.length;
    if (counts.added + counts.changed > itemsKept) kept = null;
    else if (news.added.length + news.changed.length > 0) kept?.push(news);
    await context.note(issuesOf(page, news));
  }
  const gone = () => entriesThatLeft(stores.collections, tenantId, collectionId, seen, whole);
  const removed = await countAll(gone());

  return {
    listed: seen.countThere(),
    counts: { ...counts, removed },
    async *news() {
      if (kept !== null) yield* kept;
      else for await (const page of openPages()) yield await newsOf(page);
    },
    gone,
  };
}

/** Of an item that did not change nothing is told anew. */
function issuesOf({ items, issues }: ListedPage, { added, changed }: News): readonly Issue[] {
  if (items.length === 0) return issues;
  const news = new Set([...added, ...changed].map(({ itemId }) => itemId));
  return issues.filter(({ itemId }) => itemId === null || news.has(itemId));
}
