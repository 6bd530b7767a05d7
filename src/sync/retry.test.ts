import { fc, test as prop } from '@fast-check/vitest';
import { expect, test } from 'vitest';
import { type FailureCode, failures } from './failure.ts';
import { type Attempt, decideRetry, defaultRetryPolicy } from './retry.ts';

const policy = { maxTries: 3, maxThrottledTries: 6, baseDelayMs: 100, maxDelayMs: 1000, longestNamedWaitMs: 60_000 };
const attempt = (facts: Partial<Attempt>): Attempt => ({ number: 1, repeatable: true, tokenRenewed: false, ...facts });
const failure = (code: FailureCode, retryAfterMs?: number) =>
  retryAfterMs === undefined ? { code, detail: '' } : { code, detail: '', retryAfterMs };
const least = () => 0;
const most = () => 1 - Number.EPSILON;

test('R1: the wait that a throttling service names is obeyed, at most a tenth longer, also for what may happen once only', () => {
  for (const repeatable of [true, false]) {
    const throttled = [failure('throttled', 30_000), attempt({ repeatable, number: 5 }), policy] as const;
    expect(decideRetry(...throttled, least)).toEqual({ kind: 'retry', afterMs: 30_000 });
    expect(decideRetry(...throttled, most)).toEqual({ kind: 'retry', afterMs: expect.closeTo(33_000, 3) });
  }
});

test('R2: throttled without a wait, or with one of zero, waits half to all of a doubling time', () => {
  for (const throttled of [failure('throttled'), failure('throttled', 0)]) {
    const waits = (number: number) =>
      [least, most].map((random) => decideRetry(throttled, attempt({ number }), policy, random));
    expect(waits(1)).toEqual([
      { kind: 'retry', afterMs: 50 },
      { kind: 'retry', afterMs: expect.closeTo(100, 3) },
    ]);
    expect(waits(3)[0]).toEqual({ kind: 'retry', afterMs: 200 });
    expect(waits(5)[1]).toEqual({ kind: 'retry', afterMs: expect.closeTo(1000, 3) });
  }
});

test('R3: throttled too often gives up', () => {
  const throttled = failure('throttled', 10);
  expect(decideRetry(throttled, attempt({ number: 6 }), policy, least)).toEqual({
    kind: 'give-up',
    failure: throttled,
  });
});

test('R4: what may happen twice is sent again after a wait when the service failed or the answer was lost', () => {
  for (const code of ['unavailable', 'unknown-outcome'] as const) {
    expect(decideRetry(failure(code), attempt({ number: 2 }), policy, least)).toEqual({ kind: 'retry', afterMs: 100 });
    expect(decideRetry(failure(code, 5000), attempt({}), policy, least)).toEqual({ kind: 'retry', afterMs: 5000 });
  }
});

test('R5: what may happen once only is looked up, after the wait, before it is sent again, however often it was tried', () => {
  for (const code of ['unavailable', 'unknown-outcome'] as const) {
    for (const number of [1, 2, 50]) {
      expect(decideRetry(failure(code), attempt({ number, repeatable: false }), policy, least)).toEqual({
        kind: 'resolve',
        afterMs: Math.min(1000, 100 * 2 ** (number - 1)) / 2,
      });
    }
    const named = decideRetry(failure(code, 5000), attempt({ repeatable: false }), policy, least);
    expect(named).toEqual({ kind: 'resolve', afterMs: 5000 });
  }
});

test('R10: a wait that is longer than a run waits ends the tries', () => {
  for (const code of ['throttled', 'unavailable'] as const) {
    for (const repeatable of [true, false]) {
      const long = failure(code, 60_001);
      expect(decideRetry(long, attempt({ repeatable }), policy, least)).toEqual({ kind: 'give-up', failure: long });
    }
  }
});

test('R6: unavailable too often gives up', () => {
  for (const code of ['unavailable', 'unknown-outcome'] as const) {
    const decision = decideRetry(failure(code), attempt({ number: 3 }), policy, least);
    expect(decision).toEqual({ kind: 'give-up', failure: failure(code) });
  }
});

test('R7: a refused token is renewed once', () => {
  for (const repeatable of [true, false]) {
    const decision = decideRetry(failure('unauthorized'), attempt({ repeatable }), policy, least);
    expect(decision).toEqual({ kind: 'renew-token' });
  }
});

test('R8: a refused new token gives up', () => {
  const decision = decideRetry(failure('unauthorized'), attempt({ tokenRenewed: true }), policy, least);
  expect(decision).toEqual({ kind: 'give-up', failure: failure('unauthorized') });
});

const codes = Object.keys(failures).filter((code): code is FailureCode => code in failures);
const final = codes.filter((code) => !['throttled', 'unavailable', 'unknown-outcome', 'unauthorized'].includes(code));

test.each(final)('R9: %s gives up at once', (code) => {
  expect(decideRetry(failure(code, 10), attempt({}), policy, least)).toEqual({
    kind: 'give-up',
    failure: failure(code, 10),
  });
});

prop.prop([
  fc.constantFrom(...codes),
  fc.option(fc.nat(1e7), { nil: undefined }),
  fc.boolean(),
  fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
])('every request ends: no failure is retried forever', (code, retryAfterMs, repeatable, chance) => {
  let tokenRenewed = false;
  for (let number = 1; number <= 1 + defaultRetryPolicy.maxThrottledTries; number += 1) {
    const decision = decideRetry(
      failure(code, retryAfterMs),
      { number, repeatable, tokenRenewed },
      defaultRetryPolicy,
      () => chance,
    );
    if (decision.kind === 'give-up' || decision.kind === 'resolve') return;
    if (decision.kind === 'renew-token') tokenRenewed = true;
    else expect(decision.afterMs).toBeGreaterThanOrEqual(retryAfterMs ?? 1);
  }
  expect.fail('still retrying');
});
