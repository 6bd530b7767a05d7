import { expect, test } from 'vitest';
import { createTextSearch, matchesSearch } from './text-search.ts';

const entries = [
  { name: 'Jürgen Groß', more: ['j.gross@example.com', 'Vertrieb Süd'], numbers: ['+49 89 1234-567'] },
  { name: 'Zoë Martin', more: ['Étienne & Co'], numbers: ['0171 99 88 77'] },
];
const search = createTextSearch(entries, ({ name, more, numbers }) => ({ texts: [name, ...more], numbers }));
const found = (text: string) => search(text).map(({ name }) => name);

test.each([
  ['', ['Jürgen Groß', 'Zoë Martin']],
  ['  ', ['Jürgen Groß', 'Zoë Martin']],
  ['jurgen', ['Jürgen Groß']],
  ['JUERGEN', ['Jürgen Groß']],
  ['gross', ['Jürgen Groß']],
  ['süd groß', ['Jürgen Groß']],
  ['sued', ['Jürgen Groß']],
  ['zoe', ['Zoë Martin']],
  ['etienne', ['Zoë Martin']],
  ['zoe süd', []],
  ['nobody', []],
])('"%s"', (text, names) => {
  expect(found(text)).toEqual(names);
});

test.each([
  ['089 1234', ['Jürgen Groß']],
  ['+49 (0) 89 / 1234-5', ['Jürgen Groß']],
  ['0049891234567', ['Jürgen Groß']],
  ['0171-9988', ['Zoë Martin']],
  ['567', ['Jürgen Groß']],
  ['5670171', []],
  ['12', []],
])('number %s', (text, names) => {
  expect(found(text)).toEqual(names);
});

test('one entry is judged as a list is', () => {
  expect(matchesSearch('ann', { texts: ['Anna'], numbers: [] })).toBe(true);
  expect(matchesSearch('bea', { texts: ['Anna'], numbers: [] })).toBe(false);
});
