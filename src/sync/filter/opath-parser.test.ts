import { fc, test as lawTest } from '@fast-check/vitest';
import { expect, test } from 'vitest';
import { errorOf } from './filter-input.test-fixture.ts';
import { maxOpathLength, type OpathNode, type OpathValue, opathOperators, parseOpath } from './opath-parser.ts';

const comparison = (attribute: string, operator: (typeof opathOperators)[number], value: OpathValue, at = 0) =>
  ({ kind: 'comparison', attribute, operator, value, at }) as const;
const text = (value: string): OpathValue => ({ kind: 'text', text: value });
const fault = (filter: string) => {
  const { code, message } = errorOf(() => parseOpath(filter));
  return code === 'opath-invalid' ? message : `${code}: ${message}`;
};

test('Q1: operators and system values may be written in any case, spaces and braces around do not matter', () => {
  expect(parseOpath(' {Department\n-EQ\t"x"} ')).toEqual(comparison('Department', 'eq', text('x'), 2));
  expect(parseOpath('Office-ne $NULL')).toEqual(comparison('Office', 'ne', { kind: 'null' }));
  expect(parseOpath("(A -eq 'x')-AND(B -ne $True)")).toEqual({
    kind: 'and',
    of: [comparison('A', 'eq', text('x'), 1), comparison('B', 'ne', { kind: 'boolean', is: true }, 16)],
  });
  expect(parseOpath('CustomAttribute1 -eq 500')).toEqual(comparison('CustomAttribute1', 'eq', text('500')));
});

test('Q2: quotes inside quotes are doubled', () => {
  expect(parseOpath("Company -eq 'Miller''s \"Best\"'")).toEqual(comparison('Company', 'eq', text('Miller\'s "Best"')));
  expect(parseOpath('Company -eq "a ""b"" (-and) it\'s"')).toEqual(
    comparison('Company', 'eq', text('a "b" (-and) it\'s')),
  );
});

test('Q3: -and and -or side by side need parentheses', () => {
  expect(fault("A -eq 'x' -or B -eq 'y' -and C -eq 'z'")).toBe(
    'character 25: -and and -or stand side by side: put parentheses around what belongs together',
  );
  expect(parseOpath("A -eq 'x' -or (B -eq 'y' -and C -eq 'z')").kind).toBe('or');
});

test.each([
  ["(Department -eq 'x'", 'character 20: a closing parenthesis'],
  ["Department -eq 'x')", 'character 19: the filter should end here'],
  ["Department -eq 'x", 'character 16: a text has no end'],
  ['Department -eq \u2019x\u2019', 'character 16: this sign is not understood: texts stand in straight quotes'],
  ["Department \u2013eq 'x'", 'character 12: this sign is not understood'],
  ["Department -equals 'x'", 'character 12: Department: operator -equals is not known: there are -eq, -ne'],
  ["Department 'x'", 'character 12: Department: an operator is missing'],
  ['Department -eq Sales', 'character 16: Department: a value is missing: write it in quotes'],
  ['(ResourceSearchProperties -ne )', 'character 31: ResourceSearchProperties: a value is missing'],
  ['Department -eq $dept', 'character 16: Department: a variable has no value here'],
  ["Department -eq '$null'", 'character 16: Department: a variable or system value is in quotes'],
  ["-not Department -eq 'x'", 'character 6: parentheses are missing: write -not(…)'],
  ["Department -eq 'x' -and", 'character 24: an attribute is missing'],
  ['', 'character 1: an attribute is missing'],
  ['()', 'character 2: an attribute is missing'],
  [`${'('.repeat(600)}A -eq 'x'${')'.repeat(600)}`, 'too many parentheses'],
  [`A -eq '${'x'.repeat(maxOpathLength)}'`, `more than ${maxOpathLength} characters`],
])('Q4: what is not understood is refused, and where (%#)', (filter, message) => {
  expect(fault(filter)).toContain(message);
});

const values: fc.Arbitrary<OpathValue> = fc.oneof(
  fc
    .string({ unit: 'grapheme', maxLength: 8 })
    .filter((value) => !value.startsWith('$'))
    .map(text),
  fc.constantFrom(text("'"), text('"'), text("') -or (A -eq '"), text('*')),
  fc.boolean().map((is) => ({ kind: 'boolean', is }) as const),
  fc.constant({ kind: 'null' } as const),
);
const comparisons = fc
  .tuple(fc.constantFrom('Department', 'CustomAttribute1', 'x'), fc.constantFrom(...opathOperators), values)
  .map(([attribute, operator, value]) => comparison(attribute, operator, value));
const trees = fc.letrec<{ node: OpathNode }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 4 },
    comparisons,
    fc.record({ kind: fc.constant('not' as const), of: tie('node') }),
    fc.record({
      kind: fc.constantFrom('and' as const, 'or' as const),
      of: fc.array(tie('node'), { minLength: 2, maxLength: 3 }),
    }),
  ),
})).node;

/** Writes a tree as Exchange does, or more sparely: `style` picks quotes, case, spaces and needless parentheses. */
function print(node: OpathNode, style: number): string {
  const gap = style % 2 === 0 ? ' ' : '\n  ';
  const word = (name: string) => (style % 3 === 0 ? name.toUpperCase() : name);
  const wrap = (inner: string) => (style % 5 === 0 ? `((${inner}))` : `(${inner})`);
  switch (node.kind) {
    case 'comparison': {
      const { value } = node;
      const quote = style % 2 === 0 ? "'" : '"';
      const quoted = value.kind === 'text' ? `${quote}${value.text.replaceAll(quote, quote + quote)}${quote}` : '';
      const shown = value.kind === 'text' ? quoted : value.kind === 'null' ? word('$null') : word(`$${value.is}`);
      return `${node.attribute}${gap}${word(`-${node.operator}`)}${gap}${shown}`;
    }
    case 'not':
      return `${word('-not')}${wrap(print(node.of, style))}`;
    case 'and':
    case 'or':
      return node.of.map((part) => wrap(print(part, style))).join(`${gap}${word(`-${node.kind}`)}${gap}`);
  }
}

function placeless(node: OpathNode): OpathNode {
  switch (node.kind) {
    case 'comparison':
      return { ...node, at: 0 };
    case 'not':
      return { kind: 'not', of: placeless(node.of) };
    case 'and':
    case 'or':
      return { kind: node.kind, of: node.of.map(placeless) };
  }
}

lawTest.prop([trees, fc.nat({ max: 29 })])('what is printed is read as it was', (tree, style) => {
  expect(placeless(parseOpath(print(tree, style)))).toEqual(tree);
});
