import { expect, test } from 'vitest';
import type { HashedItem } from './log.ts';
import type { Link, StampedItem } from './operations.ts';
import { countPlan, planChanges, planOrphans, readStamps } from './plan.ts';

const item = (itemId: string, contentHash: string): HashedItem & { readonly item: object } => ({
  itemId,
  contentHash,
  item: { kind: 'contact', itemId, fields: { displayName: contentHash } },
});
const tombstone = (itemId: string): HashedItem => ({ itemId, contentHash: '', item: null });
const links = (...entries: readonly Link[]) => new Map(entries.map((link) => [link.itemId, link]));
const link = (itemId: string, writtenHash: string, mailItemId = `mail-${itemId}`): Link => ({
  itemId,
  mailItemId,
  writtenHash,
});
const stamp = (mailItemId: string, itemId: string, contentHash: string): StampedItem => ({
  mailItemId,
  itemId,
  contentHash,
});

test('P1: an item that the replica does not hold is created', () => {
  expect(planChanges([item('anna', 'h1')], links()).operations).toEqual([{ kind: 'create', ...item('anna', 'h1') }]);
});

test('P2: an item that was written with another hash is updated', () => {
  expect(planChanges([item('anna', 'h2')], links(link('anna', 'h1'))).operations).toEqual([
    { kind: 'update', ...item('anna', 'h2'), mailItemId: 'mail-anna' },
  ]);
});

test('P3: an item that was written with the same hash is no operation', () => {
  expect(planChanges([item('anna', 'h1')], links(link('anna', 'h1'))).operations).toEqual([]);
});

test('P4: a tombstone of an item the replica never had is no operation', () => {
  expect(planChanges([tombstone('anna')], links()).operations).toEqual([]);
});

test('P5: a tombstone of an item that the replica holds is a delete', () => {
  expect(planChanges([tombstone('anna')], links(link('anna', 'h1'))).operations).toEqual([
    { kind: 'delete', itemId: 'anna', mailItemId: 'mail-anna' },
  ]);
});

test('P6: creates and updates come in the order of changes, deletes behind them', () => {
  const changes = [tombstone('dora'), item('ben', 'h2'), tombstone('carl'), item('anna', 'h1')];
  const plan = planChanges(changes, links(link('ben', 'h1'), link('carl', 'h1'), link('dora', 'h1')));
  expect(plan.operations.map(({ kind, itemId }) => `${kind} ${itemId}`)).toEqual([
    'update ben',
    'create anna',
    'delete dora',
    'delete carl',
  ]);
  expect(countPlan(plan)).toEqual({ creates: 1, updates: 1, deletes: 2 });
});

test('P7: an item that comes twice is never created twice: the last entry counts', () => {
  expect(planChanges([item('anna', 'h1'), item('anna', 'h2')], links()).operations).toEqual([
    { kind: 'create', ...item('anna', 'h2') },
  ]);
});

test('A1: a stamped item becomes a link with the hash of its stamp', () => {
  expect(readStamps([stamp('m1', 'anna', 'h1')])).toEqual({ links: links(link('anna', 'h1', 'm1')), surplus: [] });
});

test('A2: of several items with one item id the smallest mail item id is kept, the others are deleted', () => {
  const stamps = [stamp('m3', 'anna', 'h2'), stamp('m1', 'anna', 'h1'), stamp('m2', 'anna', 'h2')];
  expect(readStamps(stamps)).toEqual({
    links: links(link('anna', 'h1', 'm1')),
    surplus: [
      { kind: 'delete', itemId: 'anna', mailItemId: 'm2' },
      { kind: 'delete', itemId: 'anna', mailItemId: 'm3' },
    ],
  });
});

test('A3: an item that two pages show is one item, not a copy', () => {
  const seen = stamp('m1', 'anna', 'h1');
  expect(readStamps([seen, stamp('m2', 'ben', 'h1'), seen]).surplus).toEqual([]);
});

test('A4: an item that pages show with two hashes has unknown content and is written again', () => {
  const { links: read, surplus } = readStamps([stamp('m1', 'anna', 'h1'), stamp('m1', 'anna', 'h2')]);
  expect(read).toEqual(links(link('anna', '', 'm1')));
  expect(surplus).toEqual([]);
  expect(countPlan(planChanges([item('anna', 'h2')], read))).toEqual({ creates: 0, updates: 1, deletes: 0 });
});

test('A5: an item that the collection no longer has is deleted', () => {
  expect(planOrphans(links(link('anna', 'h1'), link('ben', 'h1')), new Set(['anna']))).toEqual([
    { kind: 'delete', itemId: 'ben', mailItemId: 'mail-ben' },
  ]);
});
