import { expect, test } from 'vitest';
import type { HashedItem } from './log.ts';
import type { Link, StampedItem } from './operations.ts';
import { countPlan, isRipe, planChanges, planOrphans, readStamps } from './plan.ts';

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

test('P8: an item that the person deleted for good is not created again, nor updated', () => {
  const dismissed = links({ ...link('anna', 'h1'), dismissed: true });
  for (const hash of ['h1', 'h2']) expect(planChanges([item('anna', hash)], dismissed).operations).toEqual([]);
});

test('P9: a tombstone of an item that the person deleted for good is no operation', () => {
  const dismissed = links({ ...link('anna', 'h1'), dismissed: true });
  expect(planChanges([tombstone('anna')], dismissed).operations).toEqual([]);
});

test('P10: a tombstone that is not ripe is no operation', () => {
  const options = { ripe: ({ itemId }: HashedItem) => itemId === 'ben' };
  const held = links(link('anna', 'h1'), link('ben', 'h1'));
  expect(planChanges([tombstone('anna'), tombstone('ben')], held, options).operations).toEqual([
    { kind: 'delete', itemId: 'ben', mailItemId: 'mail-ben' },
  ]);
});

test('P11: the owner’s own card is deleted at once, whatever happens to tombstones', () => {
  const options = { ripe: () => false, isOwn: ({ itemId }: { readonly itemId: string }) => itemId === 'anna' };
  const changes = [item('anna', 'h1'), item('ben', 'h2')];
  expect(planChanges(changes, links(link('anna', 'h1'), link('ben', 'h1')), options).operations).toEqual([
    { kind: 'update', ...item('ben', 'h2'), mailItemId: 'mail-ben' },
    { kind: 'delete', itemId: 'anna', mailItemId: 'mail-anna' },
  ]);
});

test('P12: the owner’s own card is not created', () => {
  expect(planChanges([item('anna', 'h1')], links(), { isOwn: () => true }).operations).toEqual([]);
  const dismissed = links({ ...link('anna', 'h1'), dismissed: true });
  expect(planChanges([item('anna', 'h1')], dismissed, { isOwn: () => true }).operations).toEqual([]);
});

const gone = { ...tombstone('anna'), goneAt: '2026-01-01T12:00:00.000Z' };
const at = (instant: string) => Date.parse(instant);

test('H1: under delete a tombstone is ripe at once', () => {
  expect(isRipe({ kind: 'delete' }, gone, at('2026-01-01T12:00:00Z'))).toBe(true);
  expect(isRipe({ kind: 'delete' }, tombstone('anna'), 0)).toBe(true);
});

test('H2: under keep a tombstone is never ripe', () => {
  expect(isRipe({ kind: 'keep' }, gone, at('2036-01-01T12:00:00Z'))).toBe(false);
});

test('H3: under keep-days a tombstone is not ripe before its days are over', () => {
  expect(isRipe({ kind: 'keep-days', days: 30 }, gone, at('2026-01-31T11:59:59Z'))).toBe(false);
});

test('H4: under keep-days a tombstone is ripe when its days are over', () => {
  expect(isRipe({ kind: 'keep-days', days: 30 }, gone, at('2026-01-31T12:00:00Z'))).toBe(true);
});

test('H5: under keep-days a tombstone that does not say when is never ripe', () => {
  expect(isRipe({ kind: 'keep-days', days: 1 }, tombstone('anna'), at('2036-01-01T12:00:00Z'))).toBe(false);
  const unreadable = { ...gone, goneAt: 'yesterday' };
  expect(isRipe({ kind: 'keep-days', days: 1 }, unreadable, at('2036-01-01T12:00:00Z'))).toBe(false);
});

test('H6: an item that comes back before it was deleted is kept', () => {
  const options = { ripe: () => false };
  const kept = links(link('anna', 'h1'));
  expect(planChanges([gone], kept, options).operations).toEqual([]);
  expect(planChanges([gone, item('anna', 'h1')], kept, options).operations).toEqual([]);
  expect(countPlan(planChanges([item('anna', 'h2')], kept, options))).toEqual({ creates: 0, updates: 1, deletes: 0 });
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

test('A6: what the person deleted for good stays away, unless it is there again', () => {
  const dismissed: Link = { ...link('anna', 'h1'), dismissed: true };
  expect(readStamps([stamp('m1', 'ben', 'h1')], [dismissed]).links).toEqual(links(link('ben', 'h1', 'm1'), dismissed));
  expect(readStamps([stamp('mail-anna', 'anna', 'h1')], [dismissed]).links).toEqual(links(link('anna', 'h1')));
  expect(readStamps([], [link('anna', 'h1')]).links).toEqual(links());
});

test('A7: the state of an item is only known if neither it nor its hash changed since our last write', () => {
  const before = [{ ...link('anna', 'h1', 'm1'), changeKey: 'k1' }];
  const keyOf = (seen: StampedItem) => readStamps([seen], before).links.get('anna')?.changeKey;
  expect(keyOf({ ...stamp('m1', 'anna', 'h1'), changeKey: 'k1' })).toBe('k1');
  expect(keyOf({ ...stamp('m1', 'anna', 'h1'), changeKey: 'k2' })).toBeUndefined();
  expect(keyOf({ ...stamp('m1', 'anna', 'h2'), changeKey: 'k1' })).toBeUndefined();
  expect(keyOf({ ...stamp('m2', 'anna', 'h1'), changeKey: 'k1' })).toBeUndefined();
  const seen = { ...stamp('m1', 'anna', 'h1'), changeKey: 'k1' };
  expect(readStamps([seen]).links).toEqual(links(link('anna', 'h1', 'm1')));
  for (const pages of [
    [seen, { ...seen, changeKey: 'k2' }],
    [{ ...seen, changeKey: 'k2' }, seen],
  ]) {
    expect(readStamps(pages, before).links).toEqual(links(link('anna', 'h1', 'm1')));
  }
});

test('A8: the photo of an item is known as long as its hash stays, and that it had one after that', () => {
  const before = [{ ...link('anna', 'h1', 'm1'), photo: 'p1' }];
  const photoOf = (seen: StampedItem) => readStamps([seen], before).links.get('anna')?.photo;
  expect(photoOf(stamp('m1', 'anna', 'h1'))).toBe('p1');
  expect(photoOf(stamp('m1', 'anna', 'h2'))).toBe('');
  expect(photoOf(stamp('m2', 'anna', 'h1'))).toBeUndefined();
});

test('A9: an orphan stays where what left the list is kept', () => {
  const held = links(link('anna', 'h1'));
  expect(planOrphans(held, new Set(), { kind: 'keep' })).toEqual([]);
  expect(planOrphans(held, new Set(), { kind: 'keep-days', days: 1 })).toEqual([]);
  expect(planOrphans(held, new Set(), { kind: 'delete' })).toHaveLength(1);
});

test('A10: an orphan that the person deleted for good is no operation', () => {
  expect(planOrphans(links({ ...link('anna', 'h1'), dismissed: true }), new Set())).toEqual([]);
});
