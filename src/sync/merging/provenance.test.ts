import { expect, test } from 'vitest';
import type { ContactFields } from '../items.ts';
import { defaultMapping, type Mapping } from '../mapping.ts';
import type { SourceRecord } from '../source-record.ts';
import { mergeRecords } from './merge.ts';
import { explainItem } from './provenance.ts';

const entry = (sourceId: string, fields: ContactFields, extra: SourceRecord['extra']): SourceRecord => ({
  itemId: `${sourceId}1`,
  kind: 'account',
  enabled: true,
  hiddenFromLists: false,
  licensed: true,
  fields,
  extra,
});
type Lists = Readonly<Record<string, ContactFields & { readonly extra?: SourceRecord['extra'] }>>;

/** `field: rule name<origins> …` for each field, of a record `<source>1` of each source. */
function explain(lists: Lists, fields: Mapping['fields'] = {}): readonly string[] {
  const members = Object.entries(lists).map(([sourceId, { extra, ...contact }]) => ({
    sourceId,
    record: entry(sourceId, contact, extra ?? {}),
  }));
  const merged = mergeRecords('anna', members, { fields: {} });
  return explainItem(merged, { ...defaultMapping('DE'), fields }).map(({ field, rule, inputs }) => {
    const read = inputs.map(({ name, origins }) => `${name}<${origins.map(({ recordId }) => recordId).join(' ')}>`);
    return [`${field}: ${rule}`, ...read].join(' ');
  });
}

test('C20: what was taken comes from the source of the field, or of the field or extra that the rule names', () => {
  const lists: Lists = {
    a: { displayName: 'Anna', mobilePhone: '0170 1234567' },
    b: { jobTitle: 'Head', surname: 'Huber', extra: { costCentre: '7' } },
  };
  const taken = explain(lists, {
    department: { kind: 'take', from: 'costCentre' },
    companyName: { kind: 'take', from: 'surname' },
    businessPhones: { kind: 'take', from: 'mobilePhone' },
  });
  expect(taken).toEqual([
    'displayName: taken displayName<a1>',
    'surname: taken surname<b1>',
    'companyName: taken surname<b1>',
    'department: taken costCentre<b1>',
    'jobTitle: taken jobTitle<b1>',
    'mobilePhone: taken mobilePhone<a1>',
    'businessPhones: taken mobilePhone<a1>',
  ]);
});

test('C20: of a list one source per entry that is in the item: equal ones and those above the limit are none', () => {
  const lists: Lists = {
    a: { displayName: 'Anna', businessPhones: ['089 1234567'] },
    b: { businessPhones: ['+49 89 1234567'] },
    c: { businessPhones: ['089 1234568', '089 1234569'], emailAddresses: [{ address: 'c@example.com' }] },
  };
  const fields: Mapping['fields'] = {
    nickName: { kind: 'take', from: 'businessPhones' },
    homePhones: { kind: 'take', from: 'businessPhones' },
    imAddresses: { kind: 'take', from: 'emailAddresses' },
  };
  expect(explain(lists, fields)).toEqual([
    'displayName: taken displayName<a1>',
    'nickName: taken businessPhones<a1>',
    'emailAddresses: taken emailAddresses<c1>',
    'businessPhones: taken businessPhones<a1 c1>',
    'homePhones: taken businessPhones<a1 c1>',
    'imAddresses: taken emailAddresses<c1>',
  ]);
});

test('C20: e-mail addresses have one source each', () => {
  const email = (address: string) => ({ address });
  const lists: Lists = {
    a: { displayName: 'Anna', emailAddresses: [email('A@example.com')], imAddresses: ['x@example.com'] },
    b: { emailAddresses: [email('a@example.com'), email('b@example.com')], imAddresses: ['X@example.com', 'y'] },
    c: { emailAddresses: [email('c@example.com'), email('d@example.com')] },
  };
  expect(explain(lists)[1]).toBe('emailAddresses: taken emailAddresses<a1 b1 c1>');
  const swapped = explain(lists, { emailAddresses: { kind: 'take', from: 'imAddresses' } });
  expect(swapped[1]).toBe('emailAddresses: taken imAddresses<a1 b1>');
});

