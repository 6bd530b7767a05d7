import { expect, test } from 'vitest';
import { fieldNames } from './contact-fields.ts';
import type { ContactFields } from './items.ts';
import { defaultMapping, type FieldRule, type Mapping, mapRecord } from './mapping.ts';
import type { SourceRecord } from './source-record.ts';

const record = (fields: ContactFields, extra: Readonly<Record<string, string>> = {}): SourceRecord => ({
  itemId: 'anna',
  kind: 'account',
  enabled: true,
  hiddenFromLists: false,
  licensed: true,
  fields,
  extra,
});
const german = defaultMapping('DE');
const mapping = (fields: Mapping['fields'], phones: Partial<Mapping['phones']> = {}): Mapping => ({
  fields,
  phones: { ...german.phones, ...phones },
});
const map = (fields: ContactFields, rules: Mapping = german, extra: Readonly<Record<string, string>> = {}) => {
  const { item, problems } = mapRecord(record(fields, extra), rules);
  return { fields: item.fields, problems };
};
const take = (from: string): FieldRule => ({ kind: 'take', from });
const template = (text: string): FieldRule => ({ kind: 'template', template: text });
const anna = { displayName: 'Anna Huber', givenName: 'Anna', surname: 'Huber' };

test('M1: a field without a rule, or with a bare take, is taken from the source', () => {
  const fields = {
    ...anna,
    companyName: 'Contoso',
    emailAddresses: [{ address: 'anna@example.com', name: 'Anna' }],
    imAddresses: ['sip:anna@example.com'],
    categories: ['Board'],
    businessAddress: { city: 'München', postalCode: '80331' },
  };
  expect(map(fields)).toEqual({ fields, problems: [] });
  expect(map(fields, mapping({ companyName: { kind: 'take' } }))).toEqual({ fields, problems: [] });
});

test('M1: the item has the id of the record', () => {
  expect(mapRecord(record(anna), german).item).toEqual({ kind: 'contact', itemId: 'anna', fields: anna });
});

test('M2: a birthday without a rule is left out', () => {
  expect(map({ ...anna, birthday: '1980-02-29' }).fields).toEqual(anna);
});

test.each<[string, Mapping['fields'], ContactFields]>([
  ['an extra', { nickName: take('extensionAttribute2') }, { nickName: 'Jr.' }],
  ['another text', { fileAs: take('surname') }, { fileAs: 'Huber' }],
  ['a list: its first entry', { personalNotes: take('emailAddresses') }, { personalNotes: 'a@example.com' }],
  ['a part of an address', { officeLocation: take('businessAddress.city') }, { officeLocation: 'Ulm' }],
  ['a whole address', { otherAddress: take('businessAddress') }, { otherAddress: { city: 'Ulm' } }],
  ['a list into a list', { imAddresses: take('emailAddresses') }, { imAddresses: ['a@example.com', 'b@example.com'] }],
  ['an extra into a list', { emailAddresses: take('upn') }, { emailAddresses: [{ address: 'anna@corp' }] }],
  ['a text as category', { categories: take('surname') }, { categories: ['Huber'] }],
  ['an extra that is missing', { title: take('extensionAttribute9') }, {}],
  ['a name that only objects have', { title: take('constructor') }, {}],
])('M3: take from %s', (_, rules, expected) => {
  const emailAddresses = [{ address: 'a@example.com' }, { address: 'b@example.com' }];
  const source = { ...anna, emailAddresses, businessAddress: { city: 'Ulm' } };
  const extra = { extensionAttribute2: ' Jr. ', upn: 'anna@corp' };
  expect(map(source, mapping(rules), extra)).toEqual({ fields: { ...source, ...expected }, problems: [] });
});

test('M4: a fixed text replaces what the source has, in lists as the only entry', () => {
  const rules = mapping({
    companyName: { kind: 'fixed', value: 'Contoso GmbH' },
    categories: { kind: 'fixed', value: 'Colleagues' },
    companyMainPhone: { kind: 'fixed', value: '089 1234567' },
  });
  const { fields, problems } = map({ ...anna, companyName: 'contoso', categories: ['a', 'b'] }, rules);
  expect(fields).toEqual({
    ...anna,
    companyName: 'Contoso GmbH',
    categories: ['Colleagues'],
    companyMainPhone: '+49891234567',
  });
  expect(problems).toEqual([]);
});

