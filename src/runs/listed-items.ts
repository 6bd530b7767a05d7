import { compileFilter, groupsOf } from '../sync/filter/filter.ts';
import { isListed } from '../sync/gal-rules.ts';
import { hashItem } from '../sync/hashing.ts';
import type { ItemId } from '../sync/items.ts';
import type { HashedItem, Version } from '../sync/log.ts';
import { mapRecord } from '../sync/mapping.ts';
import {
  type AmbiguousMatch,
  createRecordGrouping,
  type GroupedRecords,
  type RecordGroup,
} from '../sync/merging/group-records.ts';
import { type MatchKeys, matchKeys } from '../sync/merging/match.ts';
import { mergeRecords, type SourcedRecord } from '../sync/merging/merge.ts';
import type { SourceRecord } from '../sync/source-record.ts';
import { ConnectorError } from './connector-error.ts';
import type { CollectionDefinition, SourceDefinition } from './definition.ts';
import { membersOfGroup } from './group-members.ts';
import type { IngestContext } from './ingest-context.ts';
import type { MailboxId } from './ports.ts';
import type { Issue } from './stores.ts';

/** Items of a collection as its sources have them now. */
export interface ListedPage {
  readonly items: readonly HashedItem[];
  /** Entries that were looked at and are not on the list. */
  readonly unlisted: readonly ItemId[];
  /** What could not be mapped or matched. */
  readonly issues: readonly Issue[];
}

/** Members of the groups that filters name. */
export type GroupMembers = ReadonlyMap<string, ReadonlySet<MailboxId>>;

/** Where a merge has read to: the version of each source's log. */
export type SourceVersions = Readonly<Record<string, Version>>;

export async function sourceVersions({
  tenantId,
  sources,
  stores,
}: Pick<IngestContext, 'tenantId' | 'sources' | 'stores'>): Promise<SourceVersions> {
  const versions: Record<string, Version> = {};
  for (const { sourceId } of sources) versions[sourceId] = (await stores.sources.head(tenantId, sourceId)).version;
  return versions;
}

/** Groups taken up at once. */
const groupsPerPage = 500;

/** Does the source's rule and the collection's filter let an entry onto the list? */
export type IsListed = (source: SourceDefinition, record: SourceRecord) => boolean;

/** @throws {FilterError} A filter that cannot be understood: never "everything" or "nothing". */
export function createIsListed({ collection }: Pick<IngestContext, 'collection'>, groups: GroupMembers): IsListed {
  const decide = compileFilter(collection.filter, groups);
  return (source, record) =>
    (source.kind !== 'gal' || isListed(record, source.rules)) && decide({ sourceId: source.sourceId, record }).listed;
}

/**
 * Reads the groups that the collection's filter names, by the first source whose directory knows them.
 * @throws {ConnectorError} One cannot be read completely: a filter is never applied to half a group.
 */
export async function readFilterGroups(context: IngestContext, signal: AbortSignal): Promise<GroupMembers> {
  const groups = new Map<string, ReadonlySet<MailboxId>>();
  for (const groupId of groupsOf(context.collection.filter)) {
    const directory = context.sources.map((source) => context.directoryOf(source)).find((found) => found !== null);
    if (directory === undefined || directory === null) {
      throw new ConnectorError({ code: 'not-found', detail: `no source has a directory to look for group ${groupId}` });
    }
    groups.set(groupId, await membersOfGroup(directory, groupId, signal));
  }
  return groups;
}

/** Items of what changed in the only source since a version. */
export async function* listChanged(
  context: IngestContext,
  source: SourceDefinition,
  since: Version,
  upTo: Version,
  isOnList: IsListed,
): AsyncIterable<ListedPage> {
  const toPage = await createMapper(context);
  const pages = context.stores.sources.changes(context.tenantId, source.sourceId, since, upTo);
  for await (const page of pages) {
    const listed: SourceRecord[] = [];
    const unlisted: ItemId[] = [];
    for (const { itemId, item } of page) {
      if (item !== null && isOnList(source, item)) listed.push(item);
      else unlisted.push(itemId);
    }
    yield { ...toPage(listed), unlisted };
  }
}

/** Tells what a record is recognised by. */
export type KeysOf = (record: SourceRecord, rules: Pick<CollectionDefinition, 'match' | 'mapping'>) => MatchKeys;

const keysNow: KeysOf = (record, { match, mapping }) => matchKeys(record, match, mapping.phones);

