import { expect, test } from 'vitest';
import type { Source } from '../definition.ts';
import { newValues, sourceKinds, sourceOf, valueAt, valuesOf } from './source-values.ts';

const rules = {
  kinds: ['account', 'room'],
  includeDisabled: true,
  includeHidden: false,
  includeUnlicensed: false,
  includeWithoutMail: true,
} as const;
const csv: Source = {
  kind: 'csv',
  sourceId: 'suppliers',
  file: 'upload:suppliers.csv',
  encoding: 'windows-1252',
  delimiter: ';',
  id: { from: ['Name', 'Town'] },
  columns: { Name: 'displayName', Phone: ['businessPhones', 'otherPhone'], Remark: 'ignore' },
  join: [{ file: 'upload:b.csv', on: { column: 'Supplier', equals: 'Name' }, columns: { Town: 'address.city' } }],
  overflow: 'notes',
};
const sources: readonly Source[] = [
  { kind: 'gal', sourceId: 'people', connectionId: 'c', rules, photoPixels: 96 },
  { kind: 'gal', sourceId: 'people', connectionId: 'c', rules, photoPixels: null },
  { kind: 'organizational-contacts', sourceId: 'partners', connectionId: 'c' },
  { kind: 'group', sourceId: 'field', connectionId: 'c', groupId: 'g', photoPixels: null },
  { kind: 'mailbox-folder', sourceId: 'reception', connectionId: 'c', mailbox: 'r@example.com', folder: ['A', 'B'] },
  { kind: 'mailbox-folder', sourceId: 'reception', connectionId: 'c', mailbox: 'r@example.com', folder: [] },
  csv,
];

test.each(sources)('what the form holds of $kind is the source again', (source) => {
  expect(sourceOf(valuesOf(source), source)).toEqual(source);
});

test('a new form is no source before it says what it must', () => {
  const complete = sourceKinds.filter((kind) => sourceOf(newValues(kind, 'x', 'c'), null) !== null);
  expect(complete).toEqual(['gal', 'organizational-contacts']);
  expect(sourceOf(newValues('gal', 'x', ''), null)).toBeNull();
  expect(sourceOf(newValues('gal', '', 'c'), null)).toBeNull();
});

test('of another file nothing is known yet of how it is written', () => {
  const other = sourceOf({ ...valuesOf(csv), file: 'upload:new.csv' }, csv);
  expect(other).not.toHaveProperty('encoding');
  expect(other).not.toHaveProperty('delimiter');
});

test.each([
  ['body.groupId', 'groupId'],
  ['body.source.folder.0', 'folder'],
  ['body.source.rules.kinds', 'kinds'],
  ['body.id.column', 'idColumns'],
  ['body.sources.x', null],
])('%s is a fault of %s', (path, value) => {
  expect(valueAt(path)).toBe(value);
});
