import { test as property } from '@fast-check/vitest';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addressParts, listLimits, phoneFields, textFields } from '../../sync/contact-fields.ts';
import type { ContactFields } from '../../sync/items.ts';
import { normalizeFields } from '../../sync/normalize.ts';
import { decodeContact } from './decode-contact.ts';
import { createContactEncoder } from './encode.ts';

const stamp = { syncId: 's', itemId: 'i', contentHash: 'h' };
const encoder = createContactEncoder();

/** What Graph would show of a body that was sent: with an id, tags in lower case, and null for what was emptied. */
function shown(body: Uint8Array): unknown {
  return JSON.parse(
    Buffer.from(body)
      .toString()
      .replace(/"String 0x3A(..)"/g, (id) => id.toLowerCase().replace('string', 'String')),
    (key, value) => (key === '' ? { ...value, id: 'c' } : value),
  );
}

const text = fc.string({ maxLength: 12 });
const optional = <T>(values: fc.Arbitrary<T>) => fc.option(values, { nil: undefined });
const texts = (names: readonly string[]) => fc.record(Object.fromEntries(names.map((name) => [name, optional(text)])));
const address = optional(texts(addressParts));
const isoDate = fc
  .date({ min: new Date('1900-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

const contents: fc.Arbitrary<ContactFields> = fc
  .record({
    single: texts([...textFields.filter((name) => name !== 'birthday'), ...phoneFields]),
    birthday: optional(isoDate),
    emailAddresses: fc.array(fc.record({ address: text, name: text }), { maxLength: listLimits.emailAddresses }),
    businessPhones: fc.array(text, { maxLength: listLimits.businessPhones }),
    homePhones: fc.array(text, { maxLength: listLimits.homePhones }),
    imAddresses: fc.array(text, { maxLength: listLimits.imAddresses }),
    categories: fc.array(text, { maxLength: 4 }),
    businessAddress: address,
    homeAddress: address,
    otherAddress: address,
  })
  .map(({ single, ...rest }) => normalizeFields(withoutAbsent({ ...single, ...rest })));

function withoutAbsent(fields: object): ContactFields {
  return Object.fromEntries(Object.entries(JSON.parse(JSON.stringify(fields))));
}

/** What says nothing more is not read back: a name that is the address, and being filed under the name that is shown. */
function telling({ fileAs, ...fields }: ContactFields): ContactFields {
  const emailAddresses = fields.emailAddresses?.map(({ address: mail, name }) =>
    name === undefined || name === mail ? { address: mail } : { address: mail, name },
  );
  return normalizeFields({
    ...fields,
    ...(emailAddresses === undefined ? {} : { emailAddresses }),
    ...(fileAs === undefined || fileAs === fields.displayName ? {} : { fileAs }),
  });
}

property.prop([contents])('what is written is read again, after a create', (fields) => {
  const item = { kind: 'contact', itemId: 'i', fields } as const;
  expect(decodeContact(shown(encoder.create({ item }, stamp)))).toEqual(telling(fields));
});

property.prop([contents, fc.constantFrom('empty-text' as const, 'null' as const)])(
  'what is written is read again, after an update in either way',
  (fields, clearing) => {
    const item = { kind: 'contact', itemId: 'i', fields } as const;
    expect(decodeContact(shown(encoder.update({ item }, stamp, clearing)))).toEqual(telling(fields));
  },
);

describe('what Exchange makes up', () => {
  test('an address is shown under itself', () => {
    const emailAddresses = [{ address: 'a@example.com', name: 'a@example.com' }];
    expect(decodeContact({ id: 'c', emailAddresses })).toEqual({ emailAddresses: [{ address: 'a@example.com' }] });
  });

  test('a card is filed under its name, unless somebody filed it elsewhere', () => {
    expect(decodeContact({ id: 'c', displayName: 'Anna', fileAs: 'Anna' })).toEqual({ displayName: 'Anna' });
    const filed = { displayName: 'Anna', fileAs: 'A' };
    expect(decodeContact({ id: 'c', ...filed })).toEqual(filed);
  });
});

test('a birthday is a day', () => {
  expect(decodeContact({ id: 'c', birthday: '1980-02-29T23:00:00Z' })).toEqual({ birthday: '1980-02-29' });
});

test('nulls and empty values are nothing', () => {
  const empty = {
    displayName: null,
    emailAddresses: [null, { address: null }],
    homePhones: [null, ''],
    homeAddress: {},
  };
  expect(decodeContact({ id: 'c', ...empty, personalNotes: '' })).toEqual({});
});

test.each([[null], [[]], [{}], [{ id: 'c', businessPhones: 'x' }]])('%j is no contact', (body) => {
  expect(() => decodeContact(body)).toThrow(expect.objectContaining({ code: 'invalid-answer' }));
});
