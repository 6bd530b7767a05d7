import { expect, test } from 'vitest';
import { canTake, choiceOf, choicesFor, completeRules, insertName, ruleFor, ruleOf, withRule } from './rules.ts';

test('what is chosen is the rule, and the rule is what is chosen', () => {
  for (const choice of choicesFor('displayName')) expect(choiceOf(ruleOf(choice, 'displayName'))).toBe(choice);
});

test('a rule that says what is usual is none; the birthday is usually left out', () => {
  expect(withRule({ jobTitle: { kind: 'omit' } }, 'jobTitle', { kind: 'take' })).toEqual({});
  expect(withRule({}, 'birthday', { kind: 'take' })).toEqual({ birthday: { kind: 'take' } });
  expect(withRule({}, 'birthday', { kind: 'omit' })).toEqual({});
  expect(withRule({}, 'jobTitle', { kind: 'take', from: 'title' })).toEqual({
    jobTitle: { kind: 'take', from: 'title' },
  });
  expect(ruleFor({}, 'birthday')).toEqual({ kind: 'omit' });
});

test('addresses are no texts, dates no templates', () => {
  expect(choicesFor('homeAddress')).not.toContain('fixed');
  expect(choicesFor('birthday')).not.toContain('template');
  expect(canTake('homeAddress', 'businessAddress')).toBe(true);
  expect(canTake('homeAddress', 'officeLocation')).toBe(false);
  expect(canTake('officeLocation', 'businessAddress')).toBe(false);
  expect(canTake('officeLocation', 'businessAddress.city')).toBe(true);
  expect(canTake('officeLocation', 'officeLocation')).toBe(false);
});

test('what is half written is not tried', () => {
  const fields = {
    jobTitle: { kind: 'fixed', value: ' ' },
    nickName: { kind: 'omit' },
    title: { kind: 'take', from: '' },
  } as const;
  expect(completeRules(fields)).toEqual({ nickName: { kind: 'omit' } });
});

test('a name is put in where the caret is', () => {
  expect(insertName('{displayName} ()', 15, 'companyName')).toEqual({
    template: '{displayName} ({companyName})',
    caret: 28,
  });
});
