import { fc, test } from '@fast-check/vitest';
import { expect } from 'vitest';
import type { Item } from '../sync/items.ts';
import { itemIndexOf } from './item-index.ts';
import type { OpenedLog } from './log-cache.ts';
import { searchItems } from './search-items.ts';

const head = { version: 1, itemCount: 0, cursor: null, definitionHash: null, readAt: null, snapshotAt: null };
const item = (itemId: string, displayName: string): Item => ({ kind: 'contact', itemId, fields: { displayName } });
function logOf(items: readonly Item[]): OpenedLog<Item> {
  const entries = items.map(
    (one) => [one.itemId, { itemId: one.itemId, contentHash: '', version: 1, item: one }] as const,
  );
  return { head, entries: new Map(entries) };
}
const names = ({ items }: { readonly items: readonly { readonly displayName: string }[] }) =>
  items.map(({ displayName }) => displayName);

test('by name as people of the language sort, numbers by their value', () => {
  const log = logOf([
    item('1', 'Zoe'),
    item('2', 'Ärzte'),
    item('3', 'anton'),
    item('4', 'Raum 10'),
    item('5', 'Raum 9'),
  ]);
  const index = itemIndexOf(log, 'de');
  expect(names(searchItems(index, '', null, 10))).toEqual(['anton', 'Ärzte', 'Raum 9', 'Raum 10', 'Zoe']);
  expect(itemIndexOf(log, 'de')).toBe(index);
});

test('a search has its own total, and a cursor names nobody', () => {
  const index = itemIndexOf(logOf(['Anna', 'Anne', 'Bea', 'Annette'].map((name, at) => item(`i${at}`, name))), 'en');
  const first = searchItems(index, 'ann', null, 2);
  expect(names(first)).toEqual(['Anna', 'Anne']);
  expect(first.total).toBe(3);
  expect(Buffer.from(first.nextCursor ?? '', 'base64url').toString()).toBe('["i1",1]');
  expect(searchItems(index, 'ann', first.nextCursor, 2)).toMatchObject({ nextCursor: null, total: 3 });
  expect(names(searchItems(index, 'ann', 'no cursor', 1))).toEqual(['Anna']);
});

const ids = fc.uniqueArray(fc.integer({ min: 0, max: 30 }), { minLength: 1 });

test.prop([ids, ids, fc.integer({ min: 1, max: 5 })])(
  'who is there all the time is on exactly one page, whoever comes and goes meanwhile',
  (before, after, limit) => {
    const itemsOf = (numbers: readonly number[]) =>
      logOf(numbers.map((number) => item(`i${number}`, `Name ${number}`)));
    const first = searchItems(itemIndexOf(itemsOf(before), 'en'), '', null, limit);
    const shown = [...first.items];
    const later = itemIndexOf(itemsOf(after), 'en');
    const isLastThere = after.includes(Number(first.items.at(-1)?.itemId.slice(1)));
    for (let cursor = first.nextCursor; cursor !== null; ) {
      const page = searchItems(later, '', cursor, limit);
      shown.push(...page.items);
      cursor = page.nextCursor;
    }
    if (!isLastThere || first.nextCursor === null) return;
    for (const number of before.filter((one) => after.includes(one))) {
      expect(shown.filter(({ itemId }) => itemId === `i${number}`)).toHaveLength(1);
    }
  },
);
