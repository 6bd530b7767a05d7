import { canonicalJson } from '../sync/canonical-json.ts';
import { fieldNames } from '../sync/contact-fields.ts';
import type { ContactFields, FieldName, ItemId } from '../sync/items.ts';
import { type Mapping, mapRecord } from '../sync/mapping.ts';
import type { MappingProblem } from '../sync/mapping-problem.ts';
import { findPerson } from './explain-list.ts';
import type { IngestContext } from './ingest-context.ts';
import type { KeysOf } from './listed-items.ts';

/** One person before and after a mapping. */
export interface MappingPreview {
  /** What the sources say, before any rule, and what else they say that a rule can take. */
  readonly source: ContactFields;
  readonly extra: Readonly<Record<string, string>>;
  readonly before: ContactFields;
  readonly after: ContactFields;
  readonly changed: readonly FieldName[];
  /** Of the new mapping. */
  readonly problems: readonly MappingProblem[];
}

/**
 * Shows what a mapping, saved or not, makes of one person, beside what the collection's own makes.
 * @returns Null: there is no such person on the list.
 */
export async function previewMapping(
  context: IngestContext,
  itemId: ItemId,
  mapping: Mapping,
  keysOf: KeysOf,
  signal: AbortSignal,
): Promise<MappingPreview | null> {
  const person = await findPerson(context, itemId, signal, keysOf);
  if (person === null) return null;
  const { record } = person.merged;
  const before = mapRecord(record, context.collection.mapping).item.fields;
  const { item, problems } = mapRecord(record, mapping);
  const after = item.fields;
  const changed = fieldNames.filter(
    (name) => canonicalJson(before[name] ?? null) !== canonicalJson(after[name] ?? null),
  );
  return { source: record.fields, extra: record.extra, before, after, changed, problems };
}
