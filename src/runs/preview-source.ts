import { addressFields, addressParts, fieldNames } from '../sync/contact-fields.ts';
import { explainListing, type Listing } from '../sync/gal-rules.ts';
import { type Mapping, mapRecord } from '../sync/mapping.ts';
import { textsOf } from '../sync/named-texts.ts';
import type { SourceRecord } from '../sync/source-record.ts';
import { ConnectorError } from './connector-error.ts';
import type { SourceDefinition } from './definition.ts';
import type { IngestContext } from './ingest-context.ts';
import { entryId, readingHashOf } from './ingest-source.ts';
import { type ItemSummary, summarizeItem } from './item-summary.ts';
import type { LogPages } from './log-cache.ts';
import type { SourceProblem } from './ports.ts';

/** What a source gives, saved or not. */
export interface SourcePreview {
  readonly entries: number;
  /** False: these are the first ones only. */
  readonly complete: boolean;
  readonly byRule: Readonly<Partial<Record<Listing, number>>>;
  readonly sample: readonly ItemSummary[];
  /** Fields, parts of addresses and extras that entries on the list have. */
  readonly fields: readonly FilledField[];
  readonly problems: readonly SourceProblem[];
}

export interface FilledField {
  readonly name: string;
  readonly filled: number;
  readonly example: string | null;
}

export interface SourcePreviewContext extends Pick<IngestContext, 'tenantId' | 'openSource'> {
  readonly sources: LogPages<SourceRecord>;
}

const mostEntries = 1_000;
const sampleSize = 20;
const problemsShown = 50;

/** Entries of a source, before its rules. */
interface Entries {
  readonly records: readonly SourceRecord[];
  readonly complete: boolean;
  readonly problems: readonly SourceProblem[];
}

/**
 * Shows what a source gives: from its log where it was read as it is described, else its first entries from the outside,
 * of which nothing is kept.
 * @param mapping How entries are shown.
 * @param deadline Ends reading with what came so far.
 * @throws {ConnectorError} It cannot be read.
 */
export async function previewSource(
  context: SourcePreviewContext,
  source: SourceDefinition,
  mapping: Mapping,
  deadline: AbortSignal,
  signal: AbortSignal,
): Promise<SourcePreview> {
  const { records, complete, problems } =
    (await knownEntries(context, source)) ?? (await firstEntries(context, source, deadline, signal));
  const byRule: Partial<Record<Listing, number>> = {};
  const listed = records.filter((record) => {
    const listing = source.kind === 'gal' ? explainListing(record, source.rules) : 'listed';
    byRule[listing] = (byRule[listing] ?? 0) + 1;
    return listing === 'listed';
  });
  const sample = listed.slice(0, sampleSize).map((record) => {
    const { item } = mapRecord(record, mapping);
    return summarizeItem(record.photo === undefined ? item : { ...item, photo: record.photo });
  });
  return {
    entries: records.length,
    complete,
    byRule,
    sample,
    fields: filledFields(listed),
    problems: problems.slice(0, problemsShown),
  };
}

/** Null: what is known was read otherwise, or nothing is. */
async function knownEntries(
  { tenantId, sources }: SourcePreviewContext,
  source: SourceDefinition,
): Promise<Entries | null> {
  const { sourceId } = source;
  const { readAt, definitionHash, version } = await sources.head(tenantId, sourceId);
  if (readAt === null || definitionHash !== readingHashOf(source)) return null;
  const records: SourceRecord[] = [];
  for await (const page of sources.changes(tenantId, sourceId, 0, version)) {
    for (const { item } of page) if (item !== null) records.push(item);
  }
  return { records, complete: true, problems: [] };
}

async function firstEntries(
  { openSource }: SourcePreviewContext,
  source: SourceDefinition,
  deadline: AbortSignal,
  signal: AbortSignal,
): Promise<Entries> {
  const records = new Map<string, SourceRecord>();
  const problems: SourceProblem[] = [];
  const given = (complete: boolean): Entries => ({
    records: [...records.values()].slice(0, mostEntries),
    complete,
    problems,
  });
  try {
    for await (const page of openSource(source).read(null, AbortSignal.any([deadline, signal]))) {
      for (const itemId of page.removed) records.delete(entryId(source, itemId));
      for (const record of page.records) {
        const itemId = entryId(source, record.itemId);
        records.set(itemId, { ...record, itemId });
      }
      problems.push(...(page.problems ?? []));
      if (page.cursor !== null && records.size <= mostEntries) return given(true);
      if (records.size >= mostEntries) return given(false);
    }
  } catch (error) {
    const isLate = deadline.aborted && !signal.aborted && error instanceof ConnectorError && error.code === 'cancelled';
    if (!isLate) throw error;
  }
  return given(false);
}

const plainNames = fieldNames.filter((name) => !addressFields.some((address) => address === name));
const partNames = addressFields.flatMap((address) => addressParts.map((part) => `${address}.${part}`));

/** In the order of the fields, then extras by name; without what nobody has. */
function filledFields(records: readonly SourceRecord[]): readonly FilledField[] {
  const extras = new Set(records.flatMap(({ extra }) => Object.keys(extra)));
  return [...plainNames, ...partNames, ...[...extras].sort()].flatMap((name) => {
    let filled = 0;
    let example: string | null = null;
    for (const record of records) {
      const text = textsOf(record, name)[0]?.trim() ?? '';
      if (text === '') continue;
      filled += 1;
      example ??= text;
    }
    return filled === 0 ? [] : [{ name, filled, example }];
  });
}
