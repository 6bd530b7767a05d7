import {
  addressFields,
  addressParts,
  fieldNames,
  isFieldName,
  phoneListFields,
  textListFields,
} from '../contact-fields.ts';
import type { ContactFields, FieldName } from '../items.ts';
import { type FieldRule, type Mapping, mapRecord } from '../mapping.ts';
import { normalizeText } from '../normalize.ts';
import type { SourceRecord } from '../source-record.ts';
import { templateNames } from '../template.ts';
import type { MergedRecord, Origin } from './merge.ts';

/** A value that a rule read. */
export interface ProvenanceInput {
  /** Contact field, part of an address or extra, as the rule names it. */
  readonly name: string;
  /** Of what went in: of a list one per entry that is in the item, in the item's order. Empty: no source has a value. */
  readonly origins: readonly Origin[];
}

/** Where a field of an item comes from. */
export interface FieldProvenance {
  readonly field: FieldName;
  /** `shown-by`: a display name that was missing, made of what else phones can show (row M16). */
  readonly rule: 'taken' | 'fixed' | 'template' | 'shown-by';
  /** What the rule read, each name once, in its order; of `fixed` none. */
  readonly inputs: readonly ProvenanceInput[];
}

/**
 * Answers where each field of a mapped item comes from: the rule that made it, and the sources whose values went in.
 *
 * @returns In the order of the fields, without those that the item does not have.
 * @see docs/sync-model.md#combining, rows C20-C25
 */
export function explainItem(merged: MergedRecord, mapping: Mapping): readonly FieldProvenance[] {
  const { fields } = mapRecord(merged.record, mapping).item;
  const explained = new Map<FieldName, FieldProvenance>();
  for (const field of fieldNames) {
    if (fields[field] === undefined || !isMadeByRule(field, merged.record, mapping)) continue;
    const provenance = explainField(field, fields, merged, mapping);
    if (provenance !== null) explained.set(field, provenance);
  }
  if (fields.displayName !== undefined && !explained.has('displayName')) {
    const inputs = shownBy(fields).flatMap((field) => firstOf(explained.get(field)?.inputs ?? []));
    explained.set('displayName', { field: 'displayName', rule: 'shown-by', inputs: joinInputs(inputs) });
  }
  return fieldNames.flatMap((field) => explained.get(field) ?? []);
}

/** Only a display name can be there without its rule: it is, if nothing else is mapped and it is there all the same. */
function isMadeByRule(field: FieldName, record: SourceRecord, mapping: Mapping): boolean {
  return field !== 'displayName' || mapAlone(field, record, mapping).displayName !== undefined;
}

/** What the mapping makes if all fields but one are omitted. */
function mapAlone(field: FieldName, record: SourceRecord, mapping: Mapping): ContactFields {
  const omitted = Object.fromEntries(fieldNames.map((name) => [name, omit]));
  const fields: Mapping['fields'] = { ...omitted, [field]: ruleOf(field, mapping) };
  return mapRecord(record, { ...mapping, fields }).item.fields;
}

const omit: FieldRule = { kind: 'omit' };

function ruleOf(field: FieldName, mapping: Mapping): FieldRule {
  return mapping.fields[field] ?? { kind: 'take' };
}

function explainField(
  field: FieldName,
  mapped: ContactFields,
  merged: MergedRecord,
  mapping: Mapping,
): FieldProvenance | null {
  const rule = ruleOf(field, mapping);
  switch (rule.kind) {
    case 'omit':
      return null;
    case 'fixed':
      return { field, rule: 'fixed', inputs: [] };
    case 'template': {
      const names = new Set(templateNames(rule.template));
      const inputs = [...names].map((name) => ({ name, origins: originsOf(name, merged).slice(0, 1) }));
      return { field, rule: 'template', inputs };
    }
    case 'take': {
      const name = rule.from ?? field;
      const entries = entriesOf(field, mapped);
      const origins =
        entries === null
          ? originsOf(name, merged).slice(0, 1)
          : originsOfEntries(field, entries, name, merged, mapping);
      return { field, rule: 'taken', inputs: [{ name, origins }] };
    }
  }
}

/** Origins of what is read under a name. */
function originsOf(name: string, { record, origins }: MergedRecord): readonly Origin[] {
  if (isFieldName(name)) return origins[name] ?? [];
  for (const address of addressFields) {
    for (const part of addressParts) {
      if (name !== `${address}.${part}`) continue;
      return normalizeText(record.fields[address]?.[part]) === undefined ? [] : (origins[address] ?? []);
    }
  }
  return origins[`extra.${name}`] ?? [];
}

/** What the entries of a list are told apart by; null: the field is no list. */
function entriesOf(field: FieldName, fields: ContactFields): readonly string[] | null {
  if (field === 'emailAddresses') return fields.emailAddresses?.map(({ address }) => address.toLowerCase()) ?? [];
  const list = stringLists.find((known) => known === field);
  return list === undefined ? null : (fields[list] ?? []);
}

const stringLists = [...phoneListFields, ...textListFields];

/**
 * Origins of the entries of a mapped list. Mapping rewrites entries, drops equal ones and cuts the list, so each entry
 * of the source is mapped alone: the first that becomes an entry of the item gave it.
 */
function originsOfEntries(
  field: FieldName,
  entries: readonly string[],
  name: string,
  merged: MergedRecord,
  mapping: Mapping,
): readonly Origin[] {
  const origins = originsOf(name, merged);
  if (origins.length < 2) return origins;
  const made = origins.map((_, index) => {
    const alone = mapAlone(field, withOnlyEntry(merged.record, name, index), mapping);
    return entriesOf(field, alone)?.[0];
  });
  return entries.flatMap((entry) => origins[made.indexOf(entry)] ?? []);
}

function withOnlyEntry(record: SourceRecord, name: string, index: number): SourceRecord {
  const only = <Entry>(list: readonly Entry[] | undefined): readonly Entry[] => list?.slice(index, index + 1) ?? [];
  const { fields } = record;
  if (name === 'emailAddresses') {
    return { ...record, fields: { ...fields, emailAddresses: only(fields.emailAddresses) } };
  }
  const list = stringLists.find((known) => known === name);
  return list === undefined ? record : { ...record, fields: { ...fields, [list]: only(fields[list]) } };
}

/** The fields that a missing display name is made of, as the mapping does it. */
function shownBy(fields: ContactFields): readonly FieldName[] {
  const has = (name: FieldName): boolean => fields[name] !== undefined;
  const name = (['givenName', 'surname'] as const).filter(has);
  if (name.length > 0) return name;
  const instead = (
    ['nickName', 'companyName', 'emailAddresses', 'businessPhones', 'mobilePhone', 'homePhones'] as const
  ).find(has);
  return instead === undefined ? [] : [instead];
}

/** Of lists only the first entry is shown. */
function firstOf(inputs: readonly ProvenanceInput[]): readonly ProvenanceInput[] {
  return inputs.map(({ name, origins }) => ({ name, origins: origins.slice(0, 1) }));
}

/** Each name once. */
function joinInputs(inputs: readonly ProvenanceInput[]): readonly ProvenanceInput[] {
  return [...new Map(inputs.map((input) => [input.name, input])).values()];
}
