import { createFilterCounts, type FilterCounts } from '../sync/filter/filter.ts';
import { explainListing, type Listing } from '../sync/gal-rules.ts';
import type { ItemId } from '../sync/items.ts';
import type { RecordGroup } from '../sync/merging/group-records.ts';
import { type MergedRecord, mergeRecords } from '../sync/merging/merge.ts';
import { explainItem, type FieldProvenance } from '../sync/merging/provenance.ts';
import type { IngestContext } from './ingest-context.ts';
import {
  createIsListed,
  groupListed,
  type IsListed,
  type KeysOf,
  membersOf,
  readFilterGroups,
  sourceVersions,
} from './listed-items.ts';

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

/** What the sources say of a person, and who says it. */
export interface FoundPerson {
  readonly members: RecordGroup['members'];
  /** Before any rule of the mapping. */
  readonly merged: MergedRecord;
}

/**
 * A person of a collection by the id of the item, or of one of the entries that it is made of, as its sources were last
 * read; null: there is no such person on the list.
 */
export async function findPerson(
  context: IngestContext,
  id: ItemId,
  signal: AbortSignal,
  keysOf?: KeysOf,
): Promise<FoundPerson | null> {
  const group = await findGroup(context, id, createIsListed(context, await readFilterGroups(context, signal)), keysOf);
  if (group === null) return null;
  const [found] = await membersOf(context, [group]);
  if (found === undefined) return null;
  return { members: group.members, merged: mergeRecords(found[0], found[1], context.collection.merge) };
}

async function findGroup(
  context: IngestContext,
  id: ItemId,
  isOnList: IsListed,
  keysOf: KeysOf | undefined,
): Promise<RecordGroup | null> {
  const [first, ...others] = context.sources;
  if (first !== undefined && others.length === 0) {
    // Entries of one source are never the same person (row C1).
    const entry = (await context.stores.sources.entries(context.tenantId, first.sourceId, [id])).get(id)?.item ?? null;
    if (entry === null || !isOnList(first, entry)) return null;
    return { itemId: id, members: [{ sourceId: first.sourceId, recordId: id }] };
  }
  const { groups } = await groupListed(context, await sourceVersions(context), isOnList, keysOf);
  for (const group of groups) {
    if (group.itemId === id || group.members.some(({ recordId }) => recordId === id)) return group;
  }
  return null;
}

/** Where every value of an item comes from, as its sources were last read; null: there is no such item. */
export async function explainCollectionItem(
  context: IngestContext,
  itemId: ItemId,
  signal: AbortSignal,
): Promise<{ readonly members: RecordGroup['members']; readonly fields: readonly FieldProvenance[] } | null> {
  const person = await findPerson(context, itemId, signal);
  if (person === null) return null;
  return { members: person.members, fields: explainItem(person.merged, context.collection.mapping) };
}
