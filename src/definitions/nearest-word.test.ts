import { expect, test } from 'vitest';
import { nearestWord } from './nearest-word.ts';

test.each([
  ['groupid', 'groupId'],
  ['group_id', 'groupId'],
  ['fodler', 'folder'],
  ['audence', 'audience'],
  ['x', null],
  ['unrelated', null],
  ['', null],
])('%s is %s', (word, nearest) => {
  expect(nearestWord(word, ['folder', 'groupId', 'audience'])).toBe(nearest);
});

test('of equals it is the first, and nothing is near to nothing', () => {
  expect(nearestWord('cat', ['bat', 'car'])).toBe('bat');
  expect(nearestWord('cat', [])).toBeNull();
});
