import { z } from 'zod';
import { guardList, type ListVerdict } from '../sync/guards.ts';
import { hashDefinition } from '../sync/hashing.ts';
import type { HashedItem, Version } from '../sync/log.ts';
import type { TenantId } from '../tenants/ports.ts';
import { compareList } from './compare-list.ts';
import type { SyncDefinition } from './definition.ts';
import { type ApprovedCount, type HeldChanges, isApproved } from './held-changes.ts';
import type { IngestContext } from './ingest-context.ts';
import {
  createIsListed,
  type GroupMembers,
  groupListed,
  type IsListed,
  listChanged,
  listMerged,
  readFilterGroups,
  type SourceVersions,
  sourceVersions,
} from './listed-items.ts';
import type { CollectionStore } from './stores.ts';

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
  const [first, ...others] = sources;
  const only = others.length === 0 ? first : undefined;
  const from = only === undefined ? null : (since?.[only.sourceId] ?? null);
  const openPages = only
    ? () => listChanged(context, only, from ?? 0, versions[only.sourceId] ?? 0, isOnList)
    : await groupedPages(context, versions, isOnList);
  const look = await compareList(context, openPages, from === null);
  const verdict = guardList(
    { known: before.itemCount, ...look.counts, readEmpty: from === null && look.listed === 0 },
    guards,
    {
      deletes: isApproved(look.counts.removed, approved.deletes),
      changes: isApproved(look.counts.added + look.counts.changed, approved.changes),
    },
  );
  // In this order, so that of several guards the first one is named.
  for (const part of ['added', 'changed', 'removed'] as const) {
    const { [part]: judged } = verdict;
    if (judged.kind === 'hold') held.note(judged.guard, part, []);
  }
  let { version } = before;
  let changes = 0;
  const take = async (part: keyof ListVerdict, items: readonly HashedItem[]) => {
    const { [part]: judged } = verdict;
    if (judged.kind === 'hold') {
      const ids = items.map(({ itemId, contentHash }) => `${itemId}|${contentHash}`);
      held.note(judged.guard, part, ids);
    } else if (items.length > 0) {
      version = await stores.collections.append(tenantId, collectionId, items);
      changes += items.length;
    }
  };
  for await (const { added, changed } of look.news()) {
    await take('added', added);
    await take('changed', changed);
  }
  for await (const page of look.gone()) {
    await take(
      'removed',
      page.map((itemId) => ({ itemId, contentHash: '', item: null })),
    );
  }
  const heldOf = (part: keyof ListVerdict) => (verdict[part].kind === 'hold' ? look.counts[part] : 0);
  const deletesHeld = heldOf('removed');
  const changesHeld = heldOf('added') + heldOf('changed');
  if (deletesHeld + changesHeld === 0) await complete(from === null);
  return { version, changes, deletesHeld, changesHeld };
}

const dayMs = 24 * 3_600_000;

/** Puts tombstones whose time of grace is over before replicas again. @returns The new head, or the version if none is kept for a time. */
export async function ripenCollection(
  { tenantId, sync, now }: { readonly tenantId: TenantId; readonly sync: SyncDefinition; readonly now: () => string },
  collections: Pick<CollectionStore, 'ripen'>,
  version: Version,
): Promise<Version> {
  const { collectionId, deletes } = sync;
  if (deletes.kind !== 'keep-days') return version;
  const goneBefore = new Date(Date.parse(now()) - deletes.days * dayMs).toISOString();
  return collections.ripen(tenantId, collectionId, deletes.days, goneBefore);
}

async function groupedPages(context: IngestContext, versions: SourceVersions, isOnList: IsListed) {
  const grouped = await groupListed(context, versions, isOnList);
  return () => listMerged(context, grouped);
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

const versionsSchema = z.record(z.string(), z.number());

function readVersions(cursor: string | null): SourceVersions | null {
  return cursor === null ? null : versionsSchema.parse(JSON.parse(cursor));
}
