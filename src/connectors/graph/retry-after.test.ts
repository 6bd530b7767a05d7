import { expect, test } from 'vitest';
import { parseRetryAfter } from './retry-after.ts';

const now = Date.parse('2026-03-01T12:00:00Z');

test.each([
  ['7', 7000],
  [' 0 ', 0],
  ['1.5', 1500],
  ['Sun, 01 Mar 2026 12:00:30 GMT', 30_000],
  ['Sun, 01 Mar 2026 11:00:00 GMT', 0],
  ['99999999999', 86_400_000],
  ['-5', undefined],
  ['soon', undefined],
  ['Sunday someday', undefined],
  ['2026', 2_026_000],
  ['2026-03-01', undefined],
  ['', undefined],
  [undefined, undefined],
])('%j is %j ms', (value, expected) => {
  expect(parseRetryAfter(value, now)).toBe(expected);
});
