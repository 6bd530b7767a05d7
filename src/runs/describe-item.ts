import type { FieldName, Item, ItemId } from '../sync/items.ts';
import type { RecordRef } from '../sync/merging/group-records.ts';
import { explainItem } from '../sync/merging/provenance.ts';
import { textsOf } from '../sync/named-texts.ts';
import { normalizeFields } from '../sync/normalize.ts';
import type { SourceRecord } from '../sync/source-record.ts';
import { findPerson } from './explain-list.ts';
import type { IngestContext } from './ingest-context.ts';
import type { KeysOf } from './listed-items.ts';

/** Where the values of an item come from. */
export interface ItemDescription {
  readonly members: readonly RecordRef[];
  readonly provenance: readonly DescribedField[];
}

export interface DescribedField {
  readonly field: FieldName;
  /** As `FieldProvenance` has it. */
  readonly rule: 'taken' | 'fixed' | 'template' | 'shown-by';
  readonly value: unknown;
  readonly inputs: readonly { readonly name: string; readonly origins: readonly DescribedOrigin[] }[];
}

export interface DescribedOrigin {
  readonly sourceId: string;
  readonly recordId: ItemId;
  /** What the source says; of a list all of it, parted by commas; null: a value without a text. */
  readonly value: string | null;
}

/**
 * Tells which sources say what of an item, as they were last read. Of one that is on the list no more, nothing is told.
 */
export async function describeItem(
  context: IngestContext,
  { itemId, fields }: Item,
  keysOf: KeysOf,
  signal: AbortSignal,
): Promise<ItemDescription> {
  const person = await findPerson(context, itemId, signal, keysOf);
  if (person === null) return { members: [], provenance: [] };
  const { members, merged } = person;
  const records = new Map<string, SourceRecord>();
  for (const { sourceId, recordId } of members) {
    const entries = await context.stores.sources.entries(context.tenantId, sourceId, [recordId]);
    const record = entries.get(recordId)?.item ?? null;
    if (record !== null) records.set(JSON.stringify([sourceId, recordId]), record);
  }
  const spokenValue = ({ sourceId, recordId }: RecordRef, name: string): string | null => {
    const record = records.get(JSON.stringify([sourceId, recordId]));
    if (record === undefined) return null;
    const texts = textsOf({ fields: normalizeFields(record.fields), extra: record.extra }, name);
    return texts.length === 0 ? null : texts.join(', ');
  };
  const provenance = explainItem(merged, context.collection.mapping).map(({ field, rule, inputs }) => ({
    field,
    rule,
    value: fields[field],
    inputs: inputs.map(({ name, origins }) => ({
      name,
      origins: eachOnce(origins).map((origin) => ({ ...origin, value: spokenValue(origin, name) })),
    })),
  }));
  return { members, provenance };
}

/** Of a list there is an origin for each entry. */
function eachOnce(origins: readonly RecordRef[]): readonly RecordRef[] {
  return [...new Map(origins.map((origin) => [JSON.stringify([origin.sourceId, origin.recordId]), origin])).values()];
}
