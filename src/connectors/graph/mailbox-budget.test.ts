import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createMailboxBudget } from './mailbox-budget.ts';

const windowMs = 10 * 60_000;
const allowance = { requestsPer10Min: 20, uploadBytesPer5Min: 1000 };

test('never more requests in any ten minutes than a mailbox allows, and it always goes on', () => {
  const requests = fc.array(fc.record({ pauseMs: fc.nat(60_000), tookMs: fc.nat(5000) }), {
    minLength: 1,
    maxLength: 120,
  });
  fc.assert(
    fc.property(requests, (all) => {
      const budget = createMailboxBudget(allowance);
      const sentMs: number[] = [];
      let nowMs = 0;
      for (const { pauseMs, tookMs } of all) {
        nowMs += pauseMs;
        for (let waits = 0; ; waits += 1) {
          const waitMs = budget.waitMs('m', 0, nowMs);
          if (waitMs === 0) break;
          expect(waits).toBeLessThan(5);
          nowMs += waitMs;
        }
        budget.start('m', 0);
        sentMs.push(nowMs);
        nowMs += tookMs;
        budget.end('m', 0, nowMs);
      }
      for (const from of sentMs) {
        expect(sentMs.filter((at) => at >= from && at < from + windowMs).length).toBeLessThanOrEqual(20);
      }
    }),
  );
});

test('uploads count by their bytes, also those that are under way when counting becomes exact', () => {
  const budget = createMailboxBudget(allowance);
  for (const bytes of [300, 300, 300]) budget.start('m', bytes);
  budget.end('m', 300, 0);
  budget.end('m', 300, 0);
  expect(budget.waitMs('m', 100, 0)).toBe(0);
  expect(budget.waitMs('m', 101, 0)).toBeGreaterThan(0);
  expect(budget.waitMs('other', 900, 0)).toBe(0);
});
