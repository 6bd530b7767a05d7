import { test } from '@fast-check/vitest';
import fc from 'fast-check';
import { expect } from 'vitest';
import { defaultGuardPolicy } from '../sync/guards.ts';
import { createRunWorld, person, type RunWorld } from './run-world.test-fixture.ts';

class Kill extends Error {}

type Edit =
  | { readonly kind: 'put'; readonly number: number; readonly name: string }
  | { readonly kind: 'remove'; readonly number: number };

const edits = fc.array(
  fc.oneof(
    fc.record({
      kind: fc.constant('put' as const),
      number: fc.integer({ min: 1, max: 6 }),
      name: fc.string({ minLength: 1, maxLength: 4, unit: 'grapheme' }).map((name) => `n${name}`),
    }),
    fc.record({ kind: fc.constant('remove' as const), number: fc.integer({ min: 1, max: 6 }) }),
  ),
  { maxLength: 4 },
);

function edit(w: RunWorld, change: Edit): void {
  if (change.kind === 'put') w.world.putPerson(person(change.number, { fields: { displayName: change.name } }));
  else w.world.removePerson(`person-${change.number}`);
}

/** Runs with the plug pulled at the n-th request, before or after it took effect. */
async function runAndKill(w: RunWorld, afterRequests: number, lateCreate: boolean): Promise<void> {
  let left = afterRequests;
  w.world.beforeOperation = () => {
    left -= 1;
    if (left < 0) throw new Kill();
  };
  const failure = { code: 'unknown-outcome', detail: 'cut' } as const;
  if (lateCreate)
    w.world.faults.add({
      operation: 'item.create',
      skip: afterRequests % 3,
      fault: { kind: 'fail', when: 'after', failure },
    });
  await w.run().catch((error: unknown) => {
    if (!(error instanceof Kill)) throw error;
  });
  w.world.beforeOperation = () => {};
  w.world.faults.clear();
}

test.prop(
  [
    fc.array(fc.record({ edits, afterRequests: fc.nat({ max: 60 }), lateCreate: fc.boolean(), lose: fc.boolean() }), {
      minLength: 1,
      maxLength: 4,
    }),
  ],
  { numRuns: 150 },
)('stopping anywhere and starting again ends in the same mailboxes, without duplicates', async (rounds) => {
  const w = createRunWorld(4, 3);
  const guards = { ...defaultGuardPolicy, maxDeleteShare: 1, freeDeletes: 1000, maxChangeShare: 1, freeChanges: 1000 };
  w.sync = { ...w.sync, guards };
  w.collection = { ...w.collection, guards };
  const expected = new Map([1, 2, 3, 4].map((number) => [`person-${number}`, `Person ${number}`]));
  for (const round of rounds) {
    for (const change of round.edits) {
      edit(w, change);
      if (change.kind === 'put') expected.set(`person-${change.number}`, change.name.trim());
      else expected.delete(`person-${change.number}`);
    }
    await runAndKill(w, round.afterRequests, round.lateCreate);
    if (round.lose) w.loseStores();
  }
  if (expected.size === 0) {
    w.world.putPerson(person(1));
    expected.set('person-1', 'Person 1');
  }
  expect(await w.run()).toMatchObject({ state: 'done' });
  const names = new Map([...expected].map(([itemId, name]) => [itemId, name.normalize('NFC')]));
  for (const mailboxId of ['mailbox-1', 'mailbox-2', 'mailbox-3']) {
    expect(w.folder(mailboxId)).toEqual(new Map([...names].toSorted(([a], [b]) => a.localeCompare(b))));
  }
  w.world.resetRequestCount();
  await w.run();
  expect(
    w.world.requestCount('item.create') + w.world.requestCount('item.update') + w.world.requestCount('stamped.page'),
  ).toBe(0);
  expect(w.world.personalTouches()).toBe(0);
});
