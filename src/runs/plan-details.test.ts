import { expect, test } from 'vitest';
import type { PlannedMailbox } from './plan-mailbox.ts';
import { type PlannedItem, planSync } from './plan-sync.ts';
import { createRunWorld, everyone, person, tenantId, testSync } from './run-world.test-fixture.ts';

const nobodyBut = (name: string) =>
  ({ action: 'include', where: { kind: 'field', field: 'displayName', is: 'equal', values: [name] } }) as const;

async function details(w: ReturnType<typeof createRunWorld>) {
  const items: PlannedItem[] = [];
  const mailboxes: PlannedMailbox[] = [];
  const plan = await planSync(w.context(), new AbortController().signal, {
    onItem: (item) => items.push(item),
    onMailbox: (mailbox) => mailboxes.push(mailbox),
  });
  mailboxes.sort((a, b) => (a.mailboxId < b.mailboxId ? -1 : 1));
  return { plan, items, mailboxes };
}

test('of a first run: every item is added, every mailbox is new', async () => {
  const w = createRunWorld(3, 2);
  const { plan, items, mailboxes } = await details(w);
  expect(plan).toMatchObject({ items: 3, itemsAdded: 3, itemsChanged: 3, mailboxesJoining: 2, creates: 6 });
  expect(items.map(({ itemId, change, before }) => [itemId, change, before])).toEqual([
    ['person-1', 'added', null],
    ['person-2', 'added', null],
    ['person-3', 'added', null],
  ]);
  const counts = { state: 'new', creates: 3, updates: 0, deletes: 0, deletesHeld: 0 };
  expect(mailboxes).toEqual([
    { mailboxId: 'mailbox-1', address: 'm1@example.com', ...counts },
    { mailboxId: 'mailbox-2', address: 'm2@example.com', ...counts },
  ]);
});

test('of a later run: what is there before and after, and what each mailbox gets', async () => {
  const w = createRunWorld(12, 3);
  await w.run();
  w.world.putPerson(person(1, { fields: { displayName: 'Renamed' } }));
  w.world.putPerson(person(13));
  w.world.removePerson('person-2');
  w.sync = { ...testSync, leavers: 'clean-up' };
  w.audience = { ...w.audience, exclude: [{ kind: 'mailboxes', mailboxes: ['mailbox-3'] }] };
  const { plan, items, mailboxes } = await details(w);
  expect(plan).toMatchObject({
    itemsAdded: 1,
    itemsChanged: 2,
    itemsRemoved: 1,
    mailboxesJoining: 0,
    mailboxesLeaving: 1,
    deletes: 14,
  });
  const shown = items.map(({ itemId, change, before, after }) => {
    return [itemId, change, before?.fields.displayName, after?.fields.displayName];
  });
  expect(shown.sort()).toEqual([
    ['person-1', 'changed', 'Person 1', 'Renamed'],
    ['person-13', 'added', undefined, 'Person 13'],
    ['person-2', 'removed', 'Person 2', undefined],
  ]);
  const changes = { state: 'changes', creates: 1, updates: 1, deletes: 1, deletesHeld: 0 };
  expect(mailboxes).toEqual([
    { mailboxId: 'mailbox-1', address: 'm1@example.com', ...changes },
    { mailboxId: 'mailbox-2', address: 'm2@example.com', ...changes },
    {
      mailboxId: 'mailbox-3',
      address: 'm3@example.com',
      state: 'leaving',
      creates: 0,
      updates: 0,
      deletes: 12,
      deletesHeld: 0,
    },
  ]);
  await w.run();
  expect((await details(w)).mailboxes.map(({ state }) => state)).toEqual(['same', 'same']);
});

