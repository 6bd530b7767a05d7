import { fc, test as prop } from '@fast-check/vitest';
import { expect, test } from 'vitest';
import { DefinitionError } from './definition-error.ts';
import { readYaml } from './read-yaml.ts';

function problemsOf(text: string): readonly string[] {
  try {
    readYaml(text);
  } catch (error) {
    if (error instanceof DefinitionError) {
      return error.problems.map(({ line, column, message }) => `${line}:${column} ${message}`);
    }
    throw error;
  }
  return [];
}

test('words that YAML 1.1 took for booleans are texts, and keys always are', () => {
  expect(readYaml('no: on\n1: yes\ntrue: off\ndate: 2020-01-01\noctal: 0755\n').value).toEqual({
    no: 'on',
    '1': 'yes',
    true: 'off',
    date: '2020-01-01',
    octal: 755,
  });
});

test('comments alone are nothing', () => {
  expect(readYaml('# nothing yet\n').value).toEqual({});
});

test('aliases repeat what they name', () => {
  const yaml = readYaml('a: &one [x, y]\nb: *one\n');
  expect(yaml.value).toEqual({ a: ['x', 'y'], b: ['x', 'y'] });
  expect(yaml.place(['b', 1])).toMatchObject({ depth: 2, line: 1, column: 13 });
});

test('merge keys are keys like others', () => {
  expect(readYaml('a: &a { x: 1 }\nb: { <<: *a }').value).toEqual({ a: { x: 1 }, b: { '<<': { x: 1 } } });
});

test('places are those of values and keys, as far as the path goes', () => {
  const yaml = readYaml('a:\n  - b: c\n    d:\n  - {}\n');
  expect(yaml.place(['a', 0, 'b'])).toMatchObject({ depth: 3, line: 2, column: 8, keyLine: 2, keyColumn: 5 });
  expect(yaml.place(['a', 0, 'd'])).toMatchObject({ depth: 3, line: 3, column: 5 });
  expect(yaml.place(['a', 7, 'd'])).toMatchObject({ depth: 1, keyLine: 1 });
  expect(yaml.place(['a', 'length'])).toMatchObject({ depth: 1 });
  expect(yaml.keys(['a', 0])).toEqual(['b', 'd']);
  expect(yaml.keys(['a'])).toEqual([]);
});

const bomb = ['a: &a [x,x,x,x,x,x,x,x,x]'];
for (const [above, name] of [...'abcdefgh'].entries()) {
  const next = 'bcdefghi'[above] ?? '';
  bomb.push(`${next}: &${next} [${Array(9).fill(`*${name}`).join()}]`);
}

test.each([
  ['a: 1\nb: 2\na: 3', '3:1 this key is there twice in one map: remove one'],
  ['? [a]\n: b', '1:3 a key must be a text'],
  ['a:\n\tb: 1', /tab/],
  ['a: 1\n---\na: 2', '2:1 a second document begins (---): put everything into one'],
  ['a: !secret b', '1:4 this tag (!…) is not known: remove it'],
  ['a: *b', '1:4 there is no &b before this alias: define it, or put the text in quotes'],
  ['a: &a [*a]', '1:8 this alias contains itself: write out what is meant'],
  ['a: &a { b: { c: *a } }', '1:17 this alias contains itself: write out what is meant'],
  ['__proto__: { a: 1 }', '1:1 this key cannot be used'],
  ['a: { b: [', /^1:10 this is no YAML/],
  ['a: b: c', /^1:4 this is no YAML/],
  [bomb.join('\n'), '1:1 aliases (*name) repeat too much: write out what they name'],
  [`${'['.repeat(70)}${']'.repeat(70)}`, /nested more than 64 levels/],
  ['['.repeat(100_000), /nested more than 64 levels/],
  [`a: ${'{ b: '.repeat(50_000)}`, /nested more than 64 levels/],
  [' '.repeat(1_000_001), /longer than 1000000 characters/],
])('case %# is refused', (text, message) => {
  const problems = problemsOf(text);
  if (typeof message === 'string') expect(problems).toEqual([message]);
  else expect(problems.join('\n')).toMatch(message);
});

prop.prop([fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^[-a:{}[\] \n&*!"'#?|>%@`,\t]*$/))])(
  'any text is read or refused',
  (text) => {
    expect(problemsOf(text)).toBeDefined();
  },
);
