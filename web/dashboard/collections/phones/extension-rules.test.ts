import { expect, test } from 'vitest';
import { faultOf, fullNumberOf, lineOf, triedRules } from './extension-rules.ts';

const good = { prefix: '4', length: 4, fullNumber: '+49891234{extension}' };

test.each([
  [good, null],
  [{ ...good, prefix: '' }, null],
  [{ ...good, prefix: '4x' }, 'prefix'],
  [{ ...good, prefix: '444', length: 2 }, 'length'],
  [{ ...good, length: Number.NaN }, 'length'],
  [{ ...good, fullNumber: '0891234{extension}' }, 'fullNumber'],
  [{ ...good, fullNumber: '+49891234' }, 'fullNumber'],
  [{ ...good, fullNumber: '+498912345678{extension}' }, 'digits'],
] as const)('%j has the fault %s', (rule, fault) => {
  expect(faultOf(rule, [])).toBe(fault);
});

test('two rules of the same prefix and length contradict each other: the first is tried', () => {
  expect(faultOf(good, [{ ...good, fullNumber: '+4930{extension}' }])).toBe('twice');
  expect(triedRules([{ ...good, prefix: 'x' }, good, good])).toEqual({ rules: [good], places: [1] });
});

test('people write the number up to the extension', () => {
  expect(fullNumberOf('+49 (89) 12-34')).toBe('+49891234{extension}');
  expect(fullNumberOf('0049 89 1234')).toBe('+49891234{extension}');
  expect(fullNumberOf('+49891234{extension}0')).toBe('+49891234{extension}0');
  expect(lineOf('+49891234{extension}')).toBe('+49891234');
});
