import { expect, test } from 'vitest';
import { checkMapping, mappingSchema } from './check-mapping.ts';
import { defaultMapping, type ExtensionRule, type FieldRule, type Mapping } from './mapping.ts';

const german = defaultMapping('DE');
const faultsOf = (fields: Mapping['fields'], phones: Partial<Mapping['phones']> = {}) =>
  checkMapping({ fields, phones: { ...german.phones, ...phones } });

const rules: { readonly [Name in keyof Mapping['fields']]: readonly [FieldRule, string][] } = {
  displayName: [
    [{ kind: 'take', from: 'displayname' }, 'there is no field displayname: write displayName'],
    [
      { kind: 'take', from: 'homeAddress' },
      'homeAddress is a whole address: name a part of it, such as homeAddress.city',
    ],
    [
      { kind: 'take', from: 'homeAddress.town' },
      'there is no homeAddress.town: an address has street, city, state, postalCode, country',
    ],
    [{ kind: 'take', from: ' ' }, 'a name is empty: name a field or an extra'],
    [{ kind: 'fixed', value: ' ' }, 'the fixed text is empty: use {"kind":"omit"} to leave it out'],
    [{ kind: 'template', template: '{surname' }, 'braces do not match: write each name as {name}'],
    [
      { kind: 'template', template: 'Anna' },
      'no name in braces: use {"kind":"fixed"} for a text that is always the same',
    ],
    [
      { kind: 'template', template: '{surname} {Businessaddress.City}' },
      'there is no field Businessaddress.City: write businessAddress.city',
    ],
  ],
  birthday: [
    [{ kind: 'fixed', value: '29.2.1980' }, 'a fixed date must look like 1980-02-29'],
    [{ kind: 'template', template: '{surname}' }, 'a date cannot be a template: take it from a field, or omit it'],
    [{ kind: 'take', from: 'surname' }, 'surname holds a text, this field needs a date: take it from another field'],
  ],
  mobilePhone: [
    [
      { kind: 'take', from: 'emailAddresses' },
      'emailAddresses holds e-mail addresses, this field needs a telephone number: take it from another field',
    ],
  ],
  emailAddresses: [
    [
      { kind: 'take', from: 'businessPhones' },
      'businessPhones holds telephone numbers, this field needs e-mail addresses: take it from another field',
    ],
  ],
  businessAddress: [
    [{ kind: 'fixed', value: 'Ulm' }, 'an address cannot be a fixed text: take it from another address, or omit it'],
    [
      { kind: 'template', template: '{surname}' },
      'an address cannot be a template: take it from another address, or omit it',
    ],
    [{ kind: 'take', from: 'homeAddress.city' }, 'homeAddress.city is a part: take a whole address'],
    [
      { kind: 'take', from: 'extensionAttribute1' },
      'extensionAttribute1 is no address: take it from businessAddress, homeAddress, otherAddress',
    ],
  ],
};
const misfits = Object.entries(rules).flatMap(([name, faults]) =>
  faults.map(([rule, message]) => ({ field: `fields.${name}`, fields: { [name]: rule }, message })),
);

test.each(misfits)('M15: $fields is refused: $message', ({ field, fields, message }) => {
  expect(faultsOf(fields)).toEqual([{ field, message }]);
});

test.each<Mapping['fields']>([
  { displayName: { kind: 'template', template: '{surname}, {givenName} ({extensionAttribute3}, {homeAddress.city})' } },
  { businessPhones: { kind: 'take', from: 'mobilePhone' }, mobilePhone: { kind: 'take', from: 'extensionAttribute1' } },
  { imAddresses: { kind: 'take', from: 'emailAddresses' }, categories: { kind: 'take', from: 'department' } },
  {
    birthday: { kind: 'take' },
    homeAddress: { kind: 'take', from: 'businessAddress' },
    otherAddress: { kind: 'omit' },
  },
  { birthday: { kind: 'fixed', value: '1980-02-29' }, personalNotes: { kind: 'take', from: 'birthday' } },
])('%j fits', (fields) => {
  expect(faultsOf(fields)).toEqual([]);
});

const extension = (rule: Partial<ExtensionRule>): ExtensionRule => ({
  prefix: '5',
  length: 4,
  fullNumber: '+49891234{extension}',
  ...rule,
});

test.each([
  [{ prefix: 'a' }, /must be digits/],
  [{ length: 0 }, /number of all digits/],
  [{ length: 2.5 }, /number of all digits/],
  [{ prefix: '55555' }, /number of all digits/],
  [{ fullNumber: '+49891234' }, /one place for the digits/],
  [{ fullNumber: '089 1234{extension}' }, /one place for the digits/],
  [{ fullNumber: '+4989{extension}{extension}' }, /one place for the digits/],
  [{ length: 8, fullNumber: '+498912345{extension}' }, /at most 15 digits/],
])('extension rule %j is refused', (rule, message) => {
  const faults = faultsOf({}, { extensions: [extension(rule)] });
  expect(faults).toEqual([{ field: 'phones.extensions.0', message: expect.stringMatching(message) }]);
});

test('extension rules that differ in prefix or length are fine, two alike are not', () => {
  const three = [extension({}), extension({ prefix: '52' }), extension({ prefix: '', length: 3 })];
  expect(faultsOf({}, { extensions: three })).toEqual([]);
  expect(faultsOf({}, { extensions: [...three, extension({ fullNumber: '+4930{extension}' })] })).toEqual([
    { field: 'phones.extensions.3', message: 'an earlier rule has the same prefix and length: remove one' },
  ]);
});

test('countries are told by two capital letters, and where they stand by a text', () => {
  for (const defaultCountry of ['Germany', 'de', 'XX', '']) {
    expect(faultsOf({}, { defaultCountry }).map(({ field }) => field)).toEqual(['phones.defaultCountry']);
  }
  expect(faultsOf({}, { countryFrom: 'usageLocation' })).toEqual([]);
  expect(faultsOf({}, { countryFrom: 'homeAddress' }).map(({ field }) => field)).toEqual(['phones.countryFrom']);
});

test('the schema takes a mapping as it is, and puts faults at the field they are in', () => {
  const mapping: Mapping = {
    fields: { displayName: { kind: 'template', template: '{surname}' }, title: { kind: 'take' } },
    phones: { defaultCountry: 'DE', extensions: [extension({})], countryFrom: 'usageLocation' },
  };
  expect(mappingSchema.parse(structuredClone(mapping))).toEqual(mapping);
  expect(mappingSchema.parse(german)).toEqual(german);
  const faulty = mappingSchema.safeParse({ ...mapping, fields: { title: { kind: 'fixed', value: '' } } });
  expect(faulty.error?.issues).toEqual([
    expect.objectContaining({ path: ['fields', 'title'], message: expect.stringMatching(/omit/) }),
  ]);
  for (const unknown of [
    { displayNam: { kind: 'take' } },
    { title: { kind: 'guess' } },
    { title: { kind: 'take', form: 'x' } },
  ]) {
    expect(mappingSchema.safeParse({ ...mapping, fields: unknown }).success).toBe(false);
  }
});
