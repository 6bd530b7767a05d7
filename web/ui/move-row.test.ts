import { expect, test } from 'vitest';
import { moveRow } from './move-row.ts';

test.each([
  ['ArrowDown', null, 0],
  ['ArrowDown', 3, 4],
  ['ArrowDown', 99, 99],
  ['ArrowUp', 3, 2],
  ['ArrowUp', 0, 0],
  ['PageDown', 3, 13],
  ['PageDown', 95, 99],
  ['PageUp', 3, 0],
  ['Home', 50, 0],
  ['End', 50, 99],
  ['a', 50, null],
])('%s from row %s leads to %s', (key, from, to) => {
  expect(moveRow(key, from, 100, 10)).toBe(to);
});

test('no row leads nowhere', () => {
  expect(moveRow('End', null, 0, 10)).toBeNull();
});
