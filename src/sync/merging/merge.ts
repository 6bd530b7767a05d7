import { z } from 'zod';
import {
  addressFields,
  type DraftFields,
  fieldKind,
  fieldNames,
  phoneFields,
  phoneListFields,
  textFields,
  textListFields,
} from '../contact-fields.ts';
import type { ContactFields, EmailAddress, FieldName, ItemId } from '../items.ts';
import { normalizeFields, normalizeText } from '../normalize.ts';
import type { SourceRecord } from '../source-record.ts';

/** Whose value a field has. */
export type FieldMerge =
  /** Of the first source that has one; a list as a whole. */
  | {
      readonly kind: 'first';
      /** Ids of the sources that are asked first for this field; the others follow in the collection's order. */
      readonly order?: readonly string[];
    }
  /** Lists only: entries of all sources by priority, equal ones once. */
  | { readonly kind: 'all' };

export interface MergeRules {
  /** Of a field without a rule, a list has the entries of all sources, and anything else is of the first that has one. */
  readonly fields: Readonly<Partial<Record<FieldName, FieldMerge>>>;
}

export const defaultMergeRules: MergeRules = { fields: {} };

const fieldMergeSchema: z.ZodType<FieldMerge> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('first'), order: z.exactOptional(z.array(z.string())) }),
  z.strictObject({ kind: z.literal('all') }),
]);

/** Merge rules as configuration gives them; what does not fit is an issue at the field it is in. */
export const mergeRulesSchema: z.ZodType<MergeRules> = z
  .strictObject({ fields: z.partialRecord(z.enum(fieldNames), fieldMergeSchema) })
  .superRefine(({ fields }, context) => {
    for (const name of fieldNames) {
      const message = faultOf(name, fields[name]);
      if (message !== null) context.addIssue({ code: 'custom', path: ['fields', name], message });
    }
  });

function faultOf(name: FieldName, rule: FieldMerge | undefined): string | null {
  if (rule === undefined) return null;
  switch (rule.kind) {
    case 'all':
      return isList(name) ? null : `${name} holds one value and cannot have those of all sources: use {"kind":"first"}`;
    case 'first': {
      const twice = rule.order?.find((sourceId, index, order) => order.indexOf(sourceId) !== index);
      return twice === undefined ? null : `the order of ${name} names the source ${twice} twice: remove one`;
    }
  }
}

/** A record and the source that it comes from. */
export interface SourcedRecord {
  readonly sourceId: string;
  readonly record: SourceRecord;
}

/** Where a value comes from. */
export interface Origin {
  readonly sourceId: string;
  readonly recordId: ItemId;
}

/** Who gave each field, `extra.<name>` and `photo` that is there: one origin, for lists one per entry, in their order. */
export type Origins = Readonly<Record<string, readonly Origin[]>>;

export interface MergedRecord {
  readonly record: SourceRecord;
  readonly origins: Origins;
}

/**
 * Makes one record of the records of one person, field by field, and tells where each value comes from.
 *
 * @param itemId The item id of the group: the merged record has it.
 * @param members By priority, at least one. What the entry is (kind, sign-in, hidden, licence) the first one says.
 * @returns A record in normal form; lists in full, because cutting them is the mapping's business.
 * @throws {RangeError} There are no members.
 * @see docs/sync-model.md#combining, rows C11-C19
 */
export function mergeRecords(itemId: ItemId, members: readonly SourcedRecord[], rules: MergeRules): MergedRecord {
  const [first] = members;
  if (first === undefined) throw new RangeError('a merged record needs at least one member');
  const { kind, enabled, hiddenFromLists, licensed } = first.record;
  const normal = members.map(toMember);
  const { fields, origins: fieldOrigins } = mergeFields(normal, rules);
  const extras = mergeExtras(normal);
  const photo = firstValue(normal, ({ record }) => normalizeText(record.photo));
  const record: SourceRecord = {
    itemId,
    kind,
    enabled,
    hiddenFromLists,
    licensed,
    fields,
    extra: Object.fromEntries(extras.map(([name, { value }]) => [name, value])),
    ...(photo === undefined ? {} : { photo: photo.value }),
  };
  const origins: Origins = Object.fromEntries([
    ...fieldOrigins,
    ...extras.map(([name, { origin }]) => [`extra.${name}`, [origin]] as const),
    ...(photo === undefined ? [] : [['photo', [photo.origin]] as const]),
  ]);
  return { record, origins };
}

