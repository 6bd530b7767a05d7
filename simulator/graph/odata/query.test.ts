import { test as prop } from '@fast-check/vitest';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { GraphError } from '../errors.ts';
import { type ODataOption, parseODataQuery } from './query.ts';

const all: readonly ODataOption[] = [
  'select',
  'filter',
  'expand',
  'top',
  'skip',
  'orderby',
  'count',
  'search',
  'skiptoken',
  'deltatoken',
];

test('reads every option, however it is encoded', () => {
  const query = parseODataQuery(
    '$select=id,%20displayName&%24top=5&$SKIP=10&$orderby=surname+desc,givenName&$count=true&$search=%22displayName:a+b%22&x=1&$skiptoken=a%2Bb&$deltatoken=latest',
    all,
  );
  expect(query).toEqual({
    select: ['id', 'displayName'],
    filter: null,
    expand: [],
    top: 5,
    skip: 10,
    orderby: [
      { path: ['surname'], descending: true },
      { path: ['givenName'], descending: false },
    ],
    count: true,
    search: '"displayName:a b"',
    skipToken: 'a+b',
    deltaToken: 'latest',
  });
});

test('an empty query asks for nothing', () => {
  expect(parseODataQuery('', [])).toMatchObject({ select: null, filter: null, expand: [], top: null, count: false });
});

test('reads the options inside $expand, with separators in quoted texts', () => {
  const query = parseODataQuery(
    "$expand=singleValueExtendedProperties($filter=id eq 'String {a;b,(c} Name x'),manager($select=id,mail;$top=1)",
    ['expand'],
  );
  expect(query.expand.map((item) => item.name)).toEqual(['singleValueExtendedProperties', 'manager']);
  expect(query.expand[0]?.query.filter).toMatchObject({ right: { literal: { value: 'String {a;b,(c} Name x' } } });
  expect(query.expand[1]?.query).toMatchObject({ select: ['id', 'mail'], top: 1 });
});

describe('refuses', () => {
  test.each([
    ['$foo=1', /'\$foo' is not supported/],
    ['$top=5', /'\$top' is not allowed/, ['select']],
    ['$select=a&$select=b', /more than once/],
    ['$top=0', /page size specified: '0'/],
    ['$top=1000', /Must be between 1 and 999/],
    ['$top=-1', /\$top query option requires a non-negative integer/],
    ['$skip=x', /\$skip query option requires/],
    ['$count=maybe', /Boolean/],
    ['$select=', /Term ''/],
    ['$select=a,,b', /Term ''/],
    ['$select=a b', /Term 'a b'/],
    ['$orderby=a sideways', /Invalid orderby/],
    ['$orderby=', /Invalid orderby/],
    ['$expand=a(', /Term 'a\('/],
    ['$expand=a(b)', /Term 'b'/],
    ['$expand=a($levels=2)', /'\$levels' is not supported/],
    [`$expand=${'a($expand='.repeat(20)}b${')'.repeat(20)}`, /maximum \$expand depth/],
    ['$search=', /\$search/],
    ['$filter=%E0%A4%A', /percent-encoding/],
    ['$filter=a eq', /Invalid filter clause/],
  ] as const)('%s', (query, message, allowed: readonly ODataOption[] = all) => {
    expect(() => parseODataQuery(query, allowed)).toThrowError(GraphError);
    expect(() => parseODataQuery(query, allowed)).toThrowError(message);
  });

  test('mailboxes allow a page of 1,000', () => {
    expect(parseODataQuery('$top=1000', all, { maxTop: 1000 }).top).toBe(1000);
  });
});

const fragments = fc.constantFrom(
  ...[
    '$',
    '&',
    '=',
    '$select',
    '$filter=',
    '$expand=',
    '(',
    ')',
    ';',
    ',',
    "'",
    '%',
    '%20',
    '+',
    'a',
    '$top=1',
    'a($filter=id eq 1)',
    ' ',
    '*',
  ],
);

prop.prop(
  [
    fc.oneof(
      fc.string(),
      fc.array(fragments, { maxLength: 25 }).map((parts) => parts.join('')),
    ),
  ],
  { numRuns: 2000 },
)('any query is either read or refused by Graph', (query) => {
  try {
    parseODataQuery(query, all);
  } catch (error) {
    expect(error).toBeInstanceOf(GraphError);
  }
});
