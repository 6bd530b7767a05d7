import { decideChanges } from '../sync/changes.ts';
import { guardRead } from '../sync/guards.ts';
import { hashDefinition, hashRecord } from '../sync/hashing.ts';
import type { ItemId } from '../sync/items.ts';
import type { Hashed } from '../sync/log.ts';
import type { SourceRecord } from '../sync/source-record.ts';
import { ConnectorError } from './connector-error.ts';
import type { SourceDefinition } from './definition.ts';
import { type ApprovedCount, type HeldChanges, isApproved } from './held-changes.ts';
import type { IngestContext } from './ingest-context.ts';
import type { Cursor, SourcePage } from './ports.ts';
import { readOrSnapshot } from './read-or-snapshot.ts';
import { countAll, createSeenIds, entriesThatLeft, type SeenIds } from './seen-ids.ts';
import type { Issue, LogHead } from './stores.ts';

/** What came of reading one source. */
export interface SourceRead {
  readonly records: number;
  readonly changes: number;
  readonly snapshot: boolean;
  /** Entries that are gone and that a guard keeps; the cursor has not moved then, so the next read sees them again. */
  readonly held: number;
}

/** Who is told what of a read while it goes on. */
export interface ReadListener {
  /** So many records were read so far. */
  onRecords(records: number): void;
  /** Some entries are gone, and are about to leave the log. */
  onGone(itemIds: readonly ItemId[]): Promise<void>;
}

/**
 * Reads a source and appends what really changed to its log.
 *
 * New and changed entries are appended as pages come; entries that are gone only after a complete read and past the
 * guards; the cursor moves last.
 * @throws {ConnectorError} The read broke: nothing was taken away, the cursor stands.
 * @see docs/sync-model.md#ingest
 */
export async function ingestSource(
  context: IngestContext,
  source: SourceDefinition,
  approved: ApprovedCount,
  held: HeldChanges,
  { onRecords, onGone }: ReadListener,
  signal: AbortSignal,
): Promise<SourceRead> {
  const { tenantId, stores } = context;
  const { sourceId } = source;
  const hashKey = (await context.vault.forTenant(tenantId)).deriveKey('content-hash');
  const before = await stores.sources.head(tenantId, sourceId);
  let records = 0;
  let changes = 0;

  const append = async (entries: readonly Hashed<SourceRecord>[]) => {
    const known = await stores.sources.hashes(
      tenantId,
      sourceId,
      entries.map((entry) => entry.itemId),
    );
    const real = decideChanges(known, entries);
    if (real.length > 0) await stores.sources.append(tenantId, sourceId, real);
    changes += real.length;
  };
  const take = async (page: SourcePage) => {
    const withPhotos = photoPixelsOf(source) === null ? [] : page.records.map((record) => record.itemId);
    const photos = await stores.photos.photos(tenantId, sourceId, withPhotos);
    await append(
      page.records.map((record) => {
        const photo = photos.get(record.itemId)?.hash ?? null;
        const item = photo === null ? record : { ...record, photo };
        return { itemId: record.itemId, contentHash: hashRecord(item, hashKey), item };
      }),
    );
    if (page.problems !== undefined) await context.note(page.problems.map(toIssue));
    records += page.records.length;
    onRecords(records);
  };

  const definitionHash = readingHashOf(source);
  const from = readFrom(before, definitionHash, context.now(), context.settings.snapshotEveryMs);
  const end = await readOrSnapshot(from, (cursor) => readOnce(context, source, cursor, take, signal));
  // All that was seen is in the log by now: with as many entries, nothing else is.
  const { itemCount } = await stores.sources.head(tenantId, sourceId);
  const isSame = itemCount === end.seen.countThere();
  // Twice, as there may be many: first how many, for the guards, then which.
  const gone = () => (isSame ? noPages() : entriesThatLeft(stores.sources, tenantId, sourceId, end.seen, end.snapshot));
  const removedCount = await countAll(gone());
  const verdict = guardRead(
    {
      complete: true,
      snapshot: end.snapshot,
      recordCount: end.seen.countThere(),
      knownCount: before.itemCount,
      removedCount,
    },
    context.collection.guards,
    isApproved(removedCount, approved),
  );
  const hold = async (by: string): Promise<SourceRead> => {
    const part = `source ${sourceId}`;
    held.note(by, part, []);
    for await (const page of gone()) held.note(by, part, page);
    return { records, changes, snapshot: end.snapshot, held: removedCount };
  };
  switch (verdict.kind) {
    case 'hold':
      return hold(verdict.guard);
    case 'no-deletes':
      return hold(verdict.reason);
    case 'pass':
      for await (const page of gone()) {
        await onGone(page);
        await append(page.map((itemId) => ({ itemId, contentHash: '', item: null })));
      }
      await stores.sources.completeRead(tenantId, sourceId, {
        cursor: end.cursor,
        definitionHash,
        readAt: context.now(),
        snapshot: end.snapshot,
      });
      return { records, changes, snapshot: end.snapshot, held: 0 };
  }
}

async function* noPages(): AsyncIterable<never> {}

/** How large photos of the source's people are; null: it brings none. */
export function photoPixelsOf(source: SourceDefinition): number | null {
  return source.kind === 'gal' || source.kind === 'group' ? source.photoPixels : null;
}

/** Changes when a read would bring other entries; rules that only choose among them are applied later. */
export function readingHashOf(source: SourceDefinition): string {
  if (source.kind !== 'gal') return hashDefinition(source);
  const { rules: _, ...reading } = source;
  return hashDefinition(reading);
}

/**
 * Where the next read of a source starts: null (a snapshot) if nothing was read yet, if its definition changed, or if
 * the last snapshot is old.
 */
export function readFrom(head: LogHead, definitionHash: string, now: string, snapshotEveryMs: number): Cursor | null {
  if (head.definitionHash !== definitionHash || head.snapshotAt === null) return null;
  if (Date.parse(now) - Date.parse(head.snapshotAt) > snapshotEveryMs) return null;
  return head.cursor;
}

/** Ids of entries are the services' own, and unique among all, but for those that a list made up for itself. */
export function entryId({ kind, sourceId }: SourceDefinition, itemId: ItemId): ItemId {
  return kind === 'csv' || kind === 'mailbox-folder' ? `${sourceId}:${itemId}` : itemId;
}

/** What a read that came to its end knows. */
interface ReadEnd {
  readonly snapshot: boolean;
  readonly cursor: Cursor;
  readonly seen: SeenIds;
}

async function readOnce(
  context: IngestContext,
  source: SourceDefinition,
  cursor: Cursor | null,
  take: (page: SourcePage) => Promise<void>,
  signal: AbortSignal,
): Promise<ReadEnd> {
  const seen = createSeenIds();
  let next: Cursor | null = null;
  for await (const page of context.openSource(source).read(cursor, signal)) {
    const records = page.records.map((record) => ({ ...record, itemId: entryId(source, record.itemId) }));
    for (const itemId of page.removed) seen.see(entryId(source, itemId), false);
    for (const { itemId } of records) seen.see(itemId, true);
    await take({ ...page, records });
    next = page.cursor;
  }
  if (next === null) {
    throw new ConnectorError({ code: 'invalid-answer', detail: `source ${source.sourceId} ended without a cursor` });
  }
  return { snapshot: cursor === null, cursor: next, seen };
}

function toIssue({ itemId, code, detail }: { itemId: ItemId | null; code: string; detail: string }): Issue {
  return { mailboxId: null, itemId, code, detail };
}
