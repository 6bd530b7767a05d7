import { isListed } from '../sync/gal-rules.ts';
import { hashItem } from '../sync/hashing.ts';
import type { ItemId } from '../sync/items.ts';
import type { HashedItem } from '../sync/log.ts';
import { mapRecord } from '../sync/mapping.ts';
import { ConnectorError } from './connector-error.ts';
import type { SyncDefinition } from './definition.ts';
import type { ContactSource, Cursor } from './ports.ts';
import { readOrSnapshot } from './read-or-snapshot.ts';
import type { Issue } from './stores.ts';

/** A page of the source, filtered, mapped and hashed. */
export interface MappedPage {
  /** Entries of the list; no tombstones. */
  readonly items: readonly HashedItem[];
  /** What the mapping could not do, by item. */
  readonly issues: readonly Issue[];
}

/** What a read that came to its end knows. */
export interface ReadEnd {
  readonly snapshot: boolean;
  readonly cursor: Cursor;
  /** Items that were on the list when last mentioned. */
  readonly listed: ReadonlySet<ItemId>;
  /** Items that were mentioned and are not on the list: removed, or excluded by the rules. */
  readonly unlisted: ReadonlySet<ItemId>;
}

/**
 * Reads a source to its end and hands over mapped pages as they come.
 *
 * An expired cursor is answered by a snapshot; `onPage` then sees items again, which is harmless.
 * @throws {ConnectorError} `invalid-answer` if the source ended without a cursor: that read is incomplete.
 */
export function readSource(
  source: ContactSource,
  cursor: Cursor | null,
  sync: SyncDefinition,
  hashKey: Uint8Array,
  onPage: (page: MappedPage) => Promise<void>,
  signal: AbortSignal,
): Promise<ReadEnd> {
  return readOrSnapshot(cursor, (from) => readOnce(source, from, sync, hashKey, onPage, signal));
}

async function readOnce(
  source: ContactSource,
  cursor: Cursor | null,
  sync: SyncDefinition,
  hashKey: Uint8Array,
  onPage: (page: MappedPage) => Promise<void>,
  signal: AbortSignal,
): Promise<ReadEnd> {
  const listed = new Set<ItemId>();
  const unlisted = new Set<ItemId>();
  const move = (itemId: ItemId, to: Set<ItemId>, from: Set<ItemId>) => {
    from.delete(itemId);
    to.add(itemId);
  };
  let next: Cursor | null = null;
  for await (const page of source.read(cursor, signal)) {
    const items: HashedItem[] = [];
    const issues: Issue[] = [];
    for (const itemId of page.removed) move(itemId, unlisted, listed);
    for (const record of page.records) {
      if (!isListed(record, sync.source.rules)) {
        move(record.itemId, unlisted, listed);
        continue;
      }
      move(record.itemId, listed, unlisted);
      const { item, problems } = mapRecord(record, sync.mapping);
      items.push({ itemId: item.itemId, contentHash: hashItem(item, hashKey), item });
      for (const { code, field, detail } of problems) {
        issues.push({ mailboxId: null, itemId: item.itemId, code, detail: `${field}: ${detail}` });
      }
    }
    await onPage({ items, issues });
    next = page.cursor;
  }
  if (next === null) {
    throw new ConnectorError({ code: 'invalid-answer', detail: 'the source ended without a cursor' });
  }
  return { snapshot: cursor === null, cursor: next, listed, unlisted };
}
