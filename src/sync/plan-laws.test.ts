import { fc, test } from '@fast-check/vitest';
import { expect } from 'vitest';
import { decideChanges } from './changes.ts';
import type { ItemId } from './items.ts';
import type { Change, HashedItem, Version } from './log.ts';
import type { Link, MailItemId, Operation, StampedItem } from './operations.ts';
import { planChanges, planOrphans, readStamps } from './plan.ts';

// A log as a store keeps it: each item at the version at which it last changed.

type Log = ReadonlyMap<ItemId, Change>;

function append(log: Log, incoming: readonly HashedItem[]): Log {
  const next = new Map(log);
  let version = headOf(log);
  const known = new Map([...log].map(([itemId, change]) => [itemId, change.contentHash]));
  for (const change of decideChanges(known, incoming)) {
    version += 1;
    next.set(change.itemId, { ...change, version });
  }
  return next;
}

const headOf = (log: Log): Version => Math.max(0, ...[...log.values()].map(({ version }) => version));
const changesAfter = (log: Log, after: Version): readonly Change[] =>
  [...log.values()].filter(({ version }) => version > after).sort((a, b) => a.version - b.version);
const liveOf = (log: Log): readonly Change[] => [...log.values()].filter(({ item }) => item !== null);
const contentOf = (log: Log) => new Map(liveOf(log).map(({ itemId, contentHash }) => [itemId, contentHash]));

// A mailbox folder: our items with their stamps, and what is the owner's own.

interface Mailbox {
  readonly stamped: ReadonlyMap<MailItemId, StampedItem>;
  readonly personal: ReadonlySet<MailItemId>;
  readonly nextId: number;
}

const personal = new Set(['m-personal-1', 'm-personal-2']);
const untouched: Mailbox = { stamped: new Map(), personal, nextId: 1 };

/** `lost`: it happened, but nobody was told. */
type Outcome = 'done' | 'failed' | 'lost';

/** What a mailbox and the links of its replica are after some operations, each with its outcome. */
function apply(
  mailbox: Mailbox,
  links: ReadonlyMap<ItemId, Link>,
  operations: readonly Operation[],
  outcomeOf: (index: number) => Outcome,
): { readonly mailbox: Mailbox; readonly links: ReadonlyMap<ItemId, Link> } {
  const stamped = new Map(mailbox.stamped);
  const known = new Map(links);
  let { nextId } = mailbox;
  operations.forEach((operation, index) => {
    const outcome = outcomeOf(index);
    if (outcome === 'failed') return;
    const { itemId } = operation;
    if (operation.kind === 'delete') {
      stamped.delete(operation.mailItemId);
      if (outcome === 'done') known.delete(itemId);
      return;
    }
    // Ids that come in any order, as in a mailbox.
    const mailItemId = operation.kind === 'create' ? `m${(nextId * 7919) % 1000}-${nextId}` : operation.mailItemId;
    if (operation.kind === 'create') nextId += 1;
    stamped.set(mailItemId, { mailItemId, itemId, contentHash: operation.contentHash });
    if (outcome === 'done') known.set(itemId, { itemId, mailItemId, writtenHash: operation.contentHash });
  });
  return { mailbox: { ...mailbox, stamped, nextId }, links: known };
}

/** A look at the mailbox, and everything that makes it equal to the collection. */
function audit(
  log: Log,
  mailbox: Mailbox,
): { readonly links: ReadonlyMap<ItemId, Link>; readonly operations: readonly Operation[] } {
  const { links, surplus } = readStamps([...mailbox.stamped.values()]);
  const live = liveOf(log);
  const orphans = planOrphans(links, new Set(live.map(({ itemId }) => itemId)));
  return { links, operations: [...planChanges(live, links).operations, ...orphans, ...surplus] };
}

const done = (): Outcome => 'done';
const follow = (log: Log, mailbox: Mailbox, links: ReadonlyMap<ItemId, Link>, after: Version) =>
  apply(mailbox, links, planChanges(changesAfter(log, after), links).operations, done);
/** Item ids and hashes in the mailbox, copies included. */
const contentsOf = (mailbox: Mailbox) =>
  [...mailbox.stamped.values()].map(({ itemId, contentHash }) => `${itemId} ${contentHash}`).sort();
const expected = (log: Log) =>
  liveOf(log)
    .map(({ itemId, contentHash }) => `${itemId} ${contentHash}`)
    .sort();

// Histories: few ids and few contents, so that everything meets everything.

const itemIds = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'A');
const entry: fc.Arbitrary<HashedItem> = fc.tuple(itemIds, fc.option(fc.nat(2))).map(([itemId, content]) =>
  content === null
    ? { itemId, contentHash: '', item: null }
    : {
        itemId,
        contentHash: `h${content}`,
        item: { kind: 'contact', itemId, fields: { displayName: `n${content}` } },
      },
);
const read = fc.array(entry, { maxLength: 8 });
const history = fc.array(read, { maxLength: 6 });
const outcomes = fc.array(fc.constantFrom<Outcome>('done', 'failed', 'lost'), { minLength: 1, maxLength: 10 });
const empty: Log = new Map();

