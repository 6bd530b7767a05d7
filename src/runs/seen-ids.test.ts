import { fc, test } from '@fast-check/vitest';
import { expect } from 'vitest';
import { createSeenIds } from './seen-ids.ts';

test.prop([fc.array(fc.tuple(fc.integer({ min: 0, max: 1200 }).map(String), fc.boolean()), { maxLength: 40 })])(
  'an id is as it was last named',
  (named) => {
    const seen = createSeenIds();
    for (const [id, isThere] of named) seen.see(id, isThere);
    const last = new Map(named);
    for (const [id, isThere] of last) expect(seen.isThere(id)).toBe(isThere);
    expect(seen.isThere('never named')).toBe(false);
    const gone = [...last].filter(([, isThere]) => !isThere).map(([id]) => id);
    expect(seen.countThere()).toBe(last.size - gone.length);
    expect([...seen.gone()].flat().sort()).toEqual(gone.sort());
  },
);

test('what is gone comes in pages', () => {
  const seen = createSeenIds();
  for (let number = 0; number < 1200; number += 1) seen.see(`id ${number}`, number % 6 === 0);
  const pages = [...seen.gone()];
  expect(pages.map(({ length }) => length)).toEqual([500, 500]);
  expect(seen.countThere()).toBe(200);
});
