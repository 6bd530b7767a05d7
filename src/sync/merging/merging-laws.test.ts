import { fc, test } from '@fast-check/vitest';
import { expect } from 'vitest';
import {
  addressFields,
  fieldNames,
  phoneFields,
  phoneListFields,
  textFields,
  textListFields,
} from '../contact-fields.ts';
import type { ContactFields } from '../items.ts';
import { defaultMapping, type FieldRule, type Mapping, mapRecord } from '../mapping.ts';
import { normalizeFields } from '../normalize.ts';
import type { SourceRecord } from '../source-record.ts';
import { groupRecords } from './group-records.test-fixture.ts';
import type { Candidate } from './group-records.ts';
import { defaultMatchRules, type MatchBy, matchKeys } from './match.ts';
import { type FieldMerge, type MergeRules, mergeRecords, type SourcedRecord } from './merge.ts';
import { explainItem } from './provenance.ts';

// Few values, so that records have much in common.

const sources = ['a', 'b', 'c', 'd'];
const keys = (space: string) =>
  fc.uniqueArray(
    fc.integer({ min: 0, max: 7 }).map((n) => `${space}${n}`),
    { maxLength: 2 },
  );
const candidate: fc.Arbitrary<Candidate> = fc.record({
  sourceId: fc.constantFrom(...sources),
  recordId: fc.integer({ min: 0, max: 12 }).map(String),
  keys: fc.record({ id: keys('i'), email: keys('e'), phone: keys('p') }),
});
const candidates = fc.array(candidate, { maxLength: 24 });
const stages: fc.Arbitrary<readonly MatchBy[]> = fc.shuffledSubarray(['id', 'email', 'phone'] satisfies MatchBy[]);
const priorities = fc.shuffledSubarray(sources);
const shuffled = <T>(list: readonly T[]) => fc.shuffledSubarray([...list], { minLength: list.length });
const place = ({ sourceId, recordId }: { readonly sourceId: string; readonly recordId: string }) =>
  `${sourceId}/${recordId}`;

test.prop([candidates.chain((list) => fc.tuple(fc.constant(list), shuffled(list))), priorities, stages])(
  'grouping: the order of candidates does not matter, nor that one comes twice',
  ([list, other], priority, by) => {
    const grouped = groupRecords(list, priority, by);
    expect(groupRecords(other, priority, by)).toEqual(grouped);
    expect(groupRecords([...list, ...other], priority, by)).toEqual(grouped);
  },
);

test.prop([candidates, priorities, stages])(
  'grouping: every record is in exactly one group, no group has two of one source, and item ids are unique',
  (list, priority, by) => {
    const { groups } = groupRecords(list, priority, by);
    const members = groups.flatMap((group) => group.members.map(place));
    expect(members.toSorted()).toEqual([...new Set(list.map(place))].sort());
    for (const group of groups) {
      expect(new Set(group.members.map(({ sourceId }) => sourceId)).size).toBe(group.members.length);
      expect(group.itemId).toBe(group.members[0]?.recordId);
    }
    const ids = groups.map(({ itemId }) => itemId);
    expect(ids).toEqual([...new Set(ids)].sort());
  },
);

test.prop([candidates, priorities, stages])(
  'grouping: a later stage never parts what is joined',
  (list, priority, by) => {
    const before = groupRecords(list, priority, by.slice(0, -1)).groups;
    const groupOf = new Map(
      groupRecords(list, priority, by).groups.flatMap(({ itemId, members }) =>
        members.map((member) => [place(member), itemId]),
      ),
    );
    for (const { members } of before) expect(new Set(members.map((member) => groupOf.get(place(member)))).size).toBe(1);
  },
);

test.prop([candidates, priorities, stages, fc.nat()])(
  'grouping: a key that nobody else has never changes anything',
  (list, priority, by, index) => {
    fc.pre(list.length > 0);
    const one = list.map((entry, at) =>
      at === index % list.length ? { ...entry, keys: { ...entry.keys, email: [...entry.keys.email, 'own'] } } : entry,
    );
    expect(groupRecords(one, priority, by)).toEqual(groupRecords(list, priority, by));
  },
);

