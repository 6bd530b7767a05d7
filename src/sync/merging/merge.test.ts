import { expect, test } from 'vitest';
import type { ContactFields } from '../items.ts';
import type { SourceRecord } from '../source-record.ts';
import { defaultMergeRules, type MergeRules, mergeRecords, mergeRulesSchema, type SourcedRecord } from './merge.ts';

const entry = (facts: Partial<SourceRecord>): SourceRecord => ({
  itemId: 'anna',
  kind: 'account',
  enabled: true,
  hiddenFromLists: false,
  licensed: true,
  fields: {},
  extra: {},
  ...facts,
});
/** A record `<source>1` of each source, in this order. */
const sourced = (facts: Readonly<Record<string, Partial<SourceRecord>>>): readonly SourcedRecord[] =>
  Object.entries(facts).map(([sourceId, fact]) => ({ sourceId, record: entry({ itemId: `${sourceId}1`, ...fact }) }));
const merge = (facts: Readonly<Record<string, Partial<SourceRecord>>>, fields: MergeRules['fields'] = {}) =>
  mergeRecords('anna', sourced(facts), { fields });
const mergeFields = (lists: Readonly<Record<string, ContactFields>>, rules: MergeRules['fields'] = {}) => {
  const facts = Object.fromEntries(Object.entries(lists).map(([sourceId, fields]) => [sourceId, { fields }]));
  return merge(facts, rules);
};
const from = (...sourceIds: readonly string[]) => sourceIds.map((sourceId) => ({ sourceId, recordId: `${sourceId}1` }));

test('C11: texts, single numbers, the birthday and the photo are those of the first source that has them', () => {
  const { record, origins } = merge({
    a: { fields: { displayName: 'Anna' } },
    b: { fields: { displayName: 'A. Huber', mobilePhone: '1', birthday: '1980-02-29' }, photo: 'hash-b' },
    c: { fields: { mobilePhone: '2', jobTitle: 'Head' }, photo: 'hash-c' },
  });
  expect(record.fields).toEqual({ displayName: 'Anna', jobTitle: 'Head', birthday: '1980-02-29', mobilePhone: '1' });
  expect(record.photo).toBe('hash-b');
  expect(origins).toEqual({
    displayName: from('a'),
    jobTitle: from('c'),
    birthday: from('b'),
    mobilePhone: from('b'),
    photo: from('b'),
  });
});

test('C12: a field can have an order of its own; sources that it does not name follow', () => {
  const lists = { a: { jobTitle: 'A', surname: 'A' }, b: { jobTitle: 'B', surname: 'B' }, c: { surname: 'C' } };
  const rules: MergeRules['fields'] = {
    jobTitle: { kind: 'first', order: ['gone', 'c', 'b'] },
    surname: { kind: 'first', order: ['gone'] },
  };
  const { record, origins } = mergeFields(lists, rules);
  expect(record.fields).toEqual({ jobTitle: 'B', surname: 'A' });
  expect(origins).toEqual({ jobTitle: from('b'), surname: from('a') });
});

test('C13: an address is that of one source as a whole', () => {
  const lists = {
    a: { businessAddress: { city: 'Ulm' } },
    b: { businessAddress: { street: 'Ring 1', city: 'Bonn' }, homeAddress: { city: 'Bonn' } },
  };
  const { record, origins } = mergeFields(lists);
  expect(record.fields).toEqual({ businessAddress: { city: 'Ulm' }, homeAddress: { city: 'Bonn' } });
  expect(origins).toEqual({ businessAddress: from('a'), homeAddress: from('b') });
  const other = mergeFields(lists, { businessAddress: { kind: 'first', order: ['b'] } });
  expect(other.record.fields.businessAddress).toEqual({ street: 'Ring 1', city: 'Bonn' });
});

test('C14: a list has the entries of all sources, equal ones once', () => {
  const lists: Readonly<Record<string, ContactFields>> = {
    a: { emailAddresses: [{ address: 'Anna@example.com' }], businessPhones: ['1', '2'], categories: ['x'] },
    b: {
      emailAddresses: [
        { address: 'b@example.com', name: 'B' },
        { address: 'anna@EXAMPLE.com', name: 'Anna' },
      ],
      businessPhones: ['2', '3', '4'],
      categories: ['X'],
    },
  };
  const { record, origins } = mergeFields(lists);
  expect(record.fields).toEqual({
    emailAddresses: [{ address: 'Anna@example.com' }, { address: 'b@example.com', name: 'B' }],
    businessPhones: ['1', '2', '3', '4'],
    categories: ['x', 'X'],
  });
  expect(origins).toEqual({
    emailAddresses: from('a', 'b'),
    businessPhones: from('a', 'a', 'b', 'b'),
    categories: from('a', 'b'),
  });
  const all = { kind: 'all' } as const;
  expect(mergeFields(lists, { emailAddresses: all, businessPhones: all, categories: all })).toEqual({
    record,
    origins,
  });
});

