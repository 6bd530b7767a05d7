import { z } from 'zod';
import { guardList } from '../sync/guards.ts';
import { hashDefinition } from '../sync/hashing.ts';
import type { ItemId } from '../sync/items.ts';
import type { HashedItem, Version } from '../sync/log.ts';
import { type ApprovedCount, type HeldChanges, isApproved } from './held-changes.ts';
import type { IngestContext } from './ingest-context.ts';
import {
  createIsListed,
  type GroupMembers,
  type ListedPage,
  listChanged,
  listMerged,
  readFilterGroups,
  type SourceVersions,
} from './listed-items.ts';
import type { LogHead } from './stores.ts';

/** What a person approved of a held run, as far as the list goes. */
export interface ApprovedList {
  readonly deletes: ApprovedCount;
  readonly changes: ApprovedCount;
}

/** What came of merging sources into a collection. */
export interface Merged {
  /** Version of the collection's head afterwards. */
  readonly version: Version;
  readonly changes: number;
  readonly deletesHeld: number;
  readonly changesHeld: number;
}

const nothingChanged = { changes: 0, deletesHeld: 0, changesHeld: 0 };

/**
 * Merges the sources' logs into the collection: chooses, combines, maps, and appends what really changed.
 *
 * One source is followed by its changes. Several are merged anew as a whole when one of them changed, because any change
 * may match differently. Groups that filters name are read each time: they change without a record changing.
 * @throws {ConnectorError} A group that a filter names could not be read.
 * @see docs/sync-model.md#collections
 */
export async function ingestCollection(
  context: IngestContext,
  approved: ApprovedList,
  held: HeldChanges,
  signal: AbortSignal,
): Promise<Merged> {
  const { tenantId, collection, sources, stores } = context;
  const { collectionId, guards } = collection;
  const before = await stores.collections.head(tenantId, collectionId);
  const groups = await readFilterGroups(context, signal);
  const definitionHash = definitionHashOf(context, groups);
  const versions = await sourceVersions(context);
  const since = before.definitionHash === definitionHash ? readVersions(before.cursor) : null;
  const complete = (snapshot: boolean) =>
    stores.collections.completeRead(tenantId, collectionId, {
      cursor: JSON.stringify(versions),
      definitionHash,
      readAt: context.now(),
      snapshot,
    });
  if (since !== null && sources.every(({ sourceId }) => since[sourceId] === versions[sourceId])) {
    await complete(false);
    return { version: before.version, ...nothingChanged };
  }

  const isOnList = createIsListed(context, groups);
  const [only, ...others] = sources;
  const follows = only !== undefined && others.length === 0;
  const from = follows ? (since?.[only.sourceId] ?? null) : null;
  const pages = follows
    ? listChanged(context, only, from ?? 0, versions[only.sourceId] ?? 0, isOnList)
    : listMerged(context, versions, isOnList);
  const found = await findChanges(context, before, pages, from === null);
  const verdict = guardList(
    {
      known: before.itemCount,
      added: found.added.length,
      changed: found.changed.length,
      removed: found.gone.length,
      readEmpty: from === null && found.listed === 0,
    },
    guards,
    {
      deletes: isApproved(found.gone.length, approved.deletes),
      changes: isApproved(found.added.length + found.changed.length, approved.changes),
    },
  );
  let { version } = before;
  let changes = 0;
  const append = async (items: readonly HashedItem[]) => {
    if (items.length > 0) version = await stores.collections.append(tenantId, collectionId, items);
    changes += items.length;
  };
  let changesHeld = 0;
  for (const [name, items] of [
    ['added', found.added],
    ['changed', found.changed],
  ] as const) {
    const { [name]: judged } = verdict;
    if (judged.kind === 'pass') await append(items);
    else {
      changesHeld += items.length;
      held.note(
        judged.guard,
        name,
        items.map(({ itemId, contentHash }) => `${itemId}|${contentHash}`),
      );
    }
  }
  if (verdict.removed.kind === 'pass')
    await append(found.gone.map((itemId) => ({ itemId, contentHash: '', item: null })));
  else held.note(verdict.removed.guard, 'removed', found.gone);
  const deletesHeld = verdict.removed.kind === 'pass' ? 0 : found.gone.length;
  if (deletesHeld + changesHeld === 0) await complete(from === null);
  return { version, changes, deletesHeld, changesHeld };
}

interface FoundChanges {
  /** Items that are on the list, of those that were looked at. */
  readonly listed: number;
  readonly added: readonly HashedItem[];
  readonly changed: readonly HashedItem[];
  readonly gone: readonly ItemId[];
}

/** Compares what is listed with the collection, and notes what could not be mapped in what changed. */
async function findChanges(
  context: IngestContext,
  before: LogHead,
  pages: AsyncIterable<ListedPage>,
  whole: boolean,
): Promise<FoundChanges> {
  const { tenantId, collection, stores } = context;
  const { collectionId } = collection;
  const added: HashedItem[] = [];
  const changed: HashedItem[] = [];
  const listed = new Set<ItemId>();
  const unlisted = new Set<ItemId>();
  for await (const page of pages) {
    const ids = page.items.map((item) => item.itemId);
    const known = await stores.collections.hashes(tenantId, collectionId, ids);
    const news = new Set<ItemId>();
    for (const item of page.items) {
      listed.add(item.itemId);
      unlisted.delete(item.itemId);
      const hash = known.get(item.itemId) ?? '';
      if (hash === item.contentHash) continue;
      news.add(item.itemId);
      (hash === '' ? added : changed).push(item);
    }
    for (const itemId of page.unlisted) {
      listed.delete(itemId);
      unlisted.add(itemId);
    }
    const isNews = (itemId: ItemId | null) => itemId === null || news.has(itemId) || page.items.length === 0;
    await context.note(page.issues.filter((issue) => isNews(issue.itemId)));
  }
  const gone: ItemId[] = [];
  if (whole && before.itemCount > 0) {
    for await (const page of stores.collections.itemIds(tenantId, collectionId)) {
      for (const itemId of page) if (!listed.has(itemId)) gone.push(itemId);
    }
  } else {
    const known = await stores.collections.hashes(tenantId, collectionId, [...unlisted]);
    for (const itemId of unlisted) if ((known.get(itemId) ?? '') !== '') gone.push(itemId);
  }
  return { listed: listed.size, added, changed, gone };
}

/** Changes when the same sources would give other items. */
function definitionHashOf({ collection, sources }: IngestContext, groups: GroupMembers): string {
  const { guards: _, ...rules } = collection;
  const members = [...groups].map(([groupId, ids]) => [groupId, [...ids].sort()]);
  return hashDefinition({
    rules,
    sources: sources.map((source) => (source.kind === 'gal' ? source.rules : null)),
    members,
  });
}

async function sourceVersions({ tenantId, sources, stores }: IngestContext): Promise<SourceVersions> {
  const versions: Record<string, Version> = {};
  for (const { sourceId } of sources) versions[sourceId] = (await stores.sources.head(tenantId, sourceId)).version;
  return versions;
}

const versionsSchema = z.record(z.string(), z.number());

function readVersions(cursor: string | null): SourceVersions | null {
  return cursor === null ? null : versionsSchema.parse(JSON.parse(cursor));
}
