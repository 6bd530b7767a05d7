import { test as prop } from '@fast-check/vitest';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { GraphError } from '../errors.ts';
import { filterPaths, matches, memberOf, parseFilter } from './filter.ts';

const person = {
  id: '8a0c7d3e-0000-4000-8000-000000000001',
  displayName: "Anna O'Neill",
  department: 'Sales',
  accountEnabled: true,
  age: 41,
  mail: null,
  createdDateTime: '2024-05-01T10:00:00Z',
  proxyAddresses: ['SMTP:anna@contoso.com', 'smtp:a.oneill@contoso.com'],
  emailAddresses: [
    { address: 'anna@contoso.com', name: 'Anna' },
    { address: 'x@y.z', name: 'Other' },
  ],
  onPremisesExtensionAttributes: { extensionAttribute1: 'GAL' },
};
const holds = (filter: string, caseSensitive = false): boolean =>
  matches(parseFilter(filter), (path) => memberOf(person, path), { caseSensitive });

describe('a filter holds', () => {
  test.each([
    "displayName eq 'anna o''neill'",
    "startswith(displayName,'ANNA')",
    "startsWith( displayName , 'anna' ) eq true",
    "endswith(displayName,'neill')",
    "contains(displayName,'na O')",
    "tolower(department) eq 'sales'",
    'length(department) eq 5',
    "department in ('HR','sales')",
    'accountEnabled eq true',
    'accountEnabled',
    'mail eq null',
    'missing eq null',
    "mail ne 'x'",
    'age gt 40 and age ge 41 and age lt 42 and age le 41',
    'age eq 41.0',
    'createdDateTime ge 2024-05-01T12:00:00+02:00',
    'createdDateTime lt 2024-05-02',
    'id eq 8A0C7D3E-0000-4000-8000-000000000001',
    "id eq '8a0c7d3e-0000-4000-8000-000000000001'",
    "onPremisesExtensionAttributes/extensionAttribute1 eq 'gal'",
    "proxyAddresses/any(p:p eq 'smtp:anna@contoso.com')",
    "proxyAddresses/any(p:startswith(p,'smtp:a.'))",
    "emailAddresses/Any(e: e/address eq 'x@y.z' and e/name eq 'Other')",
    "emailAddresses/all(e:e/address ne 'nobody')",
    "missing/all(x:x eq 'a')",
    'proxyAddresses/any()',
    'proxyAddresses/$count eq 2',
    'missing/$count eq 0',
    "not (department eq 'HR')",
    "not department eq 'HR' and age eq 41",
    "department eq 'HR' or department eq 'Legal' or age eq 41",
    "department eq 'Sales' or age eq 1 and age eq 2",
  ])('%s', (filter) => {
    expect(holds(filter)).toBe(true);
  });
});

describe('a filter does not hold', () => {
  test.each([
    "displayName eq 'Anna'",
    "startswith(mail,'a')",
    'age gt 41',
    'mail gt 1',
    'department gt 5',
    'accountEnabled eq false',
    "(department eq 'Sales' or age eq 1) and age eq 2",
    "emailAddresses/any(e:e/address eq 'x@y.z' and e/name eq 'Anna')",
    'missing/any()',
    "department in ('HR')",
    "constructor eq 'x'",
    'missing',
  ])('%s', (filter) => {
    expect(holds(filter)).toBe(false);
  });

  test('where case matters', () => {
    expect(holds("department eq 'sales'", true)).toBe(false);
    expect(holds("department eq 'Sales'", true)).toBe(true);
  });
});

describe('a filter is refused', () => {
  const refused = [
    '',
    'eq 1',
    'a eq',
    'a eq b c',
    "a eq 'x",
    "(a eq 'x'",
    "a eq 'x')",
    'a in ()',
    'a in (b)',
    'foo(a) eq 1',
    'a/any(x)',
    'a/all()',
    'a//b eq 1',
    'a eq #',
    'contains(a) ',
    `${'('.repeat(5000)}a${')'.repeat(5000)}`,
    `${'not '.repeat(5000)}a`,
    `${'tolower('.repeat(5000)}a${')'.repeat(5000)}`,
    Array.from({ length: 5000 }, () => 'a').join(' or '),
  ];
  test.each(refused.map((filter) => [filter.slice(0, 40), filter] as const))('%s', (_title, filter) => {
    expect(() => parseFilter(filter)).toThrowError(GraphError);
    expect(() => parseFilter(filter)).toThrowError(/^Invalid filter clause: /);
  });
});

test('the paths of a filter name the members of lambda elements below their collection', () => {
  const filter = parseFilter(
    "a/b eq 1 and c/any(x:x/d eq 'e' and f eq 2 or x/g/any(y:y eq 1)) or not contains(tolower(h),'i')",
  );
  expect(filterPaths(filter).map((path) => path.join('/'))).toEqual(['a/b', 'c', 'c/d', 'f', 'c/g', 'c/g', 'h']);
});

const fragments = fc.constantFrom(
  ...[
    "'",
    "''",
    "'a'",
    '(',
    ')',
    ',',
    ':',
    ' ',
    ' eq ',
    ' and ',
    ' or ',
    'not ',
    ' in ',
    'a',
    'a/b',
    'any(',
    'x/any(x:',
    '1',
    '-',
    'null',
    'true',
    'tolower(',
    'contains(',
    '/',
    '$count',
    '2024-01-01T00:00:00Z',
    '\u0000',
    'ß',
  ],
);

prop.prop(
  [
    fc.oneof(
      fc.string(),
      fc.array(fragments, { maxLength: 30 }).map((parts) => parts.join('')),
    ),
  ],
  { numRuns: 2000 },
)('any text is either a filter that can be applied or refused by Graph', (text) => {
  try {
    const filter = parseFilter(text);
    filterPaths(filter);
    expect(typeof matches(filter, (path) => memberOf(person, path))).toBe('boolean');
  } catch (error) {
    expect(error).toBeInstanceOf(GraphError);
  }
});

prop.prop([fc.string(), fc.string()])('a quoted text equals itself and nothing else', (value, other) => {
  const filter = parseFilter(`a eq '${value.replaceAll("'", "''")}'`);
  expect(matches(filter, () => value)).toBe(true);
  expect(matches(filter, () => other, { caseSensitive: true })).toBe(other === value);
});
