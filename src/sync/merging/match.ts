import { z } from 'zod';
import { isFieldName, phoneFields, phoneListFields } from '../contact-fields.ts';
import type { ContactFields } from '../items.ts';
import { textsOf } from '../named-texts.ts';
import { normalizeFields, normalizeText } from '../normalize.ts';
import { normalizePhone, type PhoneRules } from '../phones.ts';
import type { SourceRecord } from '../source-record.ts';

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
 * - `id`: the extra named by `idFrom`, without regard to case. The item id is no key: records that have it are one anyway.
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
  const extra = idFrom === null ? undefined : extraOf(record, idFrom)?.toLowerCase();
  return extra === undefined ? [] : [extra];
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
