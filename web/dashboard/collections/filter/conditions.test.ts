import { fc, test as propTest } from '@fast-check/vitest';
import { expect, test } from 'vitest';
import type { Condition, FilterStep } from '../definition.ts';
import {
  type ConditionKind,
  conditionOf,
  countedSteps,
  type FieldTest,
  isComplete,
  kindGroups,
  outsideOf,
  withTest,
} from './conditions.ts';

const hasPhone: Condition = { kind: 'has-phone', is: true };
const sales: Condition = { kind: 'field', field: 'department', is: 'equal', values: ['Sales'] };

test('kinds that need nothing more are complete at once', () => {
  const kinds: readonly ConditionKind[] = Object.values(kindGroups).flat();
  const complete = kinds.filter((kind) => isComplete(conditionOf(kind, hasPhone)));
  expect(complete.sort()).toEqual(
    ['all', 'any', 'enabled', 'entry', 'has-mail', 'has-phone', 'hidden', 'licensed', 'not'].sort(),
  );
});

test('what was there goes into what combines it', () => {
  expect(conditionOf('not', sales)).toEqual({ kind: 'not', of: sales });
  expect(conditionOf('any', sales)).toEqual({ kind: 'any', of: [sales] });
  expect(conditionOf('any', { kind: 'all', of: [sales, hasPhone] })).toEqual({ kind: 'any', of: [sales, hasPhone] });
});

test.each<[FieldTest, readonly string[] | undefined]>([
  ['in', ['a', 'b']],
  ['contains', ['a', 'b']],
  ['equal', ['a']],
  ['not-equal', ['a']],
  ['present', undefined],
  ['missing', undefined],
])('%s has as many values as it takes', (is, values) => {
  const after = withTest({ kind: 'field', field: 'department', is: 'in', values: ['a', 'b'] }, is);
  expect(after).toEqual({ kind: 'field', field: 'department', is, ...(values === undefined ? {} : { values }) });
});

test('a condition within another must be complete, too', () => {
  const empty: Condition = { kind: 'field', field: 'department', is: 'equal', values: [' '] };
  expect(isComplete({ kind: 'all', of: [sales, { kind: 'not', of: empty }] })).toBe(false);
  expect(isComplete({ kind: 'all', of: [sales, { kind: 'not', of: hasPhone }] })).toBe(true);
  expect(isComplete({ kind: 'any', of: [] })).toBe(false);
});

test('only complete steps are counted, and their places are known', () => {
  const filter: readonly FilterStep[] = [
    { action: 'exclude', where: { kind: 'domain', in: [] } },
    { action: 'include', where: hasPhone },
  ];
  expect(countedSteps(filter)).toEqual({ steps: filter.slice(1), places: [1] });
});

test('without steps nobody is outside', () => {
  expect(outsideOf([])).toBeNull();
});

/** Conditions of this test name bits of a number. */
const bit = (source: string): Condition => ({ kind: 'source', in: [source] });

function isTrue(condition: Condition, bits: readonly string[]): boolean {
  switch (condition.kind) {
    case 'source':
      return condition.in.some((one) => bits.includes(one));
    case 'not':
      return !isTrue(condition.of, bits);
    case 'all':
      return condition.of.every((one) => isTrue(one, bits));
    case 'any':
      return condition.of.some((one) => isTrue(one, bits));
  }
  throw new Error(condition.kind);
}

function isListed(filter: readonly FilterStep[], bits: readonly string[]): boolean {
  const last = filter.findLast(({ where }) => isTrue(where, bits));
  return (last?.action ?? (filter[0]?.action === 'include' ? 'exclude' : 'include')) === 'include';
}

const names = ['a', 'b', 'c'];
const steps = fc.array(
  fc.record({ action: fc.constantFrom('include', 'exclude'), where: fc.constantFrom(...names.map(bit)) }),
  { minLength: 1, maxLength: 5 },
);

propTest.prop([steps, fc.subarray(names)])('whoever is not on the list is outside, and nobody else', (filter, bits) => {
  expect(isListed(outsideOf(filter) ?? [], bits)).toBe(!isListed(filter, bits));
});
