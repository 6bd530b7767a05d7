import { fc, test } from '@fast-check/vitest';
import { expect } from 'vitest';
import { createHeldChanges } from './held-changes.ts';

const ids = fc.uniqueArray(fc.string());

test.prop([ids, fc.nat(), fc.func(fc.integer())])(
  'the order of ids and their pages do not matter',
  (all, split, rank) => {
    const [one, other] = [createHeldChanges(), createHeldChanges()];
    one.note('too-many-deletes', 'removed', all);
    const shuffled = all.toSorted((a, b) => rank(a) - rank(b));
    const at = split % (all.length + 1);
    other.note('too-many-deletes', 'removed', shuffled.slice(0, at));
    other.note('too-many-deletes', 'removed', shuffled.slice(at));
    expect(other.hash()).toBe(one.hash());
  },
);

test.prop([ids, fc.string()])('one more or another part is something else', (all, more) => {
  fc.pre(!all.includes(more));
  const noted = (part: string, list: readonly string[]) => {
    const held = createHeldChanges();
    held.note('too-many-deletes', part, list);
    return held.hash();
  };
  expect(noted('removed', [...all, more])).not.toBe(noted('removed', all));
  expect(noted('leavers', all)).not.toBe(noted('removed', all));
});

test('the guard that is noted first is named; where nothing is held there is nothing to tell', () => {
  const held = createHeldChanges();
  expect([held.heldBy(), held.hash()]).toEqual([null, null]);
  held.note('empty-read', 'removed', []);
  held.note('too-many-changes', 'changed', ['a']);
  expect(held.heldBy()).toBe('empty-read');
  expect(held.hash()).not.toBeNull();
});