test.prop([candidates, stages])('grouping: priority decides names and order, never who is together', (list, by) => {
  const together = (priority: readonly string[]) =>
    groupRecords(list, priority, by)
      .groups.map(({ members }) => members.map(place).sort().join())
      .sort();
  expect(together(['d', 'c', 'b', 'a'])).toEqual(together(sources));
});

test.prop([candidates, priorities, stages])(
  'grouping: who shares a key and is not together is named by a report',
  (list, priority, by) => {
    const { groups, ambiguous } = groupRecords(list, priority, by);
    const groupOf = new Map(groups.flatMap(({ itemId, members }) => members.map((member) => [place(member), itemId])));
    const reported = (one: Candidate, other: Candidate, stage: MatchBy) =>
      ambiguous.some(({ by: at, members }) => {
        const places = members.map(place);
        return at === stage && places.includes(place(one)) && places.includes(place(other));
      });
    for (const stage of by) {
      for (const one of list) {
        for (const other of list) {
          if (!one.keys[stage].some((key) => other.keys[stage].includes(key))) continue;
          const together = groupOf.get(place(one)) === groupOf.get(place(other));
          expect(together || reported(one, other, stage)).toBe(true);
        }
      }
    }
  },
);

const text = fc.constantFrom('', ' ', 'Anna', ' Anna ', 'Mu\u0308ller', 'M\u00fcller', 'DE');
const phone = fc.constantFrom('089 1234567', '+49 89 1234567', '0170 1234567', '4711', '');
const list = <T>(entry: fc.Arbitrary<T>) => fc.array(entry, { maxLength: 4 });
const email = fc.record({
  address: fc.constantFrom('a@example.com', 'A@example.com', 'b@example.com', 'c@example.com', 'd@example.com', ' '),
});
const address = fc.record({ city: text, country: text }, { requiredKeys: [] });
const contactFields: fc.Arbitrary<ContactFields> = fc
  .tuple(
    fc.dictionary(fc.constantFrom(...textFields), text, { maxKeys: 6 }),
    fc.dictionary(fc.constantFrom(...phoneFields), phone, { maxKeys: 4 }),
    fc.dictionary(fc.constantFrom(...phoneListFields), list(phone)),
    fc.dictionary(fc.constantFrom(...textListFields), list(text)),
    fc.dictionary(fc.constantFrom(...addressFields), address),
    fc.record({ emailAddresses: list(email) }, { requiredKeys: [] }),
  )
  .map(([texts, phones, lists, more, addresses, emails]) => ({
    ...texts,
    ...phones,
    ...lists,
    ...more,
    ...addresses,
    ...emails,
  }));
const record: fc.Arbitrary<SourceRecord> = fc.record(
  {
    itemId: fc.constantFrom('1', '2', '3'),
    kind: fc.constantFrom('account', 'contact'),
    enabled: fc.boolean(),
    hiddenFromLists: fc.boolean(),
    licensed: fc.boolean(),
    fields: contactFields,
    extra: fc.dictionary(fc.constantFrom('employeeId', 'country', '__proto__', 'constructor'), text),
    photo: fc.constantFrom('hash-1', 'hash-2'),
  },
  { requiredKeys: ['itemId', 'kind', 'enabled', 'hiddenFromLists', 'licensed', 'fields', 'extra'] },
);
const members: fc.Arbitrary<readonly SourcedRecord[]> = fc
  .tuple(fc.shuffledSubarray(sources, { minLength: 1 }), fc.array(record, { minLength: 4, maxLength: 4 }))
  .map(([sourceIds, records]) =>
    sourceIds.flatMap((sourceId, index) => {
      const found = records[index];
      return found === undefined ? [] : [{ sourceId, record: found }];
    }),
  );
const fieldMerge: fc.Arbitrary<FieldMerge> = fc.oneof(
  fc.constant<FieldMerge>({ kind: 'all' }),
  fc.constant<FieldMerge>({ kind: 'first' }),
  priorities.map((order): FieldMerge => ({ kind: 'first', order })),
);
const mergeRules: fc.Arbitrary<MergeRules> = fc
  .dictionary(fc.constantFrom(...fieldNames), fieldMerge)
  .map((fields) => ({ fields }));