/** Finds out which entries of the sources that are on the list are the same person. */
export async function groupListed(
  { tenantId, collection, sources, stores }: Pick<IngestContext, 'tenantId' | 'collection' | 'sources' | 'stores'>,
  versions: SourceVersions,
  isOnList: IsListed,
  keysOf: KeysOf = keysNow,
): Promise<GroupedRecords> {
  const priority = sources.map(({ sourceId }) => sourceId);
  const grouping = createRecordGrouping(priority, collection.match.by);
  for (const source of sources) {
    const { sourceId } = source;
    for await (const page of stores.sources.changes(tenantId, sourceId, 0, versions[sourceId] ?? 0)) {
      for (const { itemId, item } of page) {
        if (item === null || !isOnList(source, item)) continue;
        grouping.add({ sourceId, recordId: itemId, keys: keysOf(item, collection) });
      }
    }
  }
  return grouping.group();
}

/** Items of all entries of several sources, the same person's merged into one. */
export async function* listMerged(
  context: IngestContext,
  { groups, ambiguous }: GroupedRecords,
): AsyncIterable<ListedPage> {
  const toPage = await createMapper(context);
  for (const matches of inPages(ambiguous)) yield { items: [], unlisted: [], issues: matches.map(toIssue) };
  for (const page of inPages(groups)) {
    const members = await membersOf(context, page);
    yield {
      ...toPage(members.map(([itemId, records]) => mergeRecords(itemId, records, context.collection.merge).record)),
      unlisted: [],
    };
  }
}

function* inPages<T>(all: Iterable<T>): Iterable<readonly T[]> {
  let page: T[] = [];
  for (const one of all) {
    page.push(one);
    if (page.length < groupsPerPage) continue;
    yield page;
    page = [];
  }
  if (page.length > 0) yield page;
}

/** The records of groups, in the order of their members. One that is gone by now is left out: the next merge sees it. */
export async function membersOf(
  { tenantId, stores }: Pick<IngestContext, 'tenantId' | 'stores'>,
  groups: readonly RecordGroup[],
): Promise<readonly (readonly [ItemId, readonly SourcedRecord[]])[]> {
  const idsBySource = new Map<string, ItemId[]>();
  for (const { sourceId, recordId } of groups.flatMap((group) => group.members)) {
    const ids = idsBySource.get(sourceId);
    if (ids === undefined) idsBySource.set(sourceId, [recordId]);
    else ids.push(recordId);
  }
  const entries = new Map<string, Awaited<ReturnType<typeof stores.sources.entries>>>();
  for (const [sourceId, ids] of idsBySource) {
    entries.set(sourceId, await stores.sources.entries(tenantId, sourceId, ids));
  }
  return groups.flatMap(({ itemId, members }) => {
    const records = members.flatMap(({ sourceId, recordId }) => {
      const record = entries.get(sourceId)?.get(recordId)?.item ?? null;
      return record === null ? [] : [{ sourceId, record }];
    });
    return records.length === 0 ? [] : [[itemId, records] as const];
  });
}

/** Maps records to hashed items, and tells what the mapping could not do. */
async function createMapper({ tenantId, collection, vault }: IngestContext) {
  const hashKey = (await vault.forTenant(tenantId)).deriveKey('content-hash');
  return (records: readonly SourceRecord[]): Pick<ListedPage, 'items' | 'issues'> => {
    const issues: Issue[] = [];
    const items = records.map((record): HashedItem => {
      const mapped = mapRecord(record, collection.mapping);
      const item = record.photo === undefined ? mapped.item : { ...mapped.item, photo: record.photo };
      for (const { code, field, detail } of mapped.problems) {
        issues.push({ mailboxId: null, itemId: item.itemId, code, detail: `${field}: ${detail}` });
      }
      return { itemId: item.itemId, contentHash: hashItem(item, hashKey), item };
    });
    return { items, issues };
  };
}

/** Ids of so many are named where records may be one person, but cannot be told from others. */
const idsNamed = 10;

function toIssue({ by, members }: AmbiguousMatch): Issue {
  const ids = members.map(({ recordId }) => recordId);
  const rest = ids.length > idsNamed ? ` and ${ids.length - idsNamed} more` : '';
  const detail = `${by}: ${ids.slice(0, idsNamed).join(', ')}${rest}`;
  return { mailboxId: null, itemId: ids[0] ?? null, code: 'match-ambiguous', detail };
}