interface Member {
  readonly origin: Origin;
  readonly record: SourceRecord;
  /** In normal form. */
  readonly fields: ContactFields;
}

interface Given<Value> {
  readonly value: Value;
  readonly origin: Origin;
}

function toMember({ sourceId, record }: SourcedRecord): Member {
  return { origin: { sourceId, recordId: record.itemId }, record, fields: normalizeFields(record.fields) };
}

function mergeFields(members: readonly Member[], rules: MergeRules) {
  const fields: DraftFields = {};
  const origins: (readonly [FieldName, readonly Origin[]])[] = [];

  for (const name of [...textFields, ...phoneFields]) {
    const given = firstValue(inOrder(members, rules.fields[name]), (member) => member.fields[name]);
    if (given === undefined) continue;
    fields[name] = given.value;
    origins.push([name, [given.origin]]);
  }

  const emails = mergeList(members, rules.fields.emailAddresses, (member) => member.fields.emailAddresses, emailKey);
  if (emails.length > 0) {
    fields.emailAddresses = emails.map(({ value }) => value);
    origins.push(['emailAddresses', emails.map(({ origin }) => origin)]);
  }
  for (const name of [...phoneListFields, ...textListFields]) {
    const texts = mergeList(members, rules.fields[name], (member) => member.fields[name], itself);
    if (texts.length === 0) continue;
    fields[name] = texts.map(({ value }) => value);
    origins.push([name, texts.map(({ origin }) => origin)]);
  }

  for (const name of addressFields) {
    const given = firstValue(inOrder(members, rules.fields[name]), (member) => member.fields[name]);
    if (given === undefined) continue;
    fields[name] = given.value;
    origins.push([name, [given.origin]]);
  }
  return { fields, origins };
}

/** Each name once, by code unit. */
function mergeExtras(members: readonly Member[]): readonly (readonly [string, Given<string>])[] {
  const extras = new Map<string, Given<string>>();
  for (const { origin, record } of members) {
    for (const [name, text] of Object.entries(record.extra)) {
      const value = normalizeText(text);
      if (value !== undefined && !extras.has(name)) extras.set(name, { value, origin });
    }
  }
  return [...extras].sort(([a], [b]) => (a < b ? -1 : 1));
}

/** The members as a rule asks them. */
function inOrder(members: readonly Member[], rule: FieldMerge | undefined): readonly Member[] {
  if (rule?.kind !== 'first' || rule.order === undefined) return members;
  const { order } = rule;
  const rankOf = ({ origin }: Member): number => {
    const rank = order.indexOf(origin.sourceId);
    return rank === -1 ? order.length : rank;
  };
  return members.toSorted((a, b) => rankOf(a) - rankOf(b));
}

function firstValue<Value>(
  members: readonly Member[],
  read: (member: Member) => Value | undefined,
): Given<Value> | undefined {
  for (const member of members) {
    const value = read(member);
    if (value !== undefined) return { value, origin: member.origin };
  }
  return undefined;
}

function mergeList<Entry>(
  members: readonly Member[],
  rule: FieldMerge | undefined,
  listOf: (member: Member) => readonly Entry[] | undefined,
  keyOf: (entry: Entry) => string,
): readonly Given<Entry>[] {
  if (rule?.kind === 'first') {
    const list = firstValue(inOrder(members, rule), listOf);
    return list?.value.map((value) => ({ value, origin: list.origin })) ?? [];
  }
  const given = new Map<string, Given<Entry>>();
  for (const member of members) {
    for (const value of listOf(member) ?? []) {
      const key = keyOf(value);
      if (!given.has(key)) given.set(key, { value, origin: member.origin });
    }
  }
  return [...given.values()];
}

const itself = (text: string): string => text;
const emailKey = (email: EmailAddress): string => email.address.toLowerCase();

const listKinds: ReadonlySet<string | null> = new Set(['emails', 'phones', 'ims', 'categories']);

function isList(name: FieldName): boolean {
  return listKinds.has(fieldKind(name));
}
