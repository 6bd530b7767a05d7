import { fc, test as prop } from '@fast-check/vitest';
import { expect, test } from 'vitest';
import {
  defaultGuardPolicy,
  guardAudience,
  guardList,
  guardPlan,
  guardPolicySchema,
  guardRead,
  guards,
  type ListFacts,
  type ReadFacts,
} from './guards.ts';

const policy = {
  ...defaultGuardPolicy,
  maxDeletes: 100,
  maxDeleteShare: 0.2,
  freeDeletes: 10,
  maxChangeShare: 0.5,
  freeChanges: 20,
  maxItems: 2000,
};
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

const list = (facts: Partial<ListFacts>): ListFacts => ({
  known: 1000,
  added: 0,
  changed: 0,
  removed: 0,
  readEmpty: false,
  ...facts,
});
const nothing = { deletes: false, changes: false };
const pass = { kind: 'pass' } as const;
const passed = { added: pass, changed: pass, removed: pass };

test('D3 to D7 hold for a list as for a read', () => {
  const removed = (facts: Partial<ListFacts>, deletes = false) =>
    guardList(list(facts), policy, { deletes, changes: false }).removed;
  const held = (count: number, of: number) => ({ kind: 'hold', guard: 'too-many-deletes', count, of });
  expect(removed({ known: 3, removed: 3, readEmpty: true })).toEqual({
    kind: 'hold',
    guard: 'empty-read',
    count: 3,
    of: 3,
  });
  expect(removed({ known: 0, readEmpty: true })).toEqual(pass);
  expect(removed({ known: 10_000, removed: 101 })).toEqual(held(101, 10_000));
  expect(removed({ known: 100, removed: 21 })).toEqual(held(21, 100));
  expect(removed({ known: 12, removed: 10 })).toEqual(pass);
  expect(removed({ removed: 900 }, true)).toEqual(pass);
  expect(removed({ known: 3, removed: 3, readEmpty: true }, true)).toEqual(pass);
});

test('D9: more changes than the share are held, if they are more than the free ones', () => {
  expect(guardList(list({ changed: 501 }), policy, nothing)).toEqual({
    ...passed,
    changed: { kind: 'hold', guard: 'too-many-changes', count: 501, of: 1000 },
  });
  expect(guardList(list({ changed: 500 }), policy, nothing)).toEqual(passed);
});

test('D10: as many changes as are free pass, whatever their share', () => {
  expect(guardList(list({ known: 20, changed: 20 }), policy, nothing)).toEqual(passed);
  expect(guardList(list({ known: 21, changed: 21 }), policy, nothing).changed.kind).toBe('hold');
});

test('D11: a list that grows beyond the most does not grow', () => {
  const held = { kind: 'hold', guard: 'too-many-items', count: 1001, of: 1000 };
  expect(guardList(list({ added: 1001 }), policy, nothing)).toEqual({ ...passed, added: held });
  expect(guardList(list({ added: 1000 }), policy, nothing)).toEqual(passed);
  expect(guardList(list({ known: 0, added: 2001 }), policy, nothing).added.kind).toBe('hold');
});

test('D12: a list that is longer than the most already may exchange items', () => {
  expect(guardList(list({ known: 3000, added: 5, removed: 5 }), policy, nothing)).toEqual(passed);
  expect(guardList(list({ known: 3000, added: 6, removed: 5 }), policy, nothing).added.kind).toBe('hold');
  const waiting = guardList(list({ known: 1900, added: 150, removed: 150 }), policy, nothing);
  expect([waiting.added.kind, waiting.removed.kind]).toEqual(['hold', 'hold']);
});

test('D13: what is held holds up nothing else, and deletes and changes are approved apart', () => {
  const facts = list({ added: 1, changed: 900, removed: 900 });
  const kinds = (approved: { deletes: boolean; changes: boolean }) => {
    const { added, changed, removed } = guardList(facts, policy, approved);
    return [added.kind, changed.kind, removed.kind];
  };
  expect(kinds(nothing)).toEqual(['pass', 'hold', 'hold']);
  expect(kinds({ deletes: true, changes: false })).toEqual(['pass', 'hold', 'pass']);
  expect(kinds({ deletes: false, changes: true })).toEqual(['pass', 'pass', 'hold']);
  expect(guardList(list({ added: 5000 }), policy, { deletes: false, changes: true })).toEqual(passed);
});

test('D14: more leavers than the share are held, if they are more than the free ones', () => {
  const held = { kind: 'hold', guard: 'too-many-leavers', count: 21, of: 100 };
  expect(guardAudience({ known: 100, leaving: 21 }, policy, false)).toEqual(held);
  expect(guardAudience({ known: 100, leaving: 20 }, policy, false)).toEqual(pass);
  expect(guardAudience({ known: 100, leaving: 100 }, policy, true)).toEqual(pass);
});

test('D15: as many leavers as are free pass, whatever their share', () => {
  expect(guardAudience({ known: 5, leaving: 5 }, policy, false)).toEqual(pass);
  expect(guardAudience({ known: 6, leaving: 6 }, policy, false).kind).toBe('hold');
});

test('D16: what a person refused waits for nobody', () => {
  expect(guards.refused.effect).toBe('refused');
});

const share = fc.double({ min: 0, max: 1, noNaN: true });
const policies = fc.record({
  maxDeletes: fc.nat(50),
  maxDeleteShare: share,
  freeDeletes: fc.nat(50),
  maxChangeShare: share,
  freeChanges: fc.nat(50),
  maxItems: fc.nat(150),
  maxLeaverShare: share,
  freeLeavers: fc.nat(50),
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

const facts = fc.record({
  known: fc.nat(100),
  added: fc.nat(100),
  changed: fc.nat(100),
  removed: fc.nat(100),
  readEmpty: fc.boolean(),
});

prop.prop([policies, facts, fc.constantFrom('added', 'changed', 'removed'), fc.nat(100)])(
  'more of the same never relaxes a guard of a list or an audience',
  (guardPolicy, some, part, more) => {
    const before = guardList(some, guardPolicy, nothing);
    const after = guardList({ ...some, [part]: some[part] + more }, guardPolicy, nothing);
    if (before[part].kind === 'hold') expect(after[part].kind).toBe('hold');
    if (before.removed.kind === 'hold') expect(after.removed.kind).toBe('hold');
    if (before.changed.kind === 'hold') expect(after.changed.kind).toBe('hold');
    const leave = (leaving: number) => guardAudience({ known: some.known, leaving }, guardPolicy, false).kind;
    if (leave(some.removed) === 'hold') expect(leave(some.removed + more)).toBe('hold');
  },
);

prop.prop([policies, facts])('a list that changes nothing passes', (guardPolicy, { known }) => {
  expect(guardList(list({ known }), guardPolicy, nothing)).toEqual(passed);
});

prop.prop([policies, fc.nat(100), fc.nat(100)])('no deletes are never too many', (guards, known, recordCount) => {
  const facts = read({ knownCount: known, recordCount: recordCount + 1, removedCount: 0 });
  expect(guardRead(facts, guards, false)).toEqual({ kind: 'pass' });
  expect(guardPlan({ deletes: 0, held: known, collectionComplete: true }, guards, false)).toEqual({ kind: 'pass' });
});

test('the schema takes the default policy and refuses shares above one', () => {
  expect(guardPolicySchema.parse(defaultGuardPolicy)).toEqual(defaultGuardPolicy);
  expect(guardPolicySchema.safeParse({ ...defaultGuardPolicy, maxDeleteShare: 20 }).success).toBe(false);
});
