import { expect, test } from 'vitest';
import { savedCollection } from '../draft/collection.test-fixture.ts';
import { guardsOf, valuesOf } from './limit-values.ts';

const { guards } = savedCollection;

test('what the form shows is what is saved', () => {
  expect(valuesOf(guards)).toMatchObject({ maxDeleteShare: '20', maxDeletes: '1000' });
  expect(guardsOf(valuesOf(guards), guards)).toEqual(guards);
  const odd = { ...guards, maxDeleteShare: 0.07, maxChangeShare: 0.333 };
  expect(guardsOf(valuesOf(odd), odd)).toEqual(odd);
});

test('takes over what is typed and leaves alone what it does not show', () => {
  const after = guardsOf(
    { ...valuesOf(guards), maxDeleteShare: '5', freeChanges: '0' },
    { ...guards, freeLeavers: 77 },
  );
  expect(after).toEqual({ ...guards, maxDeleteShare: 0.05, freeChanges: 0, freeLeavers: 77 });
});

test.each([
  ['maxDeletes', ''],
  ['maxDeletes', '1.5'],
  ['maxDeletes', '-1'],
  ['maxDeletes', 'x'],
  ['maxChangeShare', '101'],
])('%s cannot be "%s"', (name, text) => {
  expect(guardsOf({ ...valuesOf(guards), [name]: text }, guards)).toBeNull();
});
