import { expect, test } from 'vitest';
import { decideChanges } from './changes.ts';
import type { HashedItem } from './log.ts';

const item = (itemId: string, contentHash: string): HashedItem => ({
  itemId,
  contentHash,
  item: { kind: 'contact', itemId, fields: { displayName: contentHash } },
});
const tombstone = (itemId: string): HashedItem => ({ itemId, contentHash: '', item: null });

test('L1: an item that the log does not know is a change', () => {
  expect(decideChanges(new Map(), [item('anna', 'h1')])).toEqual([item('anna', 'h1')]);
});

test('L2: an item with another hash is a change', () => {
  expect(decideChanges(new Map([['anna', 'h1']]), [item('anna', 'h2')])).toEqual([item('anna', 'h2')]);
});

test('L3: an item with the same hash is no change', () => {
  expect(decideChanges(new Map([['anna', 'h1']]), [item('anna', 'h1')])).toEqual([]);
});

test('L4: a tombstone of a known item is a change', () => {
  expect(decideChanges(new Map([['anna', 'h1']]), [tombstone('anna')])).toEqual([tombstone('anna')]);
});

test('L5: a tombstone of an unknown item is no change', () => {
  expect(decideChanges(new Map(), [tombstone('anna')])).toEqual([]);
});

test('L6: a tombstone of a tombstone is no change', () => {
  expect(decideChanges(new Map([['anna', '']]), [tombstone('anna')])).toEqual([]);
});

test('L7: an item over a tombstone is a change: somebody came back', () => {
  expect(decideChanges(new Map([['anna', '']]), [item('anna', 'h1')])).toEqual([item('anna', 'h1')]);
});

test('L8: of an id that comes more than once the last one counts, in its place', () => {
  const incoming = [item('anna', 'h1'), item('ben', 'h1'), tombstone('anna'), item('anna', 'h2')];
  expect(decideChanges(new Map(), incoming)).toEqual([item('ben', 'h1'), item('anna', 'h2')]);
  expect(decideChanges(new Map([['anna', 'h2']]), incoming)).toEqual([item('ben', 'h1')]);
  expect(decideChanges(new Map(), [item('anna', 'h1'), tombstone('anna')])).toEqual([]);
});