test('C21: a template has the sources of its names, each once; what is missing has none', () => {
  const lists: Lists = {
    a: { surname: 'Huber', categories: ['x'] },
    b: { givenName: 'Anna', categories: ['y'], extra: { costCentre: '7' } },
  };
  const template = '{ surname }, {givenName} {categories} ({nickName}) {costCentre} {surname}';
  expect(explain(lists, { displayName: { kind: 'template', template } })[0]).toBe(
    'displayName: template surname<a1> givenName<b1> categories<a1> nickName<> costCentre<b1>',
  );
});

test('C22: what is fixed comes from no source', () => {
  const fields: Mapping['fields'] = {
    companyName: { kind: 'fixed', value: 'Company' },
    jobTitle: { kind: 'fixed', value: 'Job' },
  };
  expect(explain({ a: { displayName: 'Anna', jobTitle: 'Head' } }, fields)).toEqual([
    'displayName: taken displayName<a1>',
    'companyName: fixed',
    'jobTitle: fixed',
  ]);
});

test('C23: what is not in the item is left out', () => {
  const fields: Mapping['fields'] = { jobTitle: { kind: 'omit' }, surname: { kind: 'take', from: 'homeAddress' } };
  const lists: Lists = { a: { displayName: 'Anna', jobTitle: 'Head', surname: 'Huber', birthday: '1980-02-29' } };
  expect(explain(lists, fields)).toEqual(['displayName: taken displayName<a1>']);
  expect(explain({ a: { displayName: ' ' } })).toEqual([]);
});

const number = '089 1234567';
test.each<readonly [string, Lists, Mapping['fields']]>([
  ['givenName<a1> surname<b1>', { a: { givenName: 'Anna', nickName: 'An' }, b: { surname: 'Huber' } }, {}],
  ['surname<b1>', { a: { nickName: 'An' }, b: { surname: 'Huber' } }, {}],
  ['nickName<b1>', { a: { companyName: 'Ring' }, b: { nickName: 'An' } }, {}],
  ['companyName<a1>', { a: { companyName: 'Ring' }, b: { emailAddresses: [{ address: 'x' }] } }, {}],
  ['emailAddresses<a1>', { a: { emailAddresses: [{ address: 'x' }] }, b: { emailAddresses: [{ address: 'y' }] } }, {}],
  ['businessPhones<b1>', { a: { mobilePhone: number }, b: { businessPhones: [number] } }, {}],
  ['mobilePhone<a1>', { a: { mobilePhone: number }, b: { homePhones: [number] } }, {}],
  ['homePhones<b1>', { a: {}, b: { homePhones: [number, '089 1234568'] } }, {}],
  [
    'jobTitle<b1>',
    { a: {}, b: { jobTitle: 'Head' } },
    { nickName: { kind: 'template', template: '{jobTitle}' }, jobTitle: { kind: 'omit' } },
  ],
  [
    'surname<a1>',
    { a: { surname: 'Huber' } },
    { givenName: { kind: 'take', from: 'surname' }, displayName: { kind: 'omit' } },
  ],
])('C24: a display name that was missing is shown by %s', (inputs, lists, fields) => {
  expect(explain(lists, fields)[0]).toBe(`displayName: shown-by ${inputs}`);
});

test('C24: a display name that is made of what is fixed comes from no source', () => {
  expect(explain({ a: {} }, { companyName: { kind: 'fixed', value: 'Company' } })[0]).toBe('displayName: shown-by');
});

test('C25: part of an address comes from the source of the address, if it is there', () => {
  const lists: Lists = { a: { displayName: 'Anna' }, b: { homeAddress: { city: 'Ulm' } } };
  const template = '{homeAddress.city} {homeAddress.street}';
  const fields: Mapping['fields'] = {
    officeLocation: { kind: 'take', from: 'homeAddress.city' },
    jobTitle: { kind: 'template', template },
    otherAddress: { kind: 'take', from: 'homeAddress' },
  };
  expect(explain(lists, fields)).toEqual([
    'displayName: taken displayName<a1>',
    'jobTitle: template homeAddress.city<b1> homeAddress.street<>',
    'officeLocation: taken homeAddress.city<b1>',
    'homeAddress: taken homeAddress<b1>',
    'otherAddress: taken homeAddress<b1>',
  ]);
});
