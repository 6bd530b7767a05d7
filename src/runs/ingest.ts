import { decideChanges } from '../sync/changes.ts';
import { guardRead } from '../sync/guards.ts';
import { hashDefinition } from '../sync/hashing.ts';
import type { ItemId } from '../sync/items.ts';
import type { HashedItem, Version } from '../sync/log.ts';
import type { RunContext } from './context.ts';
import type { SyncDefinition } from './definition.ts';
import type { Cursor } from './ports.ts';
import type { OnProgress } from './progress.ts';
import { type MappedPage, type ReadEnd, readSource } from './read-source.ts';
import type { CollectionHead, CollectionStore } from './stores.ts';

export interface IngestResult {
  /** Version of the collection's head afterwards. */
  readonly version: Version;
  readonly records: number;
  readonly changes: number;
  readonly snapshot: boolean;
  /** Deletes that a guard holds; the cursor has not moved then, so the next read sees them again. */
  readonly deletesHeld: number;
  readonly heldBy: string | null;
  readonly issues: number;
}

/** Which deletes a person approved: no more than they saw. */
export type ApprovedDeletes = number;

/**
 * Where the next read of a source starts: null (a snapshot) if nothing was read yet, if definition or mapping
 * changed, or if the last snapshot is old.
 */
export function readFrom(
  head: CollectionHead,
  sync: SyncDefinition,
  now: string,
  snapshotEveryMs: number,
): Cursor | null {
  if (head.definitionHash !== definitionHashOf(sync) || head.snapshotAt === null) return null;
  if (Date.parse(now) - Date.parse(head.snapshotAt) > snapshotEveryMs) return null;
  return head.cursor;
}

/** Changes when a read of the same source would give other items. */
export function definitionHashOf(sync: SyncDefinition): string {
  return hashDefinition({ source: sync.source, mapping: sync.mapping });
}

/**
 * Reads the source and appends what really changed to the collection.
 *
 * Creates and updates are appended as pages come; deletes only after a complete read and past the guards; the cursor
 * moves last.
 * @throws {ConnectorError} The read broke: nothing was deleted, the cursor stands.
 * @see docs/sync-model.md#runs, rows I1-I7
 */
export async function ingest(
  context: RunContext,
  runId: string,
  approved: ApprovedDeletes,
  onProgress: OnProgress,
  signal: AbortSignal,
): Promise<IngestResult> {
  const { tenantId, sync, stores, connector } = context;
  const { collections } = stores;
  const collectionId = sync.syncId;
  const before = await collections.head(tenantId, collectionId);
  const hashKey = (await context.vault.forTenant(tenantId)).deriveKey('content-hash');
  let version = before.version;
  let records = 0;
  let changes = 0;
  let issues = 0;

  const append = async (items: readonly HashedItem[]): Promise<ReadonlySet<ItemId>> => {
    const known = await collections.hashes(tenantId, collectionId, ids(items));
    const real = decideChanges(known, items);
    if (real.length > 0) version = await collections.append(tenantId, collectionId, real);
    changes += real.length;
    return new Set(ids(real));
  };
  const onPage = async (page: MappedPage) => {
    const changed = await append(page.items);
    const news = page.issues.filter((issue) => issue.itemId !== null && changed.has(issue.itemId));
    if (news.length > 0) await stores.runs.addIssues(tenantId, runId, news);
    issues += news.length;
    records += page.items.length;
    onProgress({ kind: 'reading', records });
  };

  const from = readFrom(before, sync, context.now(), context.settings.snapshotEveryMs);
  const end = await readSource(connector.source, from, sync, hashKey, onPage, signal);
  const gone = await leavers(collections, tenantId, collectionId, end);
  const verdict = guardRead(
    {
      complete: true,
      snapshot: end.snapshot,
      recordCount: end.listed.size,
      knownCount: before.itemCount,
      removedCount: gone.length,
    },
    sync.guards,
    approved > 0 && gone.length <= approved,
  );
  const result = (held: number, heldBy: string | null): IngestResult => {
    onProgress({ kind: 'read', records, changes, snapshot: end.snapshot });
    return { version, records, changes, snapshot: end.snapshot, deletesHeld: held, heldBy, issues };
  };
  switch (verdict.kind) {
    case 'hold':
      return result(gone.length, verdict.guard);
    case 'no-deletes':
      return result(gone.length, verdict.reason);
    case 'pass':
      await append(gone.map((itemId) => ({ itemId, contentHash: '', item: null })));
      await collections.completeRead(tenantId, collectionId, {
        cursor: end.cursor,
        definitionHash: definitionHashOf(sync),
        readAt: context.now(),
        snapshot: end.snapshot,
      });
      return result(0, null);
  }
}

/** Items of the collection that are no longer on the list: after a snapshot all it did not name, after changes those named as gone. */
export async function leavers(
  collections: Pick<CollectionStore, 'itemIds' | 'hashes'>,
  tenantId: string,
  collectionId: string,
  end: ReadEnd,
): Promise<readonly ItemId[]> {
  if (!end.snapshot) {
    const unlisted = [...end.unlisted];
    const known = await collections.hashes(tenantId, collectionId, unlisted);
    return unlisted.filter((itemId) => (known.get(itemId) ?? '') !== '');
  }
  const gone: ItemId[] = [];
  for await (const page of collections.itemIds(tenantId, collectionId)) {
    for (const itemId of page) if (!end.listed.has(itemId)) gone.push(itemId);
  }
  return gone;
}

const ids = (items: readonly HashedItem[]): readonly ItemId[] => items.map((item) => item.itemId);
