import { expect, test } from 'vitest';
import { choiceOf, choicesFor, orderOf, ruleOf, withoutRule, withRule } from './merge-rules.ts';

test('what is chosen is the rule, and the rule is what is chosen', () => {
  for (const choice of ['all', 'first', 'order'] as const) expect(choiceOf(ruleOf(choice, ['a', 'b']))).toBe(choice);
});

test('only lists have the values of all', () => {
  expect(choicesFor('businessPhones')).toContain('all');
  expect(choicesFor('jobTitle')).not.toContain('all');
});

test('sources that a rule does not name come after, those that are gone not at all', () => {
  expect(orderOf({ kind: 'first', order: ['c', 'x', 'a'] }, ['a', 'b', 'c'])).toEqual(['c', 'a', 'b']);
  expect(orderOf({ kind: 'all' }, ['a', 'b'])).toEqual(['a', 'b']);
});

test('rules come and go without others', () => {
  const fields = withRule(withRule({}, 'jobTitle', { kind: 'first' }), 'categories', { kind: 'all' });
  expect(withoutRule(fields, 'jobTitle')).toEqual({ categories: { kind: 'all' } });
});
