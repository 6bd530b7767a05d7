import type { Cursor, SourcePage } from '../../runs/ports.ts';
import type { ItemId } from '../../sync/items.ts';
import type { SourceRecord } from '../../sync/source-record.ts';

/** An entry of the directory, as every kind of them comes in a delta. */
export interface DirectoryEntry {
  readonly id: string;
  readonly '@removed'?: object | null | undefined;
}

/** A page of a source. Within a page as within a read the last entry of an id wins. */
export function toSourcePage<T extends DirectoryEntry>(
  entries: readonly T[],
  cursor: Cursor | null,
  toRecord: (entry: T) => SourceRecord,
): SourcePage {
  const records = new Map<ItemId, SourceRecord>();
  const removed = new Set<ItemId>();
  for (const entry of entries) {
    records.delete(entry.id);
    removed.delete(entry.id);
    if (entry['@removed']) removed.add(entry.id);
    else records.set(entry.id, toRecord(entry));
  }
  return { records: [...records.values()], removed: [...removed], cursor };
}
