import { mapRecord } from '../sync/mapping.ts';
import type { RecordGroup } from '../sync/merging/group-records.ts';
import { mergeRecords, type SourcedRecord } from '../sync/merging/merge.ts';
import type { SourceRecord } from '../sync/source-record.ts';
import { matchesSearch } from '../sync/text-search.ts';
import { countList, type ListCounts } from './explain-list.ts';
import type { IngestContext } from './ingest-context.ts';
import { searchedTexts } from './item-index.ts';
import { type ItemSummary, summarizeItem } from './item-summary.ts';
import {
  createIsListed,
  groupListed,
  type KeysOf,
  membersOf,
  readFilterGroups,
  sourceVersions,
} from './listed-items.ts';

/** A collection as it would be by rules that need not be saved. */
export interface CollectionPreview extends ListCounts {
  /** People on the list, each once. */
  readonly items: number;
  readonly sample: readonly ItemSummary[];
  /** Those of several entries, and the first of them. */
  readonly combined: { readonly people: number; readonly sample: readonly ItemSummary[] };
  /** Sources of which nothing is known yet. */
  readonly unread: readonly string[];
}

const sampleSize = 20;
const combinedShown = 10;
const groupsPerPage = 200;

/**
 * Counts what rules let through and shows some of it, from what was last read of the sources. Nothing is kept.
 * @param search Shows those that it means instead of the first.
 * @throws {ConnectorError} A group that the filter names could not be read.
 */
export async function previewCollection(
  context: IngestContext,
  search: string,
  keysOf: KeysOf,
  signal: AbortSignal,
): Promise<CollectionPreview> {
  const counts = await countList(context, signal);
  const unread: string[] = [];
  for (const { sourceId } of context.sources) {
    if ((await context.stores.sources.head(context.tenantId, sourceId)).version === 0) unread.push(sourceId);
  }
  const list = await listedGroups(context, keysOf, signal);
  const sample: ItemSummary[] = [];
  const combined: RecordGroup[] = [];
  let items = 0;
  let combinedPeople = 0;
  let page: RecordGroup[] = [];
  const show = async () => {
    for (const [itemId, records] of await membersOf(context, page)) {
      if (sample.length < sampleSize && records.some(({ record }) => isMeant(search, record))) {
        sample.push(summarizeItem(itemOf(context, itemId, records)));
      }
    }
    page = [];
  };
  for (const group of list) {
    items += 1;
    if (group.members.length > 1) {
      combinedPeople += 1;
      if (combined.length < combinedShown) combined.push(group);
    }
    if (sample.length >= sampleSize) continue;
    page.push(group);
    if (page.length === groupsPerPage) await show();
  }
  if (page.length > 0) await show();
  const shown: ItemSummary[] = [];
  for (const [itemId, records] of await membersOf(context, combined)) {
    shown.push(summarizeItem(itemOf(context, itemId, records)));
  }
  return { ...counts, items, sample, combined: { people: combinedPeople, sample: shown }, unread };
}

/** The people on the list; of one source each entry is one (row C1). */
async function listedGroups(
  context: IngestContext,
  keysOf: KeysOf,
  signal: AbortSignal,
): Promise<Iterable<RecordGroup>> {
  const isOnList = createIsListed(context, await readFilterGroups(context, signal));
  const versions = await sourceVersions(context);
  const [first, ...others] = context.sources;
  if (first === undefined) return [];
  if (others.length > 0) return (await groupListed(context, versions, isOnList, keysOf)).groups;
  const { sourceId } = first;
  const groups: RecordGroup[] = [];
  for await (const page of context.stores.sources.changes(context.tenantId, sourceId, 0, versions[sourceId] ?? 0)) {
    for (const { itemId, item } of page) {
      if (item !== null && isOnList(first, item)) groups.push({ itemId, members: [{ sourceId, recordId: itemId }] });
    }
  }
  return groups;
}

function isMeant(search: string, { fields }: SourceRecord): boolean {
  return search === '' || matchesSearch(search, searchedTexts(fields));
}

function itemOf({ collection }: IngestContext, itemId: string, records: readonly SourcedRecord[]) {
  const { record } = mergeRecords(itemId, records, collection.merge);
  const { item } = mapRecord(record, collection.mapping);
  return record.photo === undefined ? item : { ...item, photo: record.photo };
}
