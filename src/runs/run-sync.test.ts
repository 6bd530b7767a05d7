import { expect, test } from 'vitest';
import { ConnectorError } from './connector-error.ts';
import { createRunWorld, everyone, person, tenantId, testCollection, testSync } from './run-world.test-fixture.ts';

const mailboxIds = (count: number) => Array.from({ length: count }, (_, index) => `mailbox-${index + 1}`);
const targetCalls = [
  'folder.find',
  'folder.create',
  'stamped.page',
  'stamped.find',
  'item.create',
  'item.update',
  'item.delete',
] as const;

function requestsToMailboxes({ world }: ReturnType<typeof createRunWorld>): number {
  return targetCalls.reduce((sum, operation) => sum + world.requestCount(operation), 0);
}

test('F1: a first run fills every folder, a second asks no mailbox anything', async () => {
  const w = createRunWorld(7, 5);
  const first = await w.run();
  expect(first).toMatchObject({ state: 'done', totals: { created: 35, foldersSynced: 5, issues: 0 } });
  for (const mailboxId of mailboxIds(5)) expect(w.folder(mailboxId).size).toBe(7);
  w.world.resetRequestCount();
  expect(await w.run()).toMatchObject({ state: 'done', totals: { created: 0, foldersSynced: 0 } });
  expect(requestsToMailboxes(w)).toBe(0);
  expect(w.world.personalTouches()).toBe(0);
});

test('F2: one change is one request per mailbox', async () => {
  const w = createRunWorld(7, 5);
  await w.run();
  w.world.putPerson(person(3, { fields: { displayName: 'Renamed' } }));
  w.world.resetRequestCount();
  expect(await w.run()).toMatchObject({ state: 'done', totals: { updated: 5 } });
  expect(requestsToMailboxes(w)).toBe(5);
  expect(w.folder('mailbox-2').get('person-3')).toBe('Renamed');
});

test('I1: a change that the mapping does not show makes no version and no write', async () => {
  const w = createRunWorld(4, 2);
  await w.run();
  const { version } = await w.stores.collections.head(tenantId, testCollection.collectionId);
  w.world.putPerson(person(2, { extra: { employeeId: '4711' } }));
  expect(await w.run()).toMatchObject({ state: 'done', totals: { updated: 0 } });
  expect((await w.stores.collections.head(tenantId, testCollection.collectionId)).version).toBe(version);
});

test('I2: a person who left, or is hidden now, leaves every folder', async () => {
  const w = createRunWorld(6, 2);
  await w.run();
  w.world.removePerson('person-1');
  w.world.putPerson(person(2, { hiddenFromLists: true }));
  expect(await w.run()).toMatchObject({ state: 'done', totals: { deleted: 4 } });
  expect([...w.folder('mailbox-1').keys()]).toEqual(['person-3', 'person-4', 'person-5', 'person-6']);
});

test('I3: an expired cursor is answered by a snapshot, which finds who left meanwhile', async () => {
  const w = createRunWorld(6, 2);
  await w.run();
  w.world.removePerson('person-1');
  w.world.expireCursors();
  expect(await w.run()).toMatchObject({ state: 'done', totals: { deleted: 2, created: 0, updated: 0 } });
});

test('I4: an unusual number of deletes is held, updates go on, and an approval lets just those happen', async () => {
  const w = createRunWorld(40, 2);
  await w.run();
  for (let number = 1; number <= 30; number += 1) w.world.removePerson(`person-${number}`);
  w.world.putPerson(person(40, { fields: { displayName: 'Renamed' } }));
  const held = await w.run();
  expect(held).toMatchObject({
    state: 'held',
    reason: 'too-many-deletes',
    totals: { deleted: 0, deletesHeld: 30, updated: 2 },
  });
  expect(w.folder('mailbox-1').size).toBe(40);
  expect(await w.run()).toMatchObject({ state: 'held', totals: { deletesHeld: 30 } });
  w.world.removePerson('person-31');
  expect(await w.run({ approve: held })).toMatchObject({ state: 'held', totals: { deletesHeld: 31, deleted: 0 } });
  const heldAgain = await w.run();
  expect(await w.run({ approve: heldAgain })).toMatchObject({ state: 'done', totals: { deleted: 62 } });
  expect(w.folder('mailbox-1').size).toBe(9);
});

