import { test as property } from '@fast-check/vitest';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fieldNames } from '../../sync/contact-fields.ts';
import type { ContactFields, ContactItem } from '../../sync/items.ts';
import { clearsProperties, createContactEncoder } from './encode.ts';

const stamp = { syncId: 'sync', itemId: 'item', contentHash: 'hash' };
const stampValue = {
  id: 'String {e7d3c2a0-5b1f-4c9e-9a64-8f0d2b7c1e35} Name RingbookStamp',
  value: '1|sync|item|hash',
};

/** Each field once, so that none is forgotten. */
const everyField: Required<ContactFields> = {
  displayName: 'Dr. Zoë O’Brien',
  fileAs: 'O’Brien, Zoë',
  title: 'Dr.',
  givenName: 'Zoë',
  middleName: 'M.',
  surname: 'O’Brien',
  generation: 'Jr.',
  initials: 'Z. O.',
  nickName: 'Zo',
  phoneticGivenName: 'zo-e',
  phoneticSurname: 'o-braien',
  phoneticCompanyName: 'kon-to-so',
  companyName: 'Contoso "AG"',
  department: 'R&D',
  jobTitle: 'Chemikerin',
  profession: 'Chemie',
  manager: 'Ada',
  assistantName: 'Bo',
  spouseName: 'Cy',
  officeLocation: 'München',
  businessHomePage: 'https://example.com',
  personalNotes: 'line 1\nline 2',
  birthday: '1980-02-29',
  mobilePhone: '+491',
  businessFax: '+492',
  homeFax: '+493',
  otherFax: '+494',
  pager: '+495',
  otherPhone: '+496',
  primaryPhone: '+497',
  carPhone: '+498',
  radioPhone: '+499',
  callbackPhone: '+4910',
  companyMainPhone: '+4911',
  assistantPhone: '+4912',
  isdn: '+4913',
  telex: '+4914',
  ttyTddPhone: '+4915',
  emailAddresses: [{ address: 'zoe@example.com', name: 'Zoë' }, { address: 'z@example.com' }],
  businessPhones: ['+4916', '+4917'],
  homePhones: ['+4918'],
  imAddresses: ['sip:zoe'],
  businessAddress: { street: 'A 1', city: 'B', state: 'C', postalCode: '1', country: 'D' },
  homeAddress: { city: 'E' },
  otherAddress: { country: 'F' },
  categories: ['Company'],
};

function contact(fields: ContactFields): ContactItem {
  return { kind: 'contact', itemId: 'item', fields };
}

const encoder = createContactEncoder();
const read = (body: Uint8Array): Record<string, unknown> => JSON.parse(Buffer.from(body).toString());

describe('a create', () => {
  test('has what the item has, and the stamp', () => {
    const body = read(encoder.create({ item: contact({ displayName: 'Zoë', homeAddress: { city: 'Köln' } }) }, stamp));
    expect(body).toEqual({
      displayName: 'Zoë',
      fileAs: 'Zoë',
      homeAddress: { city: 'Köln' },
      singleValueExtendedProperties: [stampValue],
    });
  });

  test('has every field in its place', () => {
    const body = read(encoder.create({ item: contact(everyField) }, stamp));
    expect(body).toMatchObject({
      yomiGivenName: 'zo-e',
      yomiSurname: 'o-braien',
      yomiCompanyName: 'kon-to-so',
      birthday: '1980-02-29T11:59:00Z',
      businessAddress: { street: 'A 1', city: 'B', state: 'C', postalCode: '1', countryOrRegion: 'D' },
      otherAddress: { countryOrRegion: 'F' },
      emailAddresses: [{ address: 'zoe@example.com', name: 'Zoë' }, { address: 'z@example.com' }],
    });
    expect(body.singleValueExtendedProperties).toHaveLength(14 + 1);
    expect(body.singleValueExtendedProperties).toContainEqual({ id: 'String 0x3A24', value: '+492' });
    expect(body.singleValueExtendedProperties).toContainEqual(stampValue);
  });

  test.each(fieldNames)('%s arrives', (name) => {
    const bodyWith = encoder.create({ item: contact({ [name]: everyField[name] }) }, stamp);
    expect(bodyWith.length).toBeGreaterThan(encoder.create({ item: contact({}) }, stamp).length);
  });
});

describe('an update', () => {
  test('empties all that the item does not have', () => {
    const body = read(encoder.update({ item: contact({ displayName: 'Zoë' }) }, stamp, 'empty-text'));
    expect(body).toMatchObject({
      displayName: 'Zoë',
      givenName: null,
      birthday: null,
      mobilePhone: null,
      emailAddresses: [],
      businessPhones: [],
      categories: [],
      homeAddress: { street: null, city: null, state: null, postalCode: null, countryOrRegion: null },
    });
    expect(body.singleValueExtendedProperties).toContainEqual({ id: 'String 0x3A24', value: '' });
    expect(body.singleValueExtendedProperties).toContainEqual(stampValue);
  });

  test('empties extended properties by null where the service wants that', () => {
    const body = read(encoder.update({ item: contact({ displayName: 'Zoë' }) }, stamp, 'null'));
    expect(body.singleValueExtendedProperties).toContainEqual({ id: 'String 0x3A24', value: null });
  });

  test('names the same properties whatever the item has', () => {
    const full = read(encoder.update({ item: contact(everyField) }, stamp, 'empty-text'));
    const empty = read(encoder.update({ item: contact({}) }, stamp, 'empty-text'));
    expect(Object.keys(empty)).toEqual(Object.keys(full));
    for (const value of Object.values(full)) expect([null, '']).not.toContainEqual(value);
  });
});

test('one item under two syncs has two stamps', () => {
  const item = contact({ displayName: 'Zoë' });
  expect(encoder.create({ item }, stamp)).not.toBe(encoder.create({ item }, { ...stamp, syncId: 'other' }));
});

test('whether an update empties extended properties', () => {
  const marked = { fields: everyField, marks: 'marks' };
  expect(clearsProperties({ item: contact({}), own: marked })).toBe(false);
  expect(clearsProperties({ item: contact({}), own: { ...marked, marks: null } })).toBe(true);
  expect(clearsProperties({ item: contact(everyField) })).toBe(true);
  expect(clearsProperties({ item: contact({}) })).toBe(true);
});

property.prop([fc.string(), fc.string(), fc.string()])('any text arrives as it is', (displayName, itemId, pager) => {
  const body = read(encoder.create({ item: contact({ displayName, pager }) }, { ...stamp, itemId }));
  expect(body.displayName).toBe(displayName);
  expect(body.singleValueExtendedProperties).toEqual([
    { id: 'String 0x3A21', value: pager },
    { ...stampValue, value: `1|sync|${itemId}|hash` },
  ]);
});

test('a card is filed under the name that it shows, unless the list says otherwise', () => {
  const encoder = createContactEncoder();
  const bodyOf = (fields: ContactFields) => {
    const item: ContactItem = { kind: 'contact', itemId: 'i', fields };
    return [read(encoder.create({ item }, stamp)), read(encoder.update({ item }, stamp, 'null'))];
  };
  for (const body of bodyOf({ displayName: 'Anna Müller' })) expect(body.fileAs).toBe('Anna Müller');
  for (const body of bodyOf({ displayName: 'Anna Müller', fileAs: 'Müller, Anna' }))
    expect(body.fileAs).toBe('Müller, Anna');
});
