import { expect, test } from 'vitest';
import { freeSlug, slugOf, slugPattern } from './slug.ts';

test.each([
  ['Alle Kolleginnen & Kollegen', 'alle-kolleginnen-kollegen'],
  ['Außendienst Süd', 'aussendienst-sued'],
  ['  Équipe n°1 ', 'equipe-n-1'],
  ['---', ''],
  ['x'.repeat(80), 'x'.repeat(63)],
])('%s becomes %s', (name, slug) => {
  expect(slugOf(name)).toBe(slug);
  if (slug !== '') expect(slug).toMatch(slugPattern);
});

test('a name that is taken gets a number', () => {
  expect(freeSlug('people', [])).toBe('people');
  expect(freeSlug('people', ['people', 'people-2'])).toBe('people-3');
});
