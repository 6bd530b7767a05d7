import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createSpending } from './spending.ts';

const windowMs = 60_000;

test('all there is may be spent at once, the next only when it counts no more', () => {
  const spending = createSpending(3, windowMs);
  for (let n = 0; n < 3; n += 1) {
    expect(spending.waitMs(1, 0)).toBe(0);
    spending.reserve(1);
  }
  expect(spending.waitMs(1, 0)).toBeGreaterThan(0);
  for (let n = 0; n < 3; n += 1) spending.spent(1, 500);
  expect(spending.waitMs(1, 500)).toBe(60_500);
  expect(spending.waitMs(1, 61_000)).toBe(0);
  expect(spending.isIdle(61_000)).toBe(true);
});

test('what is more than all there is may be spent when nothing else counts', () => {
  const spending = createSpending(100, windowMs);
  expect(spending.waitMs(500, 0)).toBe(0);
  spending.reserve(500);
  spending.spent(500, 0);
  expect(spending.waitMs(1, 30_000)).toBe(31_000);
  expect(spending.waitMs(500, 61_000)).toBe(0);
});

test('a service that counts from anywhere never sees more than the limit, and one that waits is never asked in vain', () => {
  const requests = fc.array(fc.record({ pauseMs: fc.nat(9000), underWayMs: fc.nat(5000), arrives: fc.nat(100) }), {
    minLength: 1,
    maxLength: 120,
  });
  fc.assert(
    fc.property(requests, fc.integer({ min: 1, max: 12 }), (all, most) => {
      const spending = createSpending(most, windowMs);
      const arrivals: number[] = [];
      const open: { endMs: number }[] = [];
      let nowMs = 0;
      const settle = () => {
        open.sort((a, b) => a.endMs - b.endMs);
        while (open[0] !== undefined && open[0].endMs <= nowMs) spending.spent(1, open.shift()?.endMs ?? 0);
      };
      for (const { pauseMs, underWayMs, arrives } of all) {
        nowMs += pauseMs;
        settle();
        for (let waits = 0; ; waits += 1) {
          const waitMs = spending.waitMs(1, nowMs);
          if (waitMs === 0) break;
          expect(waits).toBeLessThan(12);
          nowMs += waitMs;
          settle();
        }
        spending.reserve(1);
        arrivals.push(nowMs + (underWayMs * arrives) / 100);
        open.push({ endMs: nowMs + underWayMs });
      }
      arrivals.sort((a, b) => a - b);
      for (const from of arrivals) {
        const inWindow = arrivals.filter((at) => at >= from && at < from + windowMs);
        expect(inWindow.length).toBeLessThanOrEqual(most);
      }
    }),
  );
});