test('I5: a list that suddenly is empty deletes nothing', async () => {
  const w = createRunWorld(5, 2);
  await w.run();
  for (let number = 1; number <= 5; number += 1) w.world.removePerson(`person-${number}`);
  w.world.expireCursors();
  expect(await w.run()).toMatchObject({ state: 'held', totals: { deleted: 0 } });
  expect(w.folder('mailbox-1').size).toBe(5);
});

test.each([
  [
    'breaks in the middle',
    { kind: 'fail', when: 'before', failure: { code: 'unavailable', detail: '503' } },
    'unavailable',
  ],
  ['ends without a cursor', { kind: 'no-cursor' }, 'invalid-answer'],
] as const)('I6: a read that %s deletes nothing and moves no cursor', async (_, fault, reason) => {
  const w = createRunWorld(9, 2);
  await w.run();
  w.world.removePerson('person-1');
  w.world.expireCursors();
  w.world.faults.add({
    operation: 'source.page',
    fault: { kind: 'fail', when: 'before', failure: { code: 'cursor-expired', detail: '410' } },
  });
  w.world.faults.add({ operation: 'source.page', skip: fault.kind === 'fail' ? 1 : 0, fault });
  expect(await w.run()).toMatchObject({ state: 'failed', reason, totals: { deleted: 0 } });
  expect(w.folder('mailbox-1').size).toBe(9);
  expect(await w.run()).toMatchObject({ state: 'done', totals: { deleted: 2 } });
});

test('I7: another mapping is a snapshot, and rewrites what it changes', async () => {
  const w = createRunWorld(4, 2);
  await w.run();
  w.collection = {
    ...w.collection,
    mapping: { ...w.collection.mapping, fields: { companyName: { kind: 'fixed', value: 'Contoso' } } },
  };
  expect(await w.run()).toMatchObject({ state: 'done', totals: { updated: 8 } });
});

test('W1: a create whose answer was lost is found by its stamp and not repeated', async () => {
  const w = createRunWorld(4, 2);
  const failure = { code: 'unknown-outcome', detail: '504' } as const;
  w.world.faults.add({ operation: 'item.create', times: 3, fault: { kind: 'fail', when: 'after', failure } });
  w.world.faults.add({ operation: 'item.create', times: 2, fault: { kind: 'fail', when: 'before', failure } });
  expect(await w.run()).toMatchObject({ state: 'done', totals: { created: 8 } });
  for (const mailboxId of mailboxIds(2)) expect(w.folder(mailboxId).size).toBe(4);
});

test('W2: an item that the service refuses is an issue, and does not stop the others', async () => {
  const w = createRunWorld(4, 1);
  const failure = { code: 'invalid-item', detail: 'ErrorInvalidRequest' } as const;
  w.world.faults.add({
    operation: 'item.create',
    itemId: 'person-2',
    fault: { kind: 'fail', when: 'before', failure },
  });
  const run = await w.run();
  expect(run).toMatchObject({ state: 'done', totals: { created: 3, issues: 1 } });
  expect(await w.stores.runs.issues(tenantId, run.runId, 10)).toEqual([
    { mailboxId: 'mailbox-1', itemId: 'person-2', code: 'invalid-item', detail: 'ErrorInvalidRequest' },
  ]);
});

test('W3: an item that failed for now is sent by the next run, alone', async () => {
  const w = createRunWorld(4, 1);
  const failure = { code: 'conflict', detail: 'ErrorIrresolvableConflict' } as const;
  w.world.faults.add({
    operation: 'item.create',
    itemId: 'person-2',
    fault: { kind: 'fail', when: 'before', failure },
  });
  expect(await w.run()).toMatchObject({ totals: { created: 3, foldersFailed: 1 } });
  w.world.resetRequestCount();
  expect(await w.run()).toMatchObject({ state: 'done', totals: { created: 1, foldersSynced: 1 } });
  expect(requestsToMailboxes(w)).toBe(1);
});

test('W4: an update of what a person deleted creates it anew', async () => {
  const w = createRunWorld(4, 1);
  await w.run();
  const contents = w.world.mailbox('mailbox-1');
  const card = contents
    .folders()
    .flatMap((folder) => folder.contacts)
    .find(({ stamp }) => stamp?.itemId === 'person-2');
  contents.deleteContact(card?.mailItemId ?? '');
  w.world.putPerson(person(2, { fields: { displayName: 'Renamed' } }));
  expect(await w.run()).toMatchObject({ state: 'done', totals: { created: 1 } });
  expect(w.folder('mailbox-1').get('person-2')).toBe('Renamed');
});