test.prop([history, read])('applying a plan and planning again yields nothing', (before, news) => {
  const old = before.reduce(append, empty);
  const log = append(old, news);
  const first = apply(untouched, new Map(), audit(old, untouched).operations, done);
  const second = follow(log, first.mailbox, first.links, headOf(old));
  expect(planChanges(changesAfter(log, 0), second.links).operations).toEqual([]);
  expect(audit(log, second.mailbox).operations).toEqual([]);
  expect(audit(log, second.mailbox).links).toEqual(second.links);
});

test.prop([history, fc.array(outcomes, { maxLength: 5 })])(
  'whatever fails or gets lost, a look at the mailbox and one more round end in the same mailbox, without copies',
  (reads, rounds) => {
    let mailbox = untouched;
    let log = empty;
    let links: ReadonlyMap<ItemId, Link> = new Map();
    let version = 0;
    reads.forEach((incoming, index) => {
      log = append(log, incoming);
      const round = rounds[index] ?? ['done'];
      const plan = planChanges(changesAfter(log, version), links).operations;
      const applied = apply(mailbox, links, plan, (operation) => round[operation % round.length] ?? 'done');
      mailbox = applied.mailbox;
      // After trouble the mailbox is looked at; the next round starts from what is there.
      const trouble = plan.some((_, operation) => (round[operation % round.length] ?? 'done') !== 'done');
      links = trouble ? readStamps([...mailbox.stamped.values()]).links : applied.links;
      version = trouble ? 0 : headOf(log);
    });
    const { operations, links: seen } = audit(log, mailbox);
    const settled = apply(mailbox, seen, operations, done).mailbox;
    expect(contentsOf(settled)).toEqual(expected(log));
    expect(audit(log, settled).operations).toEqual([]);
  },
);

test.prop([history, history])(
  'a replica at any version reaches the head by changes exactly as by a snapshot',
  (before, after) => {
    const old = before.reduce(append, empty);
    const log = after.reduce(append, old);
    const start = apply(untouched, new Map(), audit(old, untouched).operations, done);
    const byChanges = follow(log, start.mailbox, start.links, headOf(old));
    const looked = audit(log, start.mailbox);
    const bySnapshot = apply(start.mailbox, looked.links, looked.operations, done);
    const fromNothing = apply(untouched, new Map(), audit(log, untouched).operations, done);
    expect(contentsOf(byChanges.mailbox)).toEqual(expected(log));
    expect(contentsOf(bySnapshot.mailbox)).toEqual(expected(log));
    expect(contentsOf(fromNothing.mailbox)).toEqual(expected(log));
    expect(byChanges.mailbox.stamped.size).toBe(contentOf(log).size);
  },
);

const stamps: fc.Arbitrary<readonly StampedItem[]> = fc.array(
  fc.record({
    mailItemId: fc.constantFrom('m1', 'm2', 'm3', 'm4', 'M1', 'm10'),
    itemId: itemIds,
    contentHash: fc.constantFrom('h0', 'h1', 'h2'),
  }),
  { maxLength: 10 },
);

test.prop([history, stamps])('nothing unstamped ever appears in a plan', (reads, seen) => {
  const log = reads.reduce(append, empty);
  const mailbox = { ...untouched, stamped: new Map(seen.map((stamp) => [stamp.mailItemId, stamp])) };
  const { operations } = audit(log, mailbox);
  const touched = operations.flatMap((operation) => (operation.kind === 'create' ? [] : [operation.mailItemId]));
  for (const mailItemId of touched) {
    expect(mailbox.stamped.has(mailItemId)).toBe(true);
    expect(personal.has(mailItemId)).toBe(false);
  }
  expect(new Set(touched).size).toBe(touched.length);
  expect(contentsOf(apply(mailbox, audit(log, mailbox).links, operations, done).mailbox)).toEqual(expected(log));
});

test.prop([stamps.chain((all) => fc.tuple(fc.constant(all), shuffled(all)))])(
  'the order of stamps and how they are paged does not matter',
  ([all, other]) => {
    const one = readStamps(all);
    const same = readStamps([...other, ...other]);
    expect([...same.links]).toEqual([...one.links]);
    expect(same.surplus).toEqual(one.surplus);
  },
);

const readOfDistinct = fc.uniqueArray(entry, { selector: ({ itemId }) => itemId });

test.prop([history, readOfDistinct.chain((all) => fc.tuple(fc.constant(all), shuffled(all), fc.nat(6)))])(
  'the order of pages and where a read is split does not matter',
  (before, [all, other, cut]) => {
    const old = before.reduce(append, empty);
    const whole = append(old, all);
    const paged = append(append(old, other.slice(0, cut)), other.slice(cut));
    expect(contentOf(paged)).toEqual(contentOf(whole));
    expect(headOf(paged)).toBe(headOf(whole));
  },
);

test.prop([history, read, fc.nat(8)])(
  'of an id that is read twice the last one wins, also across pages',
  (before, all, cut) => {
    const old = before.reduce(append, empty);
    expect(contentOf(append(append(old, all.slice(0, cut)), all.slice(cut)))).toEqual(contentOf(append(old, all)));
  },
);

test.prop([history, read])('reading the same again is no change', (before, news) => {
  const log = append(before.reduce(append, empty), news);
  expect(append(log, news)).toEqual(log);
});

function shuffled<Entry>(entries: readonly Entry[]): fc.Arbitrary<readonly Entry[]> {
  return fc.shuffledSubarray([...entries], { minLength: entries.length });
}
