import { expect, test } from 'vitest';
import { setBounded } from './bounded-map.ts';

test('the oldest entry is forgotten when there are more than the limit', () => {
  const map = new Map<string, number>();
  for (const [index, key] of ['a', 'b', 'a', 'c', 'd'].entries()) setBounded(map, key, index, 3);
  expect([...map]).toEqual([
    ['b', 1],
    ['c', 3],
    ['d', 4],
  ]);
});
