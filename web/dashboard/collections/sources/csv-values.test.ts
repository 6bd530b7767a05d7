import { expect, test } from 'vitest';
import { columnsFor, fileNameOf, idFor } from './csv-values.ts';

test('columns keep what was said of them, then go where they seem to belong, then nowhere', () => {
  const before = [{ column: 'Name', target: 'nickName' }];
  const guessed = { Name: 'displayName', Phone: ['businessPhones', 'otherPhone'] };
  expect(columnsFor(['Name', 'Phone', '', 'Phone', 'constructor'], before, guessed)).toEqual([
    { column: 'Name', target: 'nickName' },
    { column: 'Phone', target: 'businessPhones, otherPhone' },
    { column: 'constructor', target: 'ignore' },
  ]);
});

test('the id stays while its columns are there', () => {
  expect(idFor(['No', 'Name'], ['Name'], ['No'])).toEqual(['Name']);
  expect(idFor(['No', 'Name'], ['Number'], ['No'])).toEqual(['No']);
  expect(idFor(['', 'Name'], [], [])).toEqual(['Name']);
});

test.each([
  ['members.csv', 'members.csv'],
  ['Lieferanten Süd (neu).CSV', 'Lieferanten Sud -neu-.csv'],
  ['../../etc.csv', 'etc.csv'],
  ['名簿.csv', 'file.csv'],
])('%s is kept as %s', (name, kept) => {
  expect(fileNameOf(name)).toBe(kept);
  expect(kept).toMatch(/^[\w][\w .-]{0,99}\.csv$/i);
});
