import { expect, test } from 'vitest';
import type { Item } from '../sync/items.ts';
import { fieldChanges } from './field-changes.ts';

const ada: Item = {
  kind: 'contact',
  itemId: 'a',
  fields: { displayName: 'Ada', businessPhones: ['+491', '+492'], businessAddress: { city: 'Ulm', street: 'Weg 1' } },
  photo: 'p1',
};

test('names each field with another value, and parts of addresses by themselves', () => {
  const { businessPhones: _, ...rest } = ada.fields;
  const fields = { ...rest, jobTitle: 'Head', businessAddress: { city: 'Bonn', street: 'Weg 1' } };
  expect(fieldChanges(ada, { ...ada, fields, photo: 'p2' })).toEqual([
    { field: 'jobTitle', before: null, after: 'Head' },
    { field: 'businessPhones', before: '+491, +492', after: null },
    { field: 'businessAddress.city', before: 'Ulm', after: 'Bonn' },
    { field: 'photo', before: null, after: null },
  ]);
});

test('of what is new or gone every field is named; of what is equal none', () => {
  const added = fieldChanges(null, ada);
  expect(added.map(({ field, before }) => [field, before])).toEqual([
    ['displayName', null],
    ['businessPhones', null],
    ['businessAddress.street', null],
    ['businessAddress.city', null],
    ['photo', null],
  ]);
  expect(fieldChanges(ada, null).map(({ after }) => after)).toEqual([null, null, null, null, null]);
  expect(fieldChanges(ada, { ...ada })).toEqual([]);
});
