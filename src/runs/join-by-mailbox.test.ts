import { fc, test } from '@fast-check/vitest';
import { expect } from 'vitest';
import { compareByCodePoint } from '../sync/compare-texts.ts';
import { joinByMailbox } from './join-by-mailbox.ts';

const rows = (ids: readonly string[]) => ids.map((mailboxId) => ({ mailboxId }));

async function* inPages(ids: readonly string[], pageSize: number) {
  for (let from = 0; from < ids.length; from += pageSize) yield rows(ids.slice(from, from + pageSize));
}

const ids = fc
  .uniqueArray(fc.string({ unit: fc.constantFrom('a', 'b', '\uffff', '\u{10000}'), minLength: 1, maxLength: 4 }))
  .map((list) => list.sort(compareByCodePoint));
const pageSizes = fc.integer({ min: 1, max: 4 });

test.prop([ids, ids, pageSizes, pageSizes])(
  'each mailbox comes once, with what each list has of it',
  async (a, b, m, n) => {
    const pages = await Array.fromAsync(joinByMailbox(inPages(a, m), inPages(b, n)));
    const found = pages.flat().map(({ one, other }) => [one?.mailboxId ?? null, other?.mailboxId ?? null]);
    const all = [...new Set([...a, ...b])].sort(compareByCodePoint);
    expect(found).toEqual(all.map((id) => [a.includes(id) ? id : null, b.includes(id) ? id : null]));
  },
);

test('a list in another order is refused', async () => {
  await expect(Array.fromAsync(joinByMailbox(inPages(['a'], 1), inPages(['b', 'a'], 1)))).rejects.toThrow(RangeError);
  await expect(Array.fromAsync(joinByMailbox(inPages(['a', 'a'], 2), inPages([], 1)))).rejects.toThrow(RangeError);
});
