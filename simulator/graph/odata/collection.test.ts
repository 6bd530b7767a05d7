import { test as prop } from '@fast-check/vitest';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { GraphError } from '../errors.ts';
import { decodePosition, encodePosition, linkWith, type Page, pageOf, resumeAt, sortItems } from './collection.ts';

const byName = (item: { readonly name?: string | null }) => item.name;

test('sorts in any case, missing values first, equal ones as they were', () => {
  const items = [{ name: 'b', n: 1 }, { name: 'A', n: 2 }, { n: 3 }, { name: 'a', n: 4 }];
  const ascending = sortItems(items, [{ path: ['name'], descending: false }], byName);
  expect(ascending.map((item) => item.n)).toEqual([3, 2, 4, 1]);
  const descending = sortItems(items, [{ path: ['name'], descending: true }], byName);
  expect(descending.map((item) => item.n)).toEqual([1, 2, 4, 3]);
});

test('a next link keeps the other options and replaces its own', () => {
  const link = linkWith('https://h/v1.0/users', '%24select=id&$skiptoken=old&$top=2', 'skiptoken', 'a+b');
  expect(link).toBe('https://h/v1.0/users?$select=id&$top=2&$skiptoken=a%2Bb');
  expect(linkWith('https://h/x', '', 'skip', '10')).toBe('https://h/x?$skip=10');
});

test('a garbled position is refused', () => {
  for (const token of ['', 'x', '!!', Buffer.from('a:b').toString('base64url')]) {
    expect(() => decodePosition(token)).toThrowError(GraphError);
  }
});

const ids = fc.uniqueArray(fc.string({ minLength: 1 }), { maxLength: 40 });

prop.prop([ids, fc.integer({ min: 1, max: 10 })])('pages put together are the list', (list, size) => {
  const items = list.map((id) => ({ id }));
  const seen: string[] = [];
  let skip: number | null = 0;
  while (skip !== null) {
    const page: Page<{ readonly id: string }> = pageOf(items, skip, size);
    seen.push(...page.items.map((item) => item.id));
    expect(page.items.length).toBeLessThanOrEqual(size);
    skip = page.nextSkip;
  }
  expect(seen).toEqual(list);
});

prop.prop([ids, fc.integer({ min: 1, max: 10 }), fc.func(fc.boolean())])(
  'nothing that stays is left out when others go between the pages, unless the last one shown went too',
  (list, size, goes) => {
    const items = list.map((id) => ({ id }));
    const first = pageOf(items, 0, size);
    const last = first.items.at(-1);
    if (last === undefined || first.nextSkip === null) return;
    const position = decodePosition(encodePosition({ at: first.nextSkip, last: last.id }));
    const rest = items.filter((item) => item === last || !goes(item.id));
    const shown = new Set(first.items);
    const second = rest.slice(resumeAt(rest, position));
    expect(second).toEqual(rest.filter((item) => !shown.has(item)));
  },
);
