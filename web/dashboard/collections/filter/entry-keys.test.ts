import { expect, test } from 'vitest';
import { createEntryKeys } from './entry-keys.ts';

test('each has a key of its own, and what replaces it takes it over', () => {
  const { keyOf, replace } = createEntryKeys();
  const [one, other] = [{ a: 1 }, { a: 1 }];
  const key = keyOf(one);
  expect(keyOf(other)).not.toBe(key);
  expect(keyOf(one)).toBe(key);
  expect(keyOf(replace(one, { a: 2 }))).toBe(key);
});
