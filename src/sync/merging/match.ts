import { z } from 'zod';
import { isFieldName, phoneFields, phoneListFields } from '../contact-fields.ts';
import type { ContactFields, ItemId } from '../items.ts';
import { textsOf } from '../named-texts.ts';
import { normalizeFields, normalizeText } from '../normalize.ts';
import { normalizePhone, type PhoneRules } from '../phones.ts';
import type { SourceRecord } from '../source-record.ts';
import { joinByKeys } from './join-by-keys.ts';

/** What two records of one person have in common. */
export type MatchBy = 'id' | 'email' | 'phone';

/** How the same person is recognised in several sources. */
export interface MatchRules {
  /** In this order, each once. Empty: nothing is matched; only records with the same item id are one item. */
  readonly by: readonly MatchBy[];
  /** Extra that also is a stable id where a record has it, `employeeId`; null: none. Counts only if `by` has `id`. */
  readonly idFrom: string | null;
}

export const defaultMatchRules: MatchRules = { by: ['id', 'email', 'phone'], idFrom: null };

const matchBys = ['id', 'email', 'phone'] as const satisfies readonly MatchBy[];

/** Match rules as configuration gives them. */
export const matchRulesSchema: z.ZodType<MatchRules> = z
  .strictObject({ by: z.array(z.enum(matchBys)), idFrom: z.string().nullable() })
  .superRefine(({ by, idFrom }, context) => {
    const twice = by.find((entry, index) => by.indexOf(entry) !== index);
    if (twice !== undefined) {
      context.addIssue({ code: 'custom', path: ['by'], message: `by names ${twice} twice: remove one` });
    }
    const message = idFrom === null ? null : faultOfIdFrom(idFrom);
    if (message !== null) context.addIssue({ code: 'custom', path: ['idFrom'], message });
  });

function faultOfIdFrom(idFrom: string): string | null {
  if (idFrom.trim() === '') return 'idFrom is empty: name an extra such as employeeId, or use null';
  if (isFieldName(idFrom)) return `idFrom is the contact field ${idFrom}: name an extra such as employeeId`;
  return null;
}

/** What records are compared by, each value once. Personal: never logged. */
export interface MatchKeys {
  readonly id: readonly string[];
  readonly email: readonly string[];
  readonly phone: readonly string[];
}

/** Numbers of machines, or of several people. */
const sharedPhones: ReadonlySet<string> = new Set([
  'businessFax',
  'homeFax',
  'otherFax',
  'pager',
  'telex',
  'companyMainPhone',
  'assistantPhone',
] satisfies readonly (typeof phoneFields)[number][]);
const ownPhones = phoneFields.filter((name) => !sharedPhones.has(name));

/**
 * Tells what a record can be recognised by. Kinds of keys that the rules do not use are left empty.
 *
 * - `id`: the item id, and the extra named by `idFrom` without regard to case; the two are never equal.
 * - `email`: addresses in small letters.
 * - `phone`: international numbers. What cannot be made international is no key, nor are numbers that people share.
 *
 * @see docs/sync-model.md#combining, rows C2-C5
 */
export function matchKeys(record: SourceRecord, rules: MatchRules, phones: PhoneRules): MatchKeys {
  const fields = normalizeFields(record.fields);
  return {
    id: rules.by.includes('id') ? idsOf(record, rules.idFrom) : [],
    email: rules.by.includes('email') ? emailsOf(fields) : [],
    phone: rules.by.includes('phone') ? numbersOf(fields, record, phones) : [],
  };
}

function idsOf(record: SourceRecord, idFrom: string | null): readonly string[] {
  const itemKey = `item ${record.itemId}`;
  const extra = idFrom === null ? undefined : extraOf(record, idFrom)?.toLowerCase();
  return extra === undefined ? [itemKey] : [itemKey, `extra ${extra}`];
}

function emailsOf(fields: ContactFields): readonly string[] {
  return distinct(fields.emailAddresses?.map(({ address }) => address.toLowerCase()) ?? []);
}

function numbersOf(fields: ContactFields, record: SourceRecord, phones: PhoneRules): readonly string[] {
  const raw = [
    ...ownPhones.map((name) => fields[name]).filter((number) => number !== undefined),
    ...phoneListFields.flatMap((name) => fields[name] ?? []),
  ];
  if (raw.length === 0) return [];
  const { countryFrom } = phones;
  const country = countryFrom === undefined ? undefined : textsOf({ fields, extra: record.extra }, countryFrom)[0];
  const read = raw.map((number) => normalizePhone(number, phones, country));
  return distinct(read.filter(({ kind }) => kind === 'e164').map(({ value }) => value));
}

