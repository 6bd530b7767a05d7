import { expect, test } from 'vitest';
import { runSync } from './run-sync.ts';
import { createRunWorld, everyone, person, type RunWorld, tenantId } from './run-world.test-fixture.ts';

const hourMs = 3_600_000;
const guest = { kind: 'mailboxes', mailboxes: ['m1@example.com'] } as const;

function ours(w: RunWorld, mailboxId: string, syncId = w.sync.syncId) {
  const contents = w.world.mailbox(mailboxId);
  const all = [...contents.folders(), contents.folder(contents.defaultFolderId)].flatMap(
    (folder) => folder?.contacts ?? [],
  );
  return all.filter(({ stamp }) => stamp?.syncId === syncId);
}

const cardOf = (w: RunWorld, mailboxId: string, itemId: string) =>
  ours(w, mailboxId).find(({ stamp }) => stamp?.itemId === itemId);

test('U4: an exclusion counts more than any inclusion', async () => {
  const w = createRunWorld(2, 3);
  w.audience = { ...everyone, include: [{ kind: 'everyone' }, guest], exclude: [guest] };
  expect(await w.run()).toMatchObject({ totals: { foldersSynced: 2 } });
  expect(ours(w, 'mailbox-1')).toEqual([]);
});

test('U5: who leaves is cleaned up if the sync says so, and filled again on coming back', async () => {
  const w = createRunWorld(3, 3);
  w.sync = { ...w.sync, leavers: 'clean-up' };
  await w.run();
  w.audience = { ...everyone, exclude: [guest] };
  expect(await w.run()).toMatchObject({ state: 'done', totals: { deleted: 3 } });
  expect(ours(w, 'mailbox-1')).toEqual([]);
  expect(
    w.world
      .mailbox('mailbox-1')
      .folders()
      .filter((folder) => folder.syncId !== null),
  ).toEqual([]);
  w.audience = everyone;
  expect(await w.run()).toMatchObject({ state: 'done', totals: { created: 3 } });
  expect(w.world.personalTouches()).toBe(0);
});

test('U6: who loses the licence is a leaver too', async () => {
  const w = createRunWorld(3, 2);
  w.sync = { ...w.sync, leavers: 'clean-up' };
  await w.run();
  w.world.putMailbox({ mailboxId: 'mailbox-2', address: 'm2@example.com', excluded: 'no-exchange-licence' });
  expect(await w.run()).toMatchObject({ state: 'done', totals: { deleted: 3 } });
});

test('U7: many leavers at once wait for a person', async () => {
  const w = createRunWorld(2, 12);
  w.sync = { ...w.sync, leavers: 'clean-up' };
  await w.run();
  w.world.putGroup('few', ['mailbox-1']);
  w.audience = { ...everyone, include: [{ kind: 'group', groupId: 'few' }] };
  const held = await w.run();
  expect(held).toMatchObject({ state: 'held', reason: 'too-many-leavers', totals: { deleted: 0, leaversHeld: 11 } });
  expect(await w.run({ approve: held })).toMatchObject({ state: 'done', totals: { deleted: 22 } });
});

test('F8: in the default folder nothing unstamped is touched, and cards are told apart by their category', async () => {
  const w = createRunWorld(3, 2);
  w.sync = { ...w.sync, placement: { kind: 'default-folder', category: 'Company' } };
  expect(await w.run()).toMatchObject({ state: 'done', totals: { created: 6 } });
  const contents = w.world.mailbox('mailbox-1');
  const names = contents.folder(contents.defaultFolderId)?.contacts.map(({ fields }) => fields.displayName);
  expect(names?.toSorted()).toEqual(['Mother', 'Person 1', 'Person 2', 'Person 3']);
  expect(cardOf(w, 'mailbox-1', 'person-1')?.fields.categories).toEqual(['Company']);
  expect(await w.uninstall()).toMatchObject({ state: 'done', totals: { deleted: 6 } });
  expect(contents.folder(contents.defaultFolderId)?.contacts.map(({ fields }) => fields.displayName)).toEqual([
    'Mother',
  ]);
  expect(w.world.personalTouches()).toBe(0);
});

