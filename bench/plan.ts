import { createHash } from 'node:crypto';
import type { ItemId } from '../src/sync/items.ts';
import type { Change } from '../src/sync/log.ts';
import type { Link } from '../src/sync/operations.ts';
import { isRipe, type PlanOptions, planChanges } from '../src/sync/plan.ts';
import type { Bench } from './bench.ts';

/** A replica of a thousand items at a time, as the stores page them. */
const items = 1000;
const replicas = 1000;
const rounds = 7;
const now = Date.parse('2026-01-05T12:00:00Z');
const options: PlanOptions = { ripe: (change) => isRipe({ kind: 'delete' }, change, now) };

/**
 * Planning 1,000,000 pairs of item and link, three in a hundred of which need an operation: seconds on one core, against
 * a loop that looks each item up in the same maps and compares the hashes. The fastest round of each counts.
 */
export const plan: Bench = async (say) => {
  const changes = Array.from({ length: items }, (_, index) => changeAt(index));
  const linksOfReplicas = Array.from({ length: replicas }, (_, replica) => linksOf(changes, replica));
  const values: number[] = [];
  const floors: number[] = [];
  const planned = { program: 0, bare: 0 };
  for (let round = 1; round <= rounds; round += 1) {
    planned.bare = 0;
    floors.push(
      secondsOf(() => {
        for (const links of linksOfReplicas) planned.bare += countDifferent(changes, links);
      }),
    );
    planned.program = 0;
    values.push(
      secondsOf(() => {
        for (const links of linksOfReplicas) planned.program += planChanges(changes, links, options).operations.length;
      }),
    );
  }
  if (planned.program !== planned.bare) throw new Error(`planned ${planned.program} instead of ${planned.bare}`);
  const value = Math.min(...values);
  const floor = Math.min(...floors);
  say(`${((items * replicas) / value / 1e6).toFixed(1)} million pairs a second`);
  return {
    value,
    floor,
    ratio: value / floor,
    pairs: items * replicas,
    pairsPerSecond: Math.round((items * replicas) / value),
    operations: planned.program,
    seconds: values,
    floorSeconds: floors,
  };
};

/** One in a hundred left the list. */
function changeAt(index: number): Change {
  const itemId = `item-${index.toString(16).padStart(28, '0')}`;
  const version = index + 1;
  if (index % 100 === 99) return { itemId, contentHash: '', item: null, version, goneAt: '2026-01-04T12:00:00Z' };
  const fields = { displayName: `Person ${index}`, businessPhones: ['+49301234567'] };
  return { itemId, contentHash: hashOf(index, ''), item: { kind: 'contact', itemId, fields }, version };
}

/** Of a hundred items one is not there yet, and one is as it was before. */
function linksOf(changes: readonly Change[], replica: number): ReadonlyMap<ItemId, Link> {
  const links = new Map<ItemId, Link>();
  changes.forEach(({ itemId, contentHash, item }, index) => {
    const place = (index + replica) % 100;
    if (place === 0 && item !== null) return;
    const writtenHash = place === 1 ? hashOf(index, 'before') : contentHash;
    // As they come from a store: texts of their own.
    links.set(copyOf(itemId), { itemId, mailItemId: `mail-${replica}-${index}`, writtenHash: copyOf(writtenHash) });
  });
  return links;
}

function hashOf(index: number, state: string): string {
  return createHash('sha256').update(`${index}${state}`).digest('base64url').slice(0, 22);
}

function copyOf(text: string): string {
  return Buffer.from(text).toString('latin1');
}

function countDifferent(changes: readonly Change[], links: ReadonlyMap<ItemId, Link>): number {
  let different = 0;
  for (const { itemId, contentHash, item } of changes) {
    const link = links.get(itemId);
    if (item === null ? link !== undefined : link?.writtenHash !== contentHash) different += 1;
  }
  return different;
}

function secondsOf(work: () => void): number {
  const started = performance.now();
  work();
  return (performance.now() - started) / 1000;
}