test('M5: a template is filled with fields, parts of addresses and extras', () => {
  const rules = mapping({
    displayName: template('{displayName} ({companyName}, {businessAddress.city})'),
    personalNotes: template('{employeeId}: {emailAddresses}'),
    emailAddresses: template('{employeeId}@example.com'),
    businessPhones: template('+4989123{extensionAttribute1}'),
  });
  const source = {
    ...anna,
    companyName: 'Contoso',
    businessAddress: { city: 'Ulm' },
    emailAddresses: [{ address: 'a@b.c' }],
  };
  expect(map(source, rules, { employeeId: '4711', extensionAttribute1: '4567' }).fields).toEqual({
    ...source,
    displayName: 'Anna Huber (Contoso, Ulm)',
    personalNotes: '4711: a@b.c',
    emailAddresses: [{ address: '4711@example.com' }],
    businessPhones: ['+49891234567'],
  });
});

test('M6: what belongs to a missing value leaves the template with it', () => {
  const rules = mapping({ displayName: template('{displayName} ({companyName})') });
  expect(map(anna, rules).fields.displayName).toBe('Anna Huber');
});

test('M7: a template all of whose values are missing leaves the field out', () => {
  expect(map({ ...anna, title: 'Dr.' }, mapping({ title: template('{nickName}, {profession}') })).fields).toEqual(anna);
});

test('M8: an omitted field is left out', () => {
  const omit: FieldRule = { kind: 'omit' };
  const source = { ...anna, mobilePhone: '+491701234567', homeAddress: { city: 'Ulm' }, imAddresses: ['a'] };
  expect(map(source, mapping({ mobilePhone: omit, homeAddress: omit, imAddresses: omit }))).toEqual({
    fields: anna,
    problems: [],
  });
});

test('M9: fields come in normal form', () => {
  const source = {
    ...anna,
    surname: ' Mu\u0308ller ',
    nickName: ' ',
    categories: ['', 'A'],
    homeAddress: { city: '' },
  };
  expect(map(source).fields).toEqual({ ...anna, surname: 'M\u00fcller', categories: ['A'] });
});

test('M10: numbers of all phone fields become international; a telex number is none', () => {
  const numbers = { mobilePhone: '0170 1234567', businessFax: '089 1234568', pager: '089 1234569', telex: '089 1234' };
  const { fields, problems } = map({
    ...anna,
    ...numbers,
    businessPhones: ['089 1234567'],
    homePhones: ['0049 30 123456'],
  });
  expect(fields).toEqual({
    ...anna,
    mobilePhone: '+491701234567',
    businessFax: '+49891234568',
    pager: '+49891234569',
    telex: '089 1234',
    businessPhones: ['+49891234567'],
    homePhones: ['+4930123456'],
  });
  expect(problems).toEqual([]);
});

test('M11: a number that cannot be made international is kept and reported, without its digits', () => {
  const { fields, problems } = map({ ...anna, mobilePhone: 'siehe Teams', businessPhones: ['4711', '+49 1'] });
  expect(fields).toEqual({ ...anna, mobilePhone: 'siehe Teams', businessPhones: ['4711', '+49 1'] });
  expect(problems).toEqual([
    { field: 'mobilePhone', code: 'phone-not-normalized', detail: 'unparsable' },
    { field: 'businessPhones', code: 'phone-extension-unknown', detail: 'extension-without-rule' },
    { field: 'businessPhones', code: 'phone-not-normalized', detail: expect.stringMatching(/^(invalid|unparsable)$/) },
  ]);
});

test('M12: of equal entries of a list the first one is kept', () => {
  const { fields, problems } = map({
    ...anna,
    businessPhones: ['089 1234567', '+49 89 1234567', '(0049) 89 1234567'],
    emailAddresses: [{ address: 'Anna@Example.com', name: 'Anna' }, { address: 'anna@example.com' }],
    categories: ['A', 'a', 'A'],
  });
  expect(fields).toEqual({
    ...anna,
    businessPhones: ['+49891234567'],
    emailAddresses: [{ address: 'Anna@Example.com', name: 'Anna' }],
    categories: ['A', 'a'],
  });
  expect(problems).toEqual([]);
});

