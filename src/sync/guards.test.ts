import { fc, test as prop } from '@fast-check/vitest';
import { expect, test } from 'vitest';
import { defaultGuardPolicy, guardPlan, guardPolicySchema, guardRead, type ReadFacts } from './guards.ts';

const policy = { maxDeletes: 100, maxDeleteShare: 0.2, freeDeletes: 10 };
const read = (facts: Partial<ReadFacts>): ReadFacts => ({
  complete: true,
  snapshot: true,
  recordCount: 950,
  knownCount: 1000,
  removedCount: 50,
  ...facts,
});
const hold = (deletes: number, of: number) => ({ kind: 'hold', guard: 'too-many-deletes', deletes, of });

test('D1: an incomplete read deletes nothing, whoever approves', () => {
  for (const approved of [false, true]) {
    const verdict = guardRead(read({ complete: false, recordCount: 0 }), policy, approved);
    expect(verdict).toEqual({ kind: 'no-deletes', reason: 'incomplete-read' });
  }
});

test('D2: an empty snapshot of a list that never had items passes', () => {
  expect(guardRead(read({ recordCount: 0, knownCount: 0, removedCount: 0 }), policy, false)).toEqual({ kind: 'pass' });
});

test('D3: an empty snapshot of a list that had items is held, however few they were', () => {
  const verdict = guardRead(read({ recordCount: 0, knownCount: 3, removedCount: 3 }), policy, false);
  expect(verdict).toEqual({ kind: 'hold', guard: 'empty-read', deletes: 3, of: 3 });
  const changes = read({ snapshot: false, recordCount: 0, knownCount: 3, removedCount: 3 });
  expect(guardRead(changes, policy, false)).toEqual({ kind: 'pass' });
});

test('D4: more deletes than the number are held, whatever their share', () => {
  expect(guardRead(read({ knownCount: 10_000, removedCount: 101 }), policy, false)).toEqual(hold(101, 10_000));
  expect(guardRead(read({ knownCount: 10_000, removedCount: 100 }), policy, false)).toEqual({ kind: 'pass' });
  expect(guardPlan({ deletes: 101, held: 10_000, collectionComplete: true }, policy, false)).toEqual(hold(101, 10_000));
});

test('D5: more deletes than the share are held, if they are more than the free ones', () => {
  expect(guardRead(read({ knownCount: 100, removedCount: 21 }), policy, false)).toEqual(hold(21, 100));
  expect(guardRead(read({ knownCount: 100, removedCount: 20 }), policy, false)).toEqual({ kind: 'pass' });
  expect(guardPlan({ deletes: 21, held: 100, collectionComplete: true }, policy, false)).toEqual(hold(21, 100));
});

test('D6: as many deletes as are free pass, whatever their share', () => {
  expect(guardRead(read({ knownCount: 12, removedCount: 10 }), policy, false)).toEqual({ kind: 'pass' });
  expect(guardRead(read({ knownCount: 12, removedCount: 11 }), policy, false)).toEqual(hold(11, 12));
});

test('D7: what a person approved passes', () => {
  expect(guardRead(read({ removedCount: 900 }), policy, true)).toEqual({ kind: 'pass' });
  expect(guardRead(read({ recordCount: 0, removedCount: 1000 }), policy, true)).toEqual({ kind: 'pass' });
  expect(guardPlan({ deletes: 900, held: 1000, collectionComplete: true }, policy, true)).toEqual({ kind: 'pass' });
});

test('D8: a folder of a collection that was never read completely deletes nothing, whoever approves', () => {
  for (const approved of [false, true]) {
    const verdict = guardPlan({ deletes: 1, held: 100, collectionComplete: false }, policy, approved);
    expect(verdict).toEqual({ kind: 'no-deletes', reason: 'collection-incomplete' });
  }
});

const policies = fc.record({
  maxDeletes: fc.nat(50),
  maxDeleteShare: fc.double({ min: 0, max: 1, noNaN: true }),
  freeDeletes: fc.nat(50),
});

prop.prop([policies, fc.nat(100), fc.nat(100), fc.nat(100), fc.boolean(), fc.boolean()])(
  'more deletes never relax a guard',
  (guards, known, some, more, snapshot, complete) => {
    const strictness = (removedCount: number) => {
      const facts = { complete, snapshot, recordCount: 1, knownCount: known, removedCount };
      const plan = { deletes: removedCount, held: known, collectionComplete: complete };
      return [guardRead(facts, guards, false), guardPlan(plan, guards, false)].map(({ kind }) => kind !== 'pass');
    };
    const before = strictness(some);
    const after = strictness(some + more);
    before.forEach((strict, index) => {
      if (strict) expect(after[index]).toBe(true);
    });
  },
);

prop.prop([policies, fc.nat(100), fc.nat(100)])('no deletes are never too many', (guards, known, recordCount) => {
  const facts = read({ knownCount: known, recordCount: recordCount + 1, removedCount: 0 });
  expect(guardRead(facts, guards, false)).toEqual({ kind: 'pass' });
  expect(guardPlan({ deletes: 0, held: known, collectionComplete: true }, guards, false)).toEqual({ kind: 'pass' });
});

test('the schema takes the default policy and refuses shares above one', () => {
  expect(guardPolicySchema.parse(defaultGuardPolicy)).toEqual(defaultGuardPolicy);
  expect(guardPolicySchema.safeParse({ ...defaultGuardPolicy, maxDeleteShare: 20 }).success).toBe(false);
});