test('F9: several syncs in one mailbox do not touch each other', async () => {
  const w = createRunWorld(3, 1);
  await w.run();
  const first = w.sync;
  w.sync = { ...first, syncId: 'sync-2', placement: { kind: 'folder', path: ['Others'] } };
  expect(await w.run()).toMatchObject({ state: 'done', totals: { created: 3 } });
  expect(await w.uninstall()).toMatchObject({ totals: { deleted: 3 } });
  expect(ours(w, 'mailbox-1', 'sync-2')).toEqual([]);
  expect(ours(w, 'mailbox-1', 'sync-1')).toHaveLength(3);
});

test('F10: a folder may be inside others', async () => {
  const w = createRunWorld(2, 1);
  w.sync = { ...w.sync, placement: { kind: 'folder', path: ['Family', 'Company', 'Colleagues'] } };
  await w.run();
  const folders = w.world.mailbox('mailbox-1').folders();
  const own = folders.find(({ syncId, displayName }) => syncId === 'sync-1' && displayName === 'Colleagues');
  const parent = folders.find(({ folderId }) => folderId === own?.parentId);
  expect(parent?.displayName).toBe('Company');
  expect(folders.find(({ folderId }) => folderId === parent?.parentId)?.displayName).toBe('Family');
  await w.uninstall();
  expect(
    w.world
      .mailbox('mailbox-1')
      .folders()
      .map(({ displayName }) => displayName),
  ).toEqual(['Family']);
});

test('F11: rules of writing that change are carried out in every replica', async () => {
  const w = createRunWorld(2, 1);
  w.world.putPerson(person(1, { fields: { displayName: 'Ada', personalNotes: 'List' } }));
  await w.run();
  w.sync = { ...w.sync, write: { ...w.sync.write, notesDelimiter: '-- mine --' } };
  await w.run();
  expect(cardOf(w, 'mailbox-1', 'person-1')?.fields.personalNotes).toContain('-- mine --');
  const card = cardOf(w, 'mailbox-1', 'person-1');
  w.world.mailbox('mailbox-1').editContact(card?.mailItemId ?? '', {
    ...card?.fields,
    personalNotes: `${card?.fields.personalNotes}\nLikes tea`,
  });
  w.world.putPerson(person(1, { fields: { displayName: 'Ada', personalNotes: 'Another list' } }));
  await w.run();
  expect(cardOf(w, 'mailbox-1', 'person-1')?.fields.personalNotes).toMatch(/^Another list\s+-- mine --\s+Likes tea$/);
});

test('F12: the owner of a mailbox does not find the own card there, if the sync says so', async () => {
  const w = createRunWorld(2, 1);
  w.world.putPerson(person(3, { fields: { displayName: 'Me', emailAddresses: [{ address: 'M1@example.com' }] } }));
  await w.run();
  expect(w.folder('mailbox-1').size).toBe(3);
  w.sync = { ...w.sync, ownCard: 'leave-out' };
  expect(await w.run()).toMatchObject({ totals: { deleted: 1 } });
  expect([...w.folder('mailbox-1').keys()]).toEqual(['person-1', 'person-2']);
});

test('F13: cards of who left the list stay as long as the sync says', async () => {
  const w = createRunWorld(3, 1);
  w.sync = { ...w.sync, deletes: { kind: 'keep-days', days: 7 } };
  await w.run();
  w.world.removePerson('person-1');
  expect(await w.run()).toMatchObject({ state: 'done', totals: { deleted: 0 } });
  w.nowMs += 6 * 24 * hourMs;
  expect(await w.run()).toMatchObject({ totals: { deleted: 0 } });
  expect(w.folder('mailbox-1').size).toBe(3);
  w.nowMs += 2 * 24 * hourMs;
  expect(await w.run()).toMatchObject({ totals: { deleted: 1 } });
  w.sync = { ...w.sync, deletes: { kind: 'keep' } };
  w.world.removePerson('person-2');
  expect(await w.run()).toMatchObject({ totals: { deleted: 0 } });
  w.sync = { ...w.sync, deletes: { kind: 'delete' } };
  expect(await w.run()).toMatchObject({ totals: { deleted: 1 } });
});

