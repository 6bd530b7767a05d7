import { fc, test as property } from '@fast-check/vitest';
import { expect, test } from 'vitest';
import { giveUpAfterMs, retryAt } from './retry-later.ts';

const createdAt = '2026-03-01T00:00:00.000Z';

test.each([
  [1, createdAt, '2026-03-01T00:01:00.000Z'],
  [2, '2026-03-01T00:01:00.000Z', '2026-03-01T00:06:00.000Z'],
  [7, '2026-03-01T10:00:00.000Z', '2026-03-01T22:00:00.000Z'],
  [7, '2026-03-01T13:00:00.000Z', null],
  [8, createdAt, null],
])('after try %i at %s: %s', (tries, now, expected) => {
  expect(retryAt(tries, createdAt, now)).toBe(expected);
});

property.prop([fc.nat(20), fc.nat(2 * giveUpAfterMs)])('is later, and never after a day', (tries, passedMs) => {
  const now = new Date(Date.parse(createdAt) + passedMs).toISOString();
  const at = retryAt(tries + 1, createdAt, now);
  if (at === null) return;
  expect(at > now).toBe(true);
  expect(Date.parse(at) - Date.parse(createdAt)).toBeLessThanOrEqual(giveUpAfterMs);
});