test('F3: a renamed folder is followed, a deleted one is made anew', async () => {
  const w = createRunWorld(3, 2);
  await w.run();
  const ours = (mailboxId: string) =>
    w.world
      .mailbox(mailboxId)
      .folders()
      .find((folder) => folder.syncId !== null);
  w.world.mailbox('mailbox-1').renameFolder(ours('mailbox-1')?.folderId ?? '', 'Colleagues');
  w.world.mailbox('mailbox-2').deleteFolder(ours('mailbox-2')?.folderId ?? '');
  w.world.putPerson(person(4));
  expect(await w.run()).toMatchObject({ state: 'done', totals: { created: 1 + 4 } });
  expect(ours('mailbox-1')?.displayName).toBe('Colleagues');
  for (const mailboxId of mailboxIds(2)) expect(w.folder(mailboxId).size).toBe(4);
});

test('F4: a mailbox that cannot be used is counted apart, left alone for a week, then looked at again', async () => {
  const w = createRunWorld(3, 2);
  w.world.setMailboxState('mailbox-1', 'mailbox-not-enabled');
  expect(await w.run()).toMatchObject({
    state: 'done',
    totals: { foldersUnavailable: 1, foldersFailed: 0, foldersSynced: 1 },
  });
  w.world.resetRequestCount();
  expect(await w.run()).toMatchObject({ totals: { foldersUnavailable: 0 } });
  expect(requestsToMailboxes(w)).toBe(0);
  w.world.setMailboxState('mailbox-1', null);
  w.nowMs += 8 * 24 * 3_600_000;
  await w.run();
  expect(w.folder('mailbox-1').size).toBe(3);
});

test('F5: without our stores everything is found again by its stamps, nothing twice', async () => {
  const w = createRunWorld(5, 3);
  await w.run();
  w.world.mailbox('mailbox-1').renameFolder(
    w.world
      .mailbox('mailbox-1')
      .folders()
      .find((folder) => folder.syncId !== null)?.folderId ?? '',
    'Colleagues',
  );
  w.world.removePerson('person-5');
  w.loseStores();
  expect(await w.run()).toMatchObject({ state: 'done', totals: { created: 0, deleted: 3 } });
  for (const mailboxId of mailboxIds(3)) expect(w.folder(mailboxId).size).toBe(4);
});

test('F6: items that the collection never knew are not deleted in masses without approval', async () => {
  const w = createRunWorld(40, 1);
  await w.run();
  for (let number = 1; number <= 30; number += 1) w.world.removePerson(`person-${number}`);
  w.loseStores();
  const held = await w.run();
  expect(held).toMatchObject({ state: 'held', totals: { deleted: 0, deletesHeld: 30, foldersHeld: 1 } });
  expect(w.folder('mailbox-1').size).toBe(40);
  expect(await w.run({ approve: held })).toMatchObject({ state: 'done', totals: { deleted: 30 } });
});

test('F6: what a person approved in folders is no approval for the list', async () => {
  const w = createRunWorld(80, 1);
  await w.run();
  for (let number = 1; number <= 40; number += 1) w.world.removePerson(`person-${number}`);
  w.loseStores();
  const held = await w.run();
  expect(held).toMatchObject({ state: 'held', totals: { deletesHeld: 40, listDeletesHeld: 0, foldersHeld: 1 } });
  for (let number = 41; number <= 65; number += 1) w.world.removePerson(`person-${number}`);
  expect(await w.run({ approve: held })).toMatchObject({
    state: 'held',
    totals: { deleted: 40, deletesHeld: 25, listDeletesHeld: 25 },
  });
  expect(w.folder('mailbox-1').size).toBe(40);
});

test('F7: what is there twice with our stamp is there once afterwards', async () => {
  const w = createRunWorld(3, 1);
  await w.run();
  const contents = w.world.mailbox('mailbox-1');
  const ours = contents.folders().find((folder) => folder.syncId !== null);
  const [card] = ours?.contacts ?? [];
  if (ours === undefined || card === undefined) throw new Error('nothing was written');
  contents.addContact(ours.folderId, { stamp: card.stamp, fields: card.fields });
  w.loseStores();
  expect(await w.run()).toMatchObject({ state: 'done' });
  expect(w.folder('mailbox-1').size).toBe(3);
});