test('U7: mailboxes that may not leave yet are listed with what would go, and the guard is named', async () => {
  const w = createRunWorld(4, 3);
  await w.run();
  w.sync = { ...testSync, leavers: 'clean-up', guards: { ...testSync.guards, freeLeavers: 1 } };
  w.audience = { ...w.audience, exclude: [{ kind: 'mailboxes', mailboxes: ['mailbox-2', 'mailbox-3'] }] };
  w.world.putPerson(person(5));
  w.world.resetRequestCount();
  const { plan, mailboxes } = await details(w);
  expect(w.world.requestCount('folder.find')).toBe(0);
  expect(plan).toMatchObject({
    mailboxesLeaving: 2,
    leaversHeld: 2,
    creates: 3,
    deletes: 0,
    deletesHeld: 0,
    heldBy: 'too-many-leavers',
  });
  expect(mailboxes.map(({ state, creates, deletesHeld }) => [state, creates, deletesHeld])).toEqual([
    ['changes', 1, 0],
    ['leaving', 1, 4],
    ['leaving', 1, 4],
  ]);
  const run = await w.run();
  expect(run).toMatchObject({ state: 'held', reason: plan.heldBy, totals: { created: 3, leaversHeld: 2 } });
  await w.stores.runs.saveRun(tenantId, { ...run, state: 'refused' });
  expect((await details(w)).plan).toMatchObject({ heldBy: 'refused', leaversHeld: 2 });
});

test('D4: strays that a folder may not lose are counted as held, in all and in the mailbox', async () => {
  const w = createRunWorld(4, 2);
  await w.run();
  w.sync = { ...testSync, collectionId: 'collection-2', guards: { ...testSync.guards, maxDeletes: 1 } };
  w.collection = { ...w.collection, collectionId: 'collection-2', filter: [nobodyBut('Person 1')] };
  const { plan, mailboxes } = await details(w);
  expect(plan).toMatchObject({ deletes: 0, deletesHeld: 6, heldBy: 'too-many-deletes' });
  expect(mailboxes.map(({ deletesHeld }) => deletesHeld)).toEqual([3, 3]);
  expect(await w.run()).toMatchObject({ state: 'held', reason: plan.heldBy, totals: { deletesHeld: 6 } });
});

test('a mailbox that cannot be used is not looked at before its time, unless it joins, comes back or leaves', async () => {
  const w = createRunWorld(2, 2);
  w.sync = { ...testSync, leavers: 'clean-up' };
  w.world.setMailboxState('mailbox-2', 'mailbox-full');
  const states = async () => (await details(w)).mailboxes.map(({ state }) => state);
  expect(await states()).toEqual(['new', 'unavailable']);
  await w.run();
  w.world.setMailboxState('mailbox-2', null);
  expect(await states()).toEqual(['same', 'unavailable']);
  w.nowMs += 25 * 3_600_000;
  expect(await states()).toEqual(['same', 'new']);
  await w.run();
  w.world.setMailboxState('mailbox-2', 'mailbox-full');
  w.audience = { ...everyone, exclude: [{ kind: 'mailboxes', mailboxes: ['mailbox-2'] }] };
  await w.run();
  w.world.setMailboxState('mailbox-2', null);
  expect(await states()).toEqual(['same', 'unavailable']);
  w.audience = everyone;
  expect(await states()).toEqual(['same', 'same']);
  expect(await w.run()).toMatchObject({ totals: { created: 0, deleted: 0, foldersSynced: 1 } });
});

test('X5: in a mailbox that left and is gone there is nothing to delete', async () => {
  const w = createRunWorld(2, 2);
  w.sync = { ...testSync, leavers: 'clean-up' };
  await w.run();
  w.world.removeMailbox('mailbox-2');
  const { plan, mailboxes } = await details(w);
  expect(plan).toMatchObject({ mailboxesLeaving: 1, deletes: 0 });
  expect(mailboxes[1]).toMatchObject({ address: null, state: 'leaving', deletes: 0 });
});

test('what is kept for some days is planned to go once they are over', async () => {
  const w = createRunWorld(3, 2);
  w.sync = { ...testSync, deletes: { kind: 'keep-days', days: 3 } };
  await w.run();
  w.world.removePerson('person-1');
  expect((await details(w)).plan).toMatchObject({ itemsRemoved: 1, deletes: 0 });
  await w.run();
  w.nowMs += 4 * 24 * 3_600_000;
  expect((await details(w)).plan).toMatchObject({ itemsRemoved: 0, deletes: 2 });
  expect(await w.run()).toMatchObject({ totals: { deleted: 2 } });
  w.nowMs += 4 * 24 * 3_600_000;
  expect((await details(w)).plan).toMatchObject({ deletes: 0 });
});