/** Fills the mailboxes and lets every replica have its first look. */
async function settled(people: number, mailboxes: number, change: (w: RunWorld) => void = () => {}): Promise<RunWorld> {
  const w = createRunWorld(people, mailboxes);
  change(w);
  await w.run();
  w.nowMs += 25 * hourMs;
  await w.run();
  return w;
}

test('F14: what people changed or deleted is found at the next look, and put back', async () => {
  const w = await settled(4, 2);
  const contents = w.world.mailbox('mailbox-1');
  const edited = cardOf(w, 'mailbox-1', 'person-1');
  const deleted = cardOf(w, 'mailbox-1', 'person-2');
  contents.editContact(edited?.mailItemId ?? '', { ...edited?.fields, displayName: 'Boss' });
  contents.deleteContact(deleted?.mailItemId ?? '');
  expect(await w.run()).toMatchObject({ totals: { driftRestored: 0 } });
  w.nowMs += 25 * hourMs;
  expect(await w.run()).toMatchObject({ state: 'done', totals: { driftRestored: 2, created: 1, updated: 1 } });
  expect(w.folder('mailbox-1').get('person-1')).toBe('Person 1');
  expect(w.folder('mailbox-1').size).toBe(4);
  w.nowMs += 25 * hourMs;
  w.world.resetRequestCount();
  expect(await w.run()).toMatchObject({ totals: { driftRestored: 0 } });
  expect(w.world.requestCount('folder.changes')).toBe(2);
  expect(w.world.requestCount('item.read')).toBe(0);
  expect(w.world.personalTouches()).toBe(0);
});

test('F15: what people changed or deleted is left, if the sync says so', async () => {
  const w = await settled(4, 1, (world) => {
    world.sync = { ...world.sync, drift: { edited: 'leave', deleted: 'leave', lookEveryHours: 24 } };
  });
  const contents = w.world.mailbox('mailbox-1');
  const edited = cardOf(w, 'mailbox-1', 'person-1');
  contents.editContact(edited?.mailItemId ?? '', { ...edited?.fields, displayName: 'Boss' });
  contents.deleteContact(cardOf(w, 'mailbox-1', 'person-2')?.mailItemId ?? '');
  w.nowMs += 25 * hourMs;
  expect(await w.run()).toMatchObject({ totals: { driftLeft: 2, created: 0, updated: 0 } });
  w.nowMs += 25 * hourMs;
  expect(await w.run()).toMatchObject({ totals: { driftLeft: 0 } });
  expect(w.folder('mailbox-1').get('person-1')).toBe('Boss');
  w.world.putPerson(person(2, { fields: { displayName: 'Renamed' } }));
  await w.run();
  expect(w.folder('mailbox-1').has('person-2')).toBe(false);
});

test('F16: a look whose cursor expired begins anew, and finds the same', async () => {
  const w = await settled(4, 1);
  w.world.mailbox('mailbox-1').deleteContact(cardOf(w, 'mailbox-1', 'person-2')?.mailItemId ?? '');
  w.world.expireCursors();
  w.nowMs += 25 * hourMs;
  expect(await w.run()).toMatchObject({ totals: { driftRestored: 1 } });
  expect(w.folder('mailbox-1').size).toBe(4);
});

test('looks are spread over the day', async () => {
  const w = createRunWorld(1, 48);
  await w.run();
  let most = 0;
  let sum = 0;
  for (let hour = 0; hour < 24; hour += 1) {
    w.nowMs += hourMs - 60_000;
    w.world.resetRequestCount();
    await w.run();
    most = Math.max(most, w.world.requestCount('folder.changes'));
    sum += w.world.requestCount('folder.changes');
  }
  expect(sum).toBe(48);
  expect(most).toBeLessThan(12);
});