test('C15: a list can be that of the first source as a whole', () => {
  const lists: Readonly<Record<string, ContactFields>> = {
    a: { businessPhones: ['1'], homePhones: [' '] },
    b: { businessPhones: ['2', '3'], homePhones: ['4', '4'] },
  };
  const rules: MergeRules['fields'] = {
    businessPhones: { kind: 'first', order: ['b'] },
    homePhones: { kind: 'first' },
  };
  const { record, origins } = mergeFields(lists, rules);
  expect(record.fields).toEqual({ businessPhones: ['2', '3'], homePhones: ['4', '4'] });
  expect(origins).toEqual({ businessPhones: from('b', 'b'), homePhones: from('b', 'b') });
});

test('C16: entries of all sources are refused for what is no list; unchecked, the first source counts', () => {
  const rules: MergeRules = {
    fields: { jobTitle: { kind: 'all' }, homeAddress: { kind: 'all' }, homePhones: { kind: 'all' } },
  };
  const issues = mergeRulesSchema.safeParse(rules).error?.issues ?? [];
  expect(issues.map(({ path }) => path.join('.'))).toEqual(['fields.jobTitle', 'fields.homeAddress']);
  expect(issues[0]?.message).toBe(
    'jobTitle holds one value and cannot have those of all sources: use {"kind":"first"}',
  );
  const { record } = mergeFields({ a: { jobTitle: 'A' }, b: { jobTitle: 'B' } }, rules.fields);
  expect(record.fields).toEqual({ jobTitle: 'A' });
});

test('C17: an extra is that of the first source that has it', () => {
  const { record, origins } = merge({
    a: { extra: { employeeId: '1', country: ' ' } },
    b: { extra: { employeeId: '2', country: ' DE ', ['__proto__']: 'odd' } },
  });
  expect(Object.entries(record.extra)).toEqual([
    ['__proto__', 'odd'],
    ['country', 'DE'],
    ['employeeId', '1'],
  ]);
  expect(Object.entries(origins)).toEqual([
    ['extra.__proto__', from('b')],
    ['extra.country', from('b')],
    ['extra.employeeId', from('a')],
  ]);
});

test('C18: what the entry is, the first record says', () => {
  const room = { kind: 'room', enabled: false, hiddenFromLists: true, licensed: false } as const;
  const { record } = merge({ a: room, b: { kind: 'account' } });
  expect(record).toEqual({ itemId: 'anna', ...room, fields: {}, extra: {} });
});

test('C19: what is blank in a source is not there', () => {
  const lists: Readonly<Record<string, ContactFields>> = {
    a: { surname: ' ', homeAddress: { city: '' }, businessPhones: ['', ' 1 '] },
    b: { surname: ' Mu\u0308ller ', homeAddress: { city: 'Ulm' }, businessPhones: ['1'] },
  };
  const { record, origins } = mergeFields(lists);
  expect(record.fields).toEqual({ surname: 'M\u00fcller', businessPhones: ['1'], homeAddress: { city: 'Ulm' } });
  expect(origins).toEqual({ surname: from('b'), businessPhones: from('a'), homeAddress: from('b') });
});

test('without records there is nothing to merge', () => {
  expect(() => mergeRecords('anna', [], defaultMergeRules)).toThrow(RangeError);
});

test('the schema takes good rules, and refuses what cannot be meant', () => {
  const good: MergeRules = { fields: { jobTitle: { kind: 'first', order: ['b', 'a'] }, categories: { kind: 'all' } } };
  expect(mergeRulesSchema.parse(defaultMergeRules)).toEqual(defaultMergeRules);
  expect(mergeRulesSchema.parse(good)).toEqual(good);
  const twice = mergeRulesSchema.safeParse({ fields: { jobTitle: { kind: 'first', order: ['b', 'b'] } } });
  expect(twice.error?.issues[0]?.message).toBe('the order of jobTitle names the source b twice: remove one');
  expect(mergeRulesSchema.safeParse({ fields: { nonsense: { kind: 'first' } } }).success).toBe(false);
  expect(mergeRulesSchema.safeParse({ fields: { jobTitle: { kind: 'last' } } }).success).toBe(false);
});