test.each(['consent-withdrawn', 'permission-missing', 'unauthorized'] as const)(
  'T1: %s ends the run at once and says so',
  async (code) => {
    const w = createRunWorld(3, 9);
    w.world.faults.add({
      operation: 'folder.find',
      times: 0,
      fault: { kind: 'fail', when: 'before', failure: { code, detail: 'no' } },
    });
    expect(await w.run()).toMatchObject({ state: 'failed', reason: code });
    expect(w.world.requestCount('folder.find')).toBeLessThanOrEqual(3);
  },
);

test('T2: draining leaves replicas that need no second look', async () => {
  const w = createRunWorld(9, 4);
  const drain = new AbortController();
  w.world.beforeOperation = ({ operation }) => {
    if (operation === 'item.create' && w.world.requestCount('item.create') > 7) drain.abort();
  };
  expect(await w.run({}, { drain: drain.signal })).toMatchObject({ state: 'cancelled', reason: 'drained' });
  expect(await w.stores.replicas.countReplicas(tenantId, testSync.syncId, 9)).toMatchObject({ writing: 0 });
  w.world.resetRequestCount();
  expect(await w.run()).toMatchObject({ state: 'done' });
  expect(w.world.requestCount('stamped.page')).toBe(0);
  for (const mailboxId of mailboxIds(4)) expect(w.folder(mailboxId).size).toBe(9);
});

test.each(['source.page', 'mailboxes.page'] as const)('T2: draining ends reading too: %s', async (page) => {
  const w = createRunWorld(30, 12);
  const drain = new AbortController();
  w.world.beforeOperation = ({ operation }) => {
    if (operation === page) drain.abort();
  };
  expect(await w.run({}, { drain: drain.signal })).toMatchObject({ state: 'cancelled', reason: 'drained' });
  expect(w.world.requestCount(page)).toBe(1);
  expect(requestsToMailboxes(w)).toBe(0);
  w.world.beforeOperation = () => {};
  expect(await w.run()).toMatchObject({ state: 'done', totals: { foldersSynced: 12 } });
  for (const mailboxId of mailboxIds(12)) expect(w.folder(mailboxId).size).toBe(30);
});

test('T2: a run that had nothing left when it was to drain is done', async () => {
  const w = createRunWorld(3, 2);
  const drain = new AbortController();
  w.world.beforeOperation = ({ operation }) => {
    if (operation === 'item.create' && w.world.requestCount('item.create') >= 5) drain.abort();
  };
  expect(await w.run({}, { drain: drain.signal })).toMatchObject({ state: 'done', totals: { created: 6 } });
});

test('T3: cancelling ends requests in flight, and the next run looks before it writes', async () => {
  const w = createRunWorld(9, 4);
  const cancel = new AbortController();
  w.world.beforeOperation = ({ operation }) => {
    if (operation !== 'item.create' || w.world.requestCount('item.create') < 8) return;
    cancel.abort();
    throw new ConnectorError({ code: 'cancelled', detail: 'aborted' });
  };
  expect(await w.run({}, { cancel: cancel.signal })).toMatchObject({ state: 'cancelled', reason: 'cancelled' });
  w.world.beforeOperation = () => {};
  expect(await w.run()).toMatchObject({ state: 'done' });
  for (const mailboxId of mailboxIds(4)) expect(w.folder(mailboxId).size).toBe(9);
});

test('T4: a run that a dead process left behind is closed by the next', async () => {
  const w = createRunWorld(1, 1);
  const run = await w.run();
  await w.stores.runs.saveRun(tenantId, { ...run, state: 'running', endedAt: null });
  await w.run();
  expect(await w.stores.runs.run(tenantId, run.runId)).toMatchObject({ state: 'failed', reason: 'interrupted' });
});

test('U1: an audience by group takes its mailboxes and no others; who leaves keeps the folder as it is', async () => {
  const w = createRunWorld(3, 4);
  w.world.putGroup('inner', ['mailbox-2']);
  w.world.putGroup('outer', ['mailbox-1', 'inner', 'outer']);
  w.audience = { ...everyone, include: [{ kind: 'group', groupId: 'outer' }] };
  expect(await w.run()).toMatchObject({ state: 'done', totals: { foldersSynced: 2 } });
  w.world.putGroup('inner', []);
  w.world.putPerson(person(4));
  expect(await w.run()).toMatchObject({ totals: { created: 1, foldersSynced: 1 } });
  expect([w.folder('mailbox-1').size, w.folder('mailbox-2').size, w.folder('mailbox-3').size]).toEqual([4, 3, 0]);
});