test('X1: uninstall leaves a mailbox as it was before', async () => {
  const w = createRunWorld(5, 3);
  const before = w.world.mailbox('mailbox-2').folders();
  await w.run();
  expect(await w.uninstall()).toMatchObject({ kind: 'uninstall', state: 'done', totals: { deleted: 15 } });
  expect(w.world.mailbox('mailbox-2').folders()).toEqual(before);
  expect(w.world.personalTouches()).toBe(0);
});

test('X2: a folder in which a person put something stays, with that and nothing else', async () => {
  const w = createRunWorld(3, 1);
  await w.run();
  const folder = w.world
    .mailbox('mailbox-1')
    .folders()
    .find(({ syncId }) => syncId !== null);
  w.world.mailbox('mailbox-1').addContact(folder?.folderId ?? '', { stamp: null, fields: { displayName: 'Plumber' } });
  expect(await w.uninstall()).toMatchObject({ state: 'done', totals: { deleted: 3 } });
  const left = w.world
    .mailbox('mailbox-1')
    .folders()
    .find(({ folderId }) => folderId === folder?.folderId);
  expect(left?.contacts.map(({ fields }) => fields.displayName)).toEqual(['Plumber']);
});

test('X3: an uninstall that is broken off goes on where it was', async () => {
  const w = createRunWorld(6, 3);
  await w.run();
  const drain = new AbortController();
  w.world.beforeOperation = ({ operation }) => {
    if (operation === 'item.delete' && w.world.requestCount('item.delete') > 4) drain.abort();
  };
  expect(await w.uninstall(null, { drain: drain.signal })).toMatchObject({ state: 'cancelled' });
  w.world.beforeOperation = () => {};
  expect(await w.uninstall()).toMatchObject({ state: 'done' });
  for (const mailboxId of ['mailbox-1', 'mailbox-2', 'mailbox-3']) expect(ours(w, mailboxId)).toEqual([]);
});

test('X4: uninstall needs no memory of what was written', async () => {
  const w = createRunWorld(4, 2);
  await w.run();
  w.loseStores();
  expect(await w.uninstall()).toMatchObject({ state: 'done', totals: { deleted: 8 } });
  expect(ours(w, 'mailbox-1')).toEqual([]);
});

test('X5: a mailbox that cannot be used is taken out later, one that is gone is forgotten', async () => {
  const w = createRunWorld(2, 3);
  await w.run();
  w.world.setMailboxState('mailbox-1', 'mailbox-access-denied');
  w.world.setMailboxState('mailbox-2', 'mailbox-not-found');
  expect(await w.uninstall()).toMatchObject({ state: 'done', totals: { deleted: 2, foldersUnavailable: 1 } });
  w.world.setMailboxState('mailbox-1', null);
  expect(await w.uninstall(['mailbox-1'])).toMatchObject({ state: 'done', totals: { deleted: 2 } });
  expect(await w.stores.replicas.replica(tenantId, w.sync.syncId, 'mailbox-2')).toBeNull();
});

test('O1: an undo brings back what was before a run, in the list and in every mailbox', async () => {
  const w = createRunWorld(5, 2);
  await w.run();
  const before = [w.folder('mailbox-1'), w.folder('mailbox-2')];
  w.world.putPerson(person(1, { fields: { displayName: 'Renamed' } }));
  w.world.putPerson(person(6));
  w.world.removePerson('person-2');
  const run = await w.run();
  await w.run();
  expect(await w.undo(run.runId)).toMatchObject({
    kind: 'undo',
    state: 'done',
    totals: { created: 2, updated: 2, deleted: 2 },
  });
  expect([w.folder('mailbox-1'), w.folder('mailbox-2')]).toEqual(before);
});