test.prop([members, mergeRules])('merging a merged record with itself changes nothing', (list, rules) => {
  const merged = mergeRecords('anna', list, rules).record;
  const itself = sources.map((sourceId) => ({ sourceId, record: merged }));
  expect(mergeRecords('anna', itself, rules).record).toEqual(merged);
  expect(normalizeFields(merged.fields)).toEqual(merged.fields);
});

test.prop([members, mergeRules])('each value of a merged record is one of those that its origin has', (list, rules) => {
  const { record, origins } = mergeRecords('anna', list, rules);
  const given = Object.entries(record.fields).flatMap(([name, value]) => {
    const entries: readonly unknown[] = Array.isArray(value) ? value : [value];
    return entries.map((entry, index) => ({ name, entry, origin: origins[name]?.[index] }));
  });
  for (const { name, entry, origin } of given) {
    const [member] = list.filter(({ sourceId }) => sourceId === origin?.sourceId);
    expect(member?.record.itemId).toBe(origin?.recordId);
    const had = Object.entries(normalizeFields(member?.record.fields ?? {})).find(([field]) => field === name)?.[1];
    expect(Array.isArray(had) ? had : [had]).toContainEqual(entry);
  }
  const named = [...Object.keys(record.fields), ...Object.keys(record.extra).map((name) => `extra.${name}`)];
  if (record.photo !== undefined) named.push('photo');
  expect(Object.keys(origins).sort()).toEqual(named.sort());
});

test.prop([members])('without rules of its own for a field, a value of the first source is never replaced', (list) => {
  const [first] = list;
  const { fields } = mergeRecords('anna', list, { fields: {} }).record;
  const own = normalizeFields(first?.record.fields ?? {});
  for (const name of [...textFields, ...phoneFields, ...addressFields]) {
    if (own[name] !== undefined) expect(fields[name]).toEqual(own[name]);
  }
});

test.prop([record])('merging one record makes the same item as the record', (only) => {
  const german = defaultMapping('DE');
  const merged = mergeRecords(only.itemId, [{ sourceId: 'a', record: only }], { fields: {} }).record;
  expect(mapRecord(merged, german).item).toEqual(mapRecord(only, german).item);
  const matched = matchKeys(only, { ...defaultMatchRules, idFrom: 'employeeId' }, german.phones);
  expect(matchKeys(merged, { ...defaultMatchRules, idFrom: 'employeeId' }, german.phones)).toEqual(matched);
});

const names = fc.constantFrom(...fieldNames, 'homeAddress.city', 'employeeId');
const rule: fc.Arbitrary<FieldRule> = fc.oneof(
  fc.constant<FieldRule>({ kind: 'omit' }),
  fc.constant<FieldRule>({ kind: 'take' }),
  fc.constant<FieldRule>({ kind: 'fixed', value: 'fixed' }),
  names.map((from): FieldRule => ({ kind: 'take', from })),
  fc.tuple(names, names).map(([a, b]): FieldRule => ({ kind: 'template', template: `{${a}} ({${b}})` })),
);
const mappings: fc.Arbitrary<Mapping> = fc
  .dictionary(fc.constantFrom(...fieldNames), rule)
  .map((fields) => ({ ...defaultMapping('DE'), fields }));

test.prop([members, mappings])(
  'exactly the fields of an item are explained, a list entry by entry',
  (list, mapping) => {
    const merged = mergeRecords('anna', list, { fields: {} });
    const { fields } = mapRecord(merged.record, mapping).item;
    const explained = explainItem(merged, mapping);
    expect(explained.map(({ field }) => field).sort()).toEqual(Object.keys(fields).sort());
    for (const { field, rule, inputs } of explained) {
      const value = fields[field];
      const entries = Array.isArray(value) ? value.length : 1;
      const origins = inputs.flatMap((input) => input.origins);
      if (rule === 'taken') expect(origins).toHaveLength(entries);
      if (rule === 'template') expect(origins.length).toBeGreaterThan(0);
      if (rule === 'fixed') expect(inputs).toEqual([]);
    }
  },
);
