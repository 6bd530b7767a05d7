import { fc, test as prop } from '@fast-check/vitest';
import { expect, test } from 'vitest';
import { fillTemplate, templateNames } from './template.ts';

const filled = (template: string, values: Readonly<Record<string, string>>) =>
  fillTemplate(template, (name) => values[name]);

test.each([
  ['{name} ({company})', {}, undefined],
  ['{name} ({company})', { name: 'Anna' }, 'Anna'],
  ['{name} ({company})', { company: 'Contoso' }, '(Contoso)'],
  ['{name} ({company}, {city})', { name: 'Anna', city: 'Ulm' }, 'Anna (Ulm)'],
  ['{name} (dept. {dept}) [Contoso]', { name: 'Anna' }, 'Anna [Contoso]'],
  ['{surname}, {given}', { given: 'Anna' }, 'Anna'],
  ['{surname}, {given}', { surname: 'Huber' }, 'Huber'],
  ['{a}, {b}, {c}', { a: '1', c: '3' }, '1, 3'],
  ['{a}, {b}, {c}', { c: '3' }, '3'],
  ['{a} \u2013 {b} | {c}', { a: '1', b: '2' }, '1 \u2013 2'],
  ['E-Mail: {a}', { a: 'x' }, 'E-Mail: x'],
  ['{ name }', { name: 'Anna' }, 'Anna'],
  ['({a}) :)', { a: '1' }, '(1) :)'],
  ['{a}x, {b}', { b: '2' }, 'x, 2'],
])('M6: %s with %j gives %j', (template, values, text) => {
  expect(filled(template, values)).toBe(text);
});

test('M6: values are never tidied', () => {
  expect(filled('{a} ({b})', { a: ' , () - ', b: '()' })).toBe(' , () -  (())');
});

test('names are known, and braces that do not match are told', () => {
  expect(templateNames('{a} ({ b.c })')).toEqual(['a', 'b.c']);
  expect(templateNames('none')).toEqual([]);
  for (const broken of ['{a', 'a}', '{{a}}', '{}', '{a}{']) expect(templateNames(broken)).toBeNull();
});

prop.prop([
  fc.array(fc.oneof(fc.constantFrom('(', ')', '[', ' ', ', ', 'word', ' - '), fc.constantFrom('{a}', '{b}'))),
])('with every value there, nothing is tidied away', (parts) => {
  const template = parts.join('');
  expect(filled(template, { a: 'A', b: 'B' })).toBe(template.replaceAll('{a}', 'A').replaceAll('{b}', 'B'));
});
