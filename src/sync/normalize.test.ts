import { expect, expectTypeOf, test } from 'vitest';
import { fieldKind, fieldNames } from './contact-fields.ts';
import type { FieldName } from './items.ts';
import { normalizeFields } from './normalize.ts';

test('texts are trimmed and composed, and lose what no service can store', () => {
  expect(
    normalizeFields({
      displayName: ' \u00a0Mu\u0308ller\t',
      personalNotes: 'first\r\n\tsecond\u0000\u001b\uffff',
      jobTitle: 'broken \ud800 half',
    }),
  ).toEqual({ displayName: 'M\u00fcller', personalNotes: 'first\r\n\tsecond', jobTitle: 'broken \ufffd half' });
});

test('what is empty is absent: texts, entries, parts, lists and addresses', () => {
  expect(
    normalizeFields({
      displayName: '',
      mobilePhone: ' ',
      emailAddresses: [{ address: ' ' }, { address: ' a@b.c ', name: ' ' }],
      businessPhones: ['', ' 1 '],
      homePhones: [''],
      categories: [],
      homeAddress: { city: ' ' },
      otherAddress: { city: ' Ulm ', street: '' },
    }),
  ).toEqual({ emailAddresses: [{ address: 'a@b.c' }], businessPhones: ['1'], otherAddress: { city: 'Ulm' } });
});

test('lists keep their order and length, also above the limits', () => {
  const businessPhones = ['4', '1', '3', '1'];
  expect(normalizeFields({ businessPhones })).toEqual({ businessPhones });
});

test('keys come in the order of the fields', () => {
  const normal = normalizeFields({
    otherAddress: { country: 'DE', street: 'x' },
    homePhones: ['1'],
    surname: 'H',
    displayName: 'A',
  });
  expect(JSON.stringify(normal)).toBe(
    '{"displayName":"A","surname":"H","homePhones":["1"],"otherAddress":{"street":"x","country":"DE"}}',
  );
});

test('the catalogue has every contact field once, and a kind for each', () => {
  expectTypeOf<(typeof fieldNames)[number]>().toEqualTypeOf<FieldName>();
  expect(new Set(fieldNames).size).toBe(fieldNames.length);
  for (const name of fieldNames) expect(fieldKind(name)).not.toBeNull();
});