test('U2: a group or mailbox that does not exist fails the run instead of shrinking the audience', async () => {
  const w = createRunWorld(3, 2);
  w.audience = { ...everyone, include: [{ kind: 'group', groupId: 'nobody-knows' }] };
  expect(await w.run()).toMatchObject({ state: 'failed', reason: 'not-found' });
  w.audience = { ...everyone, include: [{ kind: 'mailboxes', mailboxes: ['m1@example.com', 'gone@example.com'] }] };
  expect(await w.run()).toMatchObject({ state: 'failed', reason: 'not-found' });
  w.audience = { ...everyone, include: [{ kind: 'mailboxes', mailboxes: ['M1@example.com', 'mailbox-2'] }] };
  expect(await w.run()).toMatchObject({ state: 'done', totals: { foldersSynced: 2 } });
});

test('U3: a mailbox that the directory excludes gets nothing, unless it was named', async () => {
  const w = createRunWorld(3, 2);
  w.world.putMailbox({ mailboxId: 'mailbox-2', address: 'm2@example.com', excluded: 'no-exchange-licence' });
  expect(await w.run()).toMatchObject({ totals: { foldersSynced: 1 } });
  w.audience = { ...everyone, include: [{ kind: 'mailboxes', mailboxes: ['m2@example.com'] }] };
  expect(await w.run()).toMatchObject({ totals: { foldersSynced: 1 } });
  expect(w.folder('mailbox-2').size).toBe(3);
});

test('the plan says what the run then does, and writes nothing', async () => {
  const w = createRunWorld(5, 3);
  expect(await w.plan()).toMatchObject({
    items: 5,
    itemsChanged: 5,
    mailboxes: 3,
    foldersToMake: 3,
    creates: 15,
    updates: 0,
    deletes: 0,
  });
  await w.run();
  w.world.putPerson(person(6));
  w.world.putPerson(person(1, { fields: { displayName: 'Renamed' } }));
  w.world.removePerson('person-2');
  w.world.resetRequestCount();
  const plan = await w.plan();
  expect(plan).toMatchObject({
    items: 5,
    itemsRemoved: 1,
    foldersToMake: 0,
    creates: 3,
    updates: 3,
    deletes: 3,
    heldBy: null,
  });
  expect(requestsToMailboxes(w)).toBe(0);
  const { totals } = await w.run();
  expect(totals).toMatchObject({ created: plan.creates, updated: plan.updates, deleted: plan.deletes });
});

test('a clock that is set back between runs does not bring back what a run before was told', async () => {
  const w = createRunWorld(2, 2);
  w.sync = { ...w.sync, placement: { kind: 'default-folder', category: 'Company' } };
  await w.run();
  w.sync = { ...w.sync, placement: testSync.placement };
  w.nowMs -= 3_600_000;
  expect(await w.run()).toMatchObject({ state: 'done', totals: { deleted: 4, created: 4 } });
  expect(await w.run()).toMatchObject({ state: 'done', totals: { deleted: 0, created: 0 } });
});

test('F17: a move that is killed when the old place is empty does not empty the new one', async () => {
  const w = createRunWorld(3, 2);
  await w.run();
  w.sync = { ...w.sync, placement: { kind: 'default-folder', category: 'Company' } };
  const { stores } = w;
  let created = 0;
  const failWhenDead = () => {
    if (created > 4) throw new Error('the plug is pulled');
  };
  w.world.beforeOperation = ({ operation }) => {
    if (operation === 'item.create') created += 1;
    failWhenDead();
  };
  const saveRun: typeof stores.runs.saveRun = async (...run) => {
    failWhenDead();
    await stores.runs.saveRun(...run);
  };
  w.stores = { ...stores, runs: { ...stores.runs, saveRun } };
  await expect(w.run()).rejects.toThrow('the plug is pulled');
  w.world.beforeOperation = () => {};
  w.stores = stores;
  expect(await w.run()).toMatchObject({ state: 'done', totals: { created: 2, deleted: 0 } });
});