test('O2: the next run of the sync does again what was undone', async () => {
  const w = createRunWorld(3, 1);
  await w.run();
  w.world.putPerson(person(4));
  const run = await w.run();
  await w.undo(run.runId);
  expect(w.folder('mailbox-1').size).toBe(3);
  expect(await w.run()).toMatchObject({ state: 'done', totals: { created: 1 } });
});

test('O3: a run that changed nothing, or none of this sync, cannot be undone', async () => {
  const w = createRunWorld(3, 1);
  await w.run();
  const idle = await w.run();
  await expect(w.undo(idle.runId)).rejects.toMatchObject({ code: 'run-changed-nothing' });
  await expect(w.undo('nobody-knows')).rejects.toMatchObject({ code: 'run-unknown' });
});

test('F17: a sync that writes elsewhere takes out what is at the old place first', async () => {
  const w = createRunWorld(3, 2);
  await w.run();
  w.sync = { ...w.sync, placement: { kind: 'default-folder', category: 'Company' } };
  expect(await w.run()).toMatchObject({ state: 'done', totals: { deleted: 6, created: 6 } });
  expect(ours(w, 'mailbox-1')).toHaveLength(3);
  expect(
    w.world
      .mailbox('mailbox-1')
      .folders()
      .every(({ syncId }) => syncId === null),
  ).toBe(true);
  w.sync = { ...w.sync, placement: { kind: 'folder', path: ['Back'] } };
  const drain = new AbortController();
  w.world.resetRequestCount();
  w.world.beforeOperation = ({ operation }) => {
    if (operation === 'item.delete' && w.world.requestCount('item.delete') > 0) drain.abort();
  };
  expect(await w.run({}, { drain: drain.signal })).toMatchObject({ state: 'cancelled' });
  w.world.beforeOperation = () => {};
  expect(await w.run()).toMatchObject({ state: 'done' });
  expect(ours(w, 'mailbox-1')).toHaveLength(3);
  expect(w.folder('mailbox-1').size).toBe(3);
  expect(w.world.personalTouches()).toBe(0);
});

test('F18: a sync that gets another collection judges the cards of the old one by the guards', async () => {
  const w = createRunWorld(4, 1);
  await w.run();
  w.collection = { ...w.collection, collectionId: 'collection-2', filter: [] };
  w.sync = { ...w.sync, collectionId: 'collection-2' };
  expect(await w.run()).toMatchObject({ state: 'done', totals: { created: 0, deleted: 0 } });
  const where = { kind: 'field', field: 'displayName', is: 'equal', values: ['Person 1'] } as const;
  w.collection = { ...w.collection, collectionId: 'collection-3', filter: [{ action: 'include', where }] };
  w.sync = { ...w.sync, collectionId: 'collection-3', guards: { ...w.sync.guards, freeDeletes: 1 } };
  const held = await w.run();
  expect(held).toMatchObject({ state: 'held', totals: { deleted: 0, deletesHeld: 3 } });
  expect(await w.run({ approve: held })).toMatchObject({ state: 'done', totals: { deleted: 3 } });
});

test('F16: what a service has not listed yet is not made twice', async () => {
  const w = createRunWorld(3, 1);
  await w.run();
  w.nowMs += 25 * hourMs;
  const hidden = cardOf(w, 'mailbox-1', 'person-2')?.mailItemId;
  const context = w.context();
  const { connector } = context;
  const target: typeof connector.target = {
    ...connector.target,
    async *changes(folder, cursor, signal) {
      for await (const page of connector.target.changes(folder, cursor, signal)) {
        yield { ...page, present: page.present.filter(({ mailItemId }) => mailItemId !== hidden) };
      }
    },
  };
  const never = new AbortController().signal;
  const stop = { drain: never, cancel: never };
  const run = await runSync({ ...context, connector: { ...connector, target } }, { approve: null }, () => {}, stop);
  expect(run).toMatchObject({ state: 'done', totals: { created: 0, driftRestored: 0 } });
  expect(w.folder('mailbox-1').size).toBe(3);
});
