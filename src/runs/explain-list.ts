import { createFilterCounts, type FilterCounts } from '../sync/filter/filter.ts';
import { explainListing, type Listing } from '../sync/gal-rules.ts';
import type { ItemId } from '../sync/items.ts';
import type { RecordGroup } from '../sync/merging/group-records.ts';
import { mergeRecords } from '../sync/merging/merge.ts';
import { explainItem, type FieldProvenance } from '../sync/merging/provenance.ts';
import type { IngestContext } from './ingest-context.ts';
import { createIsListed, groupListed, membersOf, readFilterGroups, sourceVersions } from './listed-items.ts';

/** How many of a source's entries its own rules let through, and why the others stay out. */
export interface SourceCounts {
  readonly sourceId: string;
  readonly entries: number;
  readonly byRule: Readonly<Partial<Record<Listing, number>>>;
}

/** How a collection comes about, in counts. */
export interface ListCounts {
  readonly sources: readonly SourceCounts[];
  readonly filter: FilterCounts;
}

/**
 * Counts what the rules of a collection let through, step by step, from what was last read of its sources.
 * @throws {ConnectorError} A group that the filter names could not be read.
 */
export async function countList(context: IngestContext, signal: AbortSignal): Promise<ListCounts> {
  const { tenantId, collection, stores } = context;
  const filter = createFilterCounts(collection.filter, await readFilterGroups(context, signal));
  const sources: SourceCounts[] = [];
  for (const source of context.sources) {
    const { sourceId } = source;
    const byRule: Partial<Record<Listing, number>> = {};
    let entries = 0;
    const { version } = await stores.sources.head(tenantId, sourceId);
    for await (const page of stores.sources.changes(tenantId, sourceId, 0, version)) {
      for (const { item } of page) {
        if (item === null) continue;
        entries += 1;
        const listing = source.kind === 'gal' ? explainListing(item, source.rules) : 'listed';
        byRule[listing] = (byRule[listing] ?? 0) + 1;
        if (listing === 'listed') filter.see({ sourceId, record: item });
      }
    }
    sources.push({ sourceId, entries, byRule });
  }
  return { sources, filter: filter.counts() };
}

/** Where every value of an item comes from, as its sources were last read; null: there is no such item. */
export async function explainCollectionItem(
  context: IngestContext,
  itemId: ItemId,
  signal: AbortSignal,
): Promise<{ readonly members: RecordGroup['members']; readonly fields: readonly FieldProvenance[] } | null> {
  const { collection } = context;
  const isOnList = createIsListed(context, await readFilterGroups(context, signal));
  const { groups } = await groupListed(context, await sourceVersions(context), isOnList);
  const group = Iterator.from(groups).find(
    (found) => found.itemId === itemId || found.members.some(({ recordId }) => recordId === itemId),
  );
  if (group === undefined) return null;
  const [found] = await membersOf(context, [group]);
  if (found === undefined) return null;
  const merged = mergeRecords(found[0], found[1], collection.merge);
  return { members: group.members, fields: explainItem(merged, collection.mapping) };
}