function extraOf(record: SourceRecord, name: string): string | undefined {
  return Object.hasOwn(record.extra, name) ? normalizeText(record.extra[name]) : undefined;
}

function distinct(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)];
}

/** A record of a source, as far as grouping looks at it. */
export interface Candidate {
  readonly sourceId: string;
  readonly recordId: ItemId;
  readonly keys: MatchKeys;
}

/** A record of a source, by its place. */
export interface RecordRef {
  readonly sourceId: string;
  readonly recordId: ItemId;
}

/** Records of one person. */
export interface RecordGroup {
  /** `recordId` of the first member. */
  readonly itemId: ItemId;
  /** By priority of their sources; of each source at most one. */
  readonly members: readonly RecordRef[];
}

/** Records that have something in common but were not joined: a person would have two records of one source. */
export interface AmbiguousMatch {
  readonly by: MatchBy;
  /** All records of the groups concerned, by priority of their sources, then by id. Never what they have in common. */
  readonly members: readonly RecordRef[];
}

export interface GroupedRecords {
  /** By item id (by code unit); each record is in exactly one. */
  readonly groups: readonly RecordGroup[];
  /** In the order of the stages, each set of records once per stage. */
  readonly ambiguous: readonly AmbiguousMatch[];
}

/**
 * Decides which records are the same person. The order of candidates does not matter.
 *
 * Records with the same `recordId` are one item whatever `by` says, because that id is the item's identity. Then each
 * stage joins the groups that it finds, unless a group would get two records of one source.
 *
 * @param candidates Those with the same source and id are one record with the keys of all.
 * @param priority Ids of sources, highest first; sources that are not in it come last, by code unit.
 * @see docs/sync-model.md#combining, rows C1-C10
 */
export function groupRecords(
  candidates: Iterable<Candidate>,
  priority: readonly string[],
  by: readonly MatchBy[],
): GroupedRecords {
  const compare = byPriority(priority);
  const ambiguous: AmbiguousMatch[] = [];
  let groups = groupById(candidates);
  for (const stage of by) {
    const before = groups;
    const membersOf = (place: number): Group => before[place] ?? [];
    const joined = joinByKeys(
      before.length,
      (place) => membersOf(place).flatMap(({ keys }) => keys[stage]),
      (place) => membersOf(place).map(({ sourceId }) => sourceId),
    );
    for (const places of joined.ambiguous) {
      ambiguous.push({ by: stage, members: places.flatMap(membersOf).map(refOf).sort(compare) });
    }
    groups = joined.sets.map((places) => places.flatMap(membersOf));
  }
  const named: RecordGroup[] = [];
  for (const group of groups) {
    const members = group.map(refOf).sort(compare);
    const [first] = members;
    if (first !== undefined) named.push({ itemId: first.recordId, members });
  }
  return { groups: named.sort((a, b) => compareText(a.itemId, b.itemId)), ambiguous };
}

type Group = readonly Candidate[];

/** One group per record id, by code unit, so that every later place is the same whatever came first. */
function groupById(candidates: Iterable<Candidate>): readonly Group[] {
  const groups = new Map<ItemId, Candidate[]>();
  for (const candidate of candidates) {
    const group = groups.get(candidate.recordId);
    if (group === undefined) groups.set(candidate.recordId, [candidate]);
    else {
      const index = group.findIndex(({ sourceId }) => sourceId === candidate.sourceId);
      const same = group[index];
      if (same === undefined) group.push(candidate);
      else group[index] = { ...same, keys: unite(same.keys, candidate.keys) };
    }
  }
  const sorted = [...groups].sort(([a], [b]) => compareText(a, b));
  return sorted.map(([, group]) => group);
}

function unite(a: MatchKeys, b: MatchKeys): MatchKeys {
  return { id: [...a.id, ...b.id], email: [...a.email, ...b.email], phone: [...a.phone, ...b.phone] };
}

function byPriority(priority: readonly string[]): (a: RecordRef, b: RecordRef) => number {
  const ranks = new Map(priority.map((sourceId, index) => [sourceId, index]));
  const rankOf = ({ sourceId }: RecordRef): number => ranks.get(sourceId) ?? priority.length;
  return (a, b) => rankOf(a) - rankOf(b) || compareText(a.sourceId, b.sourceId) || compareText(a.recordId, b.recordId);
}

function refOf({ sourceId, recordId }: Candidate): RecordRef {
  return { sourceId, recordId };
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
