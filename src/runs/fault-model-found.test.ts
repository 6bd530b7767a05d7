import { test } from 'vitest';
import type { Event, Happening, Rules, Step } from './fault-model-history.test-fixture.ts';
import { playAll } from './fault-model-play.test-fixture.ts';

const rules: Rules = {
  company: false,
  exclude: false,
  ownCard: 'keep',
  deletes: 'delete',
  edited: 'restore',
  deleted: 'restore',
  notes: false,
  first: true,
  others: true,
  leavers: 'keep',
  place: 'folder',
  guards: 'trusting',
};

const sync = (...events: readonly Event[]): Step => ({ kind: 'work', work: 'sync', events });
const undo = (...events: readonly Event[]): Step => ({ kind: 'work', work: 'undo', events });
const uninstall: Step = { kind: 'work', work: 'uninstall', events: [] };
const change = (changed: Partial<Rules>): Step => ({ kind: 'rules', change: changed });
const days = (count: number): Step => ({ kind: 'clock', hours: 24 * count });
const at = (name: string, when: Event['when'], what: Happening, skip = 0): Event => ({ at: name, skip, when, what });
const lost: Happening = { kind: 'fail', code: 'unknown-outcome' };

/** Histories that once ended badly. */
const found: readonly (readonly [name: string, rules: Rules, steps: readonly Step[]])[] = [
  [
    'F11: what was kept goes when it is to be deleted, also if the list was forgotten meanwhile',
    { ...rules, deletes: 'keep' },
    [sync(), { kind: 'remove-person', number: 1 }, { kind: 'lose-stores' }, sync(), change({ deletes: 'delete' })],
  ],
  [
    'F17: an old place is left after more than 30 days',
    rules,
    [sync(), change({ place: 'default' }), days(31), sync()],
  ],
  [
    'F17: a mailbox whose old place could not be left has it left later',
    rules,
    [sync(), change({ place: 'default' }), sync(at('item.delete', 'before', { kind: 'fail', code: 'unavailable' }))],
  ],
  [
    'F17: folders that we made around ours go, also if the person deleted ours',
    { ...rules, place: 'nested' },
    [sync(), { kind: 'owner', mailbox: 1, card: 0, act: 'delete-folder' }, change({ place: 'default' }), sync()],
  ],
  [
    'F17: what an uninstall emptied and an undo filled is not emptied again',
    { ...rules, place: 'default' },
    [
      sync(),
      { kind: 'remove-person', number: 1 },
      uninstall,
      sync(),
      change({ place: 'folder' }),
      uninstall,
      undo(),
      sync(at('mailboxes.saveCursor', 'before', { kind: 'kill' })),
    ],
  ],
  [
    'F17: a clock that is set back does not empty mailboxes again and again',
    { ...rules, place: 'default' },
    [
      sync(),
      change({ place: 'folder' }),
      { kind: 'clock', hours: -1 },
      sync(),
      sync(at('item.create', 'before', { kind: 'kill' })),
    ],
  ],
  [
    'O4: an undo that is broken off is undone by the next run',
    rules,
    [sync(), undo(at('collections.append', 'before', { kind: 'kill' }, 1)), sync()],
  ],
  [
    'W3: an update that may have happened is looked for',
    { ...rules, edited: 'leave' },
    [
      sync(),
      { kind: 'clock', hours: 1 },
      { kind: 'card', number: 1, digit: 0 },
      sync(at('item.update', 'after', lost)),
      { kind: 'remove-card', number: 1 },
    ],
  ],
  [
    'W3: a delete that may have happened is none by the person',
    { ...rules, deleted: 'leave' },
    [
      sync(),
      { kind: 'remove-card', number: 3 },
      sync(at('item.delete', 'after', lost)),
      { kind: 'card', number: 3, digit: 3 },
    ],
  ],
];

test.each(found)('%s', (_, rulesAtFirst, steps) =>
  playAll({ stores: 'memory', rules: rulesAtFirst, steps, losesAll: false }),
);
