import {
  addressFields,
  type DraftFields,
  listLimits,
  phoneFields,
  phoneListFields,
  textFields,
  textListFields,
} from './contact-fields.ts';
import { isIsoDate } from './iso-date.ts';
import type { ContactFields, EmailAddress, FieldName, Item, PostalAddress } from './items.ts';
import type { MappingProblem, MappingProblemCode } from './mapping-problem.ts';
import { type NamedTexts, normalTexts, textsOf } from './named-texts.ts';
import { normalizeFields } from './normalize.ts';
import { type ExtensionRule, normalizePhone, type PhoneRules } from './phones.ts';
import { type FieldRule, misfit } from './rule-fit.ts';
import type { SourceRecord } from './source-record.ts';
import { fillTemplate } from './template.ts';

export type { ExtensionRule, FieldRule };

export interface Mapping {
  /** Fields without a rule are taken, but for `birthday`, which is omitted. */
  readonly fields: Readonly<Partial<Record<FieldName, FieldRule>>>;
  readonly phones: PhoneRules;
}

/** Takes everything as it is and makes numbers international. */
export function defaultMapping(defaultCountry: string): Mapping {
  return { fields: {}, phones: { defaultCountry, extensions: [] } };
}

export interface MappedRecord {
  readonly item: Item;
  readonly problems: readonly MappingProblem[];
}

/**
 * Makes the item of a collection from a record of its source. Never fails: what cannot be mapped is a problem.
 *
 * @returns Fields in normal form and within the list limits; problems in the order of fields.
 * @see docs/sync-model.md#mapping, rows M1-M18
 */
export function mapRecord(record: SourceRecord, mapping: Mapping): MappedRecord {
  const source: NamedTexts = { fields: normalizeFields(record.fields), extra: record.extra };
  const problems: MappingProblem[] = [];
  const report = (field: FieldName, code: MappingProblemCode, detail: string): void => {
    problems.push({ field, code, detail });
  };
  const draft: DraftFields = {};

  for (const name of textFields) {
    const [text] = textsFor(name, source, mapping, report);
    if (text === undefined) continue;
    if (name !== 'birthday') draft[name] = text;
    else if (isIsoDate(text.replace(timeOfDay, ''))) draft.birthday = text.replace(timeOfDay, '');
    else report(name, 'date-not-readable', 'no ISO date');
  }

  const dial = dialler(source, mapping, report);
  for (const name of phoneFields) {
    const [number] = textsFor(name, source, mapping, report);
    if (number !== undefined) draft[name] = name === 'telex' ? number : dial(name, number);
  }

  const emailAddresses = limit('emailAddresses', distinct(emailsFor(source, mapping, report), emailKey), report);
  if (emailAddresses.length > 0) draft.emailAddresses = emailAddresses;
  for (const name of phoneListFields) {
    const numbers = textsFor(name, source, mapping, report).map((number) => dial(name, number));
    const kept = limit(name, distinct(numbers, itself), report);
    if (kept.length > 0) draft[name] = kept;
  }
  for (const name of textListFields) {
    const kept = limit(name, distinct(textsFor(name, source, mapping, report), itself), report);
    if (kept.length > 0) draft[name] = kept;
  }
  for (const name of addressFields) {
    const address = addressFor(name, source, mapping, report);
    if (address !== undefined) draft[name] = address;
  }

  const displayName = draft.displayName ?? shownBy(draft);
  if (displayName === undefined) report('displayName', 'nothing-to-show', 'no name, company, address or number');
  const fields = displayName === undefined ? draft : { displayName, ...draft };
  return { item: { kind: 'contact', itemId: record.itemId, fields }, problems };
}

type Report = (field: FieldName, code: MappingProblemCode, detail: string) => void;

/** Services give dates with a time of day, which says nothing about a birthday. */
const timeOfDay = /T.*$/;

function ruleFor(name: FieldName, mapping: Mapping, report: Report): FieldRule {
  const rule = mapping.fields[name];
  if (rule === undefined) return { kind: name === 'birthday' ? 'omit' : 'take' };
  const reason = misfit(name, rule);
  if (reason === null) return rule;
  report(name, 'rule-does-not-fit', reason);
  return { kind: 'omit' };
}

/** The values that a rule gives a field, in normal form: none, one, or a whole list. */
function textsFor(name: FieldName, source: NamedTexts, mapping: Mapping, report: Report): readonly string[] {
  return textsByRule(ruleFor(name, mapping, report), name, source);
}

function textsByRule(rule: FieldRule, name: FieldName, source: NamedTexts): readonly string[] {
  switch (rule.kind) {
    case 'omit':
      return [];
    case 'take':
      return textsOf(source, rule.from ?? name);
    case 'fixed':
      return normalTexts([rule.value]);
    case 'template':
      return normalTexts([fillTemplate(rule.template, (named) => textsOf(source, named)[0])]);
  }
}

/** E-mail addresses keep the names that come with them. */
function emailsFor(source: NamedTexts, mapping: Mapping, report: Report): readonly EmailAddress[] {
  const rule = ruleFor('emailAddresses', mapping, report);
  const asTheyAre = rule.kind === 'take' && (rule.from ?? 'emailAddresses') === 'emailAddresses';
  if (asTheyAre) return source.fields.emailAddresses ?? [];
  return textsByRule(rule, 'emailAddresses', source).map((address) => ({ address }));
}

function addressFor(
  name: (typeof addressFields)[number],
  source: NamedTexts,
  mapping: Mapping,
  report: Report,
): PostalAddress | undefined {
  const rule = ruleFor(name, mapping, report);
  if (rule.kind !== 'take') return undefined;
  const from = addressFields.find((address) => address === (rule.from ?? name));
  return from === undefined ? undefined : source.fields[from];
}

function dialler(source: NamedTexts, mapping: Mapping, report: Report): (field: FieldName, number: string) => string {
  const { countryFrom } = mapping.phones;
  const country = countryFrom === undefined ? undefined : textsOf(source, countryFrom)[0];
  return (field, number) => {
    const phone = normalizePhone(number, mapping.phones, country);
    if (phone.kind === 'raw') {
      const code = phone.problem === 'extension-without-rule' ? 'phone-extension-unknown' : 'phone-not-normalized';
      report(field, code, phone.problem);
    }
    return phone.value;
  };
}

const itself = (text: string): string => text;
const emailKey = (email: EmailAddress): string => email.address.toLowerCase();

/** The first of each. */
function distinct<Entry>(entries: readonly Entry[], keyOf: (entry: Entry) => string): readonly Entry[] {
  const seen = new Set<string>();
  return entries.filter((entry) => {
    const key = keyOf(entry);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

const limits: Readonly<Partial<Record<FieldName, number>>> = listLimits;

function limit<Entry>(field: FieldName, entries: readonly Entry[], report: Report): readonly Entry[] {
  const most = limits[field] ?? Number.POSITIVE_INFINITY;
  if (entries.length <= most) return entries;
  report(field, 'list-too-long', `${entries.length} entries, the first ${most} are kept`);
  return entries.slice(0, most);
}

/** What a contact without a display name is shown by: phones list a contact by something or not at all. */
function shownBy(fields: ContactFields): string | undefined {
  const name = [fields.givenName, fields.surname].filter((part) => part !== undefined).join(' ');
  if (name !== '') return name;
  return (
    fields.nickName ??
    fields.companyName ??
    fields.emailAddresses?.[0]?.address ??
    fields.businessPhones?.[0] ??
    fields.mobilePhone ??
    fields.homePhones?.[0]
  );
}