test('M13: of a list that is too long the first entries are kept, and that is reported', () => {
  const many = ['1', '2', '3', '4'].map((digit) => `+4989123456${digit}`);
  const emailAddresses = ['a', 'b', 'c', 'd'].map((name) => ({ address: `${name}@example.com` }));
  const lists = { businessPhones: many, homePhones: many, imAddresses: many, categories: many, emailAddresses };
  const { fields, problems } = map({ ...anna, ...lists });
  expect(fields).toEqual({
    ...anna,
    businessPhones: many.slice(0, 2),
    homePhones: many.slice(0, 2),
    imAddresses: many.slice(0, 3),
    emailAddresses: emailAddresses.slice(0, 3),
    categories: many,
  });
  expect(problems.map(({ field, code }) => `${field} ${code}`)).toEqual(
    ['emailAddresses', 'businessPhones', 'homePhones', 'imAddresses'].map((field) => `${field} list-too-long`),
  );
  expect(problems[0]?.detail).toBe('4 entries, the first 3 are kept');
});

test('M14: a birthday that a rule asks for is a day, or it is left out and reported', () => {
  const asked = mapping({ birthday: { kind: 'take' } });
  expect(map({ ...anna, birthday: '1980-02-29' }, asked).fields).toEqual({ ...anna, birthday: '1980-02-29' });
  expect(map({ ...anna, birthday: '1980-02-29T11:59:00Z' }, asked).fields.birthday).toBe('1980-02-29');
  for (const birthday of ['29.2.1980', '1981-02-29', '1980-13-01', 'T']) {
    expect(map({ ...anna, birthday }, asked)).toEqual({
      fields: anna,
      problems: [{ field: 'birthday', code: 'date-not-readable', detail: 'no ISO date' }],
    });
  }
});

test('M15: a rule that does not fit its field leaves it out and is reported', () => {
  const source = { ...anna, homeAddress: { city: 'Ulm' }, mobilePhone: '+491701234567' };
  const rules = mapping({ homeAddress: take('homeAddress.city'), mobilePhone: take('surname') });
  const { fields, problems } = map(source, rules);
  expect(fields).toEqual(anna);
  expect(problems.map(({ field, code }) => `${field} ${code}`)).toEqual([
    'mobilePhone rule-does-not-fit',
    'homeAddress rule-does-not-fit',
  ]);
});

test.each<[ContactFields, string]>([
  [{ givenName: 'Anna', surname: 'Huber', nickName: 'Anni', companyName: 'Contoso' }, 'Anna Huber'],
  [{ surname: 'Huber', companyName: 'Contoso' }, 'Huber'],
  [{ nickName: 'Anni', companyName: 'Contoso' }, 'Anni'],
  [{ companyName: 'Contoso', emailAddresses: [{ address: 'a@example.com' }] }, 'Contoso'],
  [{ emailAddresses: [{ address: 'a@example.com' }], mobilePhone: '+491701234567' }, 'a@example.com'],
  [{ businessPhones: ['089 1234567'], mobilePhone: '+491701234567' }, '+49891234567'],
  [{ mobilePhone: '0170 1234567' }, '+491701234567'],
  [{ homePhones: ['089 1234567'] }, '+49891234567'],
])('M16: without a display name %j is shown by %s', (fields, shown) => {
  const mapped = map(fields);
  expect(mapped.fields.displayName).toBe(shown);
  expect(mapped.problems).toEqual([]);
  expect(map({ ...fields, displayName: 'X' }, mapping({ displayName: { kind: 'omit' } })).fields.displayName).toBe(
    shown,
  );
});

test('M17: a contact that has nothing to show is reported', () => {
  expect(map({ department: 'Sales' })).toEqual({
    fields: { department: 'Sales' },
    problems: [{ field: 'displayName', code: 'nothing-to-show', detail: 'no name, company, address or number' }],
  });
});

test('M18: national numbers are read in the country of the person, if a rule says where it stands', () => {
  const rules = mapping({}, { countryFrom: 'usageLocation' });
  const source = { ...anna, mobilePhone: '06 12 34 56 78' };
  expect(map(source, rules, { usageLocation: 'FR' }).fields.mobilePhone).toBe('+33612345678');
  expect(map(source, german, { usageLocation: 'FR' }).fields.mobilePhone).not.toBe('+33612345678');
  expect(map({ ...anna, mobilePhone: '0170 1234567' }, rules).fields.mobilePhone).toBe('+491701234567');
});

test('keys come in the order of the fields, whatever the source does', () => {
  const source = { categories: ['A'], surname: 'Huber', mobilePhone: '+491701234567', givenName: 'Anna' };
  const keys = Object.keys(map(source).fields);
  expect(keys).toEqual(fieldNames.filter((name) => keys.includes(name)));
});
