import { expect, test } from 'vitest';
import type { SourceRecord } from '../sync/source-record.ts';
import { ConnectorError } from './connector-error.ts';
import type { ContactSource } from './ports.ts';
import {
  createRunWorld,
  galSource,
  person,
  type RunWorld,
  tenantId,
  testCollection,
} from './run-world.test-fixture.ts';

/** A file with these people, as a source that is read whole each time. */
function fileOf(people: () => readonly SourceRecord[]): ContactSource {
  return {
    async *read(cursor) {
      if (cursor !== null) throw new ConnectorError({ code: 'cursor-expired', detail: 'always read whole' });
      yield { records: people(), removed: [], cursor: 'end' };
    },
  };
}

const card = (number: number, changes: Partial<SourceRecord> = {}) =>
  person(number, { itemId: `row-${number}`, kind: 'contact', licensed: false, ...changes });

function withFile(w: RunWorld, people: () => readonly SourceRecord[]): void {
  w.files.set('cards', fileOf(people));
  const columns = { Number: 'extra.number' } as const;
  w.sources = [galSource, { kind: 'csv', sourceId: 'cards', file: 'cards.csv', id: { column: 'Number' }, columns }];
  w.collection = { ...w.collection, sourceIds: ['gal', 'cards'] };
}

const mail = (address: string) => ({ emailAddresses: [{ address }] });

function fieldsOf(w: RunWorld, itemId: string) {
  const contacts = w.world
    .mailbox('mailbox-1')
    .folders()
    .filter((folder) => folder.syncId !== null)
    .flatMap((folder) => folder.contacts);
  return contacts.find(({ stamp }) => stamp?.itemId === itemId)?.fields;
}

test('I8: several sources make one list; the same person is one card, with what each source adds', async () => {
  const w = createRunWorld(0, 1);
  w.world.putPerson(person(1, { fields: { displayName: 'Ada', ...mail('ada@example.com') } }));
  let people = [
    card(1, { fields: { displayName: 'A. L.', mobilePhone: '+49 170 1234567', ...mail('ADA@example.com') } }),
    card(2, { fields: { displayName: 'Guest of the house' } }),
  ];
  withFile(w, () => people);
  expect(await w.run()).toMatchObject({ state: 'done', totals: { created: 2 } });
  expect(fieldsOf(w, 'person-1')).toMatchObject({ displayName: 'Ada', mobilePhone: '+491701234567' });
  expect([...w.folder('mailbox-1').keys()]).toEqual(['cards:row-2', 'person-1']);
  people = people.slice(1);
  expect(await w.run()).toMatchObject({ state: 'done', totals: { updated: 1, created: 0, deleted: 0 } });
  expect(fieldsOf(w, 'person-1')?.mobilePhone).toBeUndefined();
});

test('I9: another filter reads no source anew, and what leaves is judged by the guards', async () => {
  const w = createRunWorld(40, 1);
  await w.run();
  w.world.resetRequestCount();
  const nobodyWith = (values: readonly string[]) => {
    const where = { kind: 'field', field: 'displayName', is: 'in', values } as const;
    w.collection = { ...w.collection, filter: [{ action: 'exclude', where }] };
  };
  nobodyWith(['Person 1', 'Person 2']);
  expect(await w.run()).toMatchObject({ state: 'done', totals: { deleted: 2 } });
  nobodyWith(Array.from({ length: 30 }, (_, index) => `Person ${index + 1}`));
  const held = await w.run();
  expect(held).toMatchObject({
    state: 'held',
    reason: 'too-many-deletes',
    totals: { listDeletesHeld: 28, deleted: 0 },
  });
  expect(await w.run({ approve: held })).toMatchObject({ state: 'done', totals: { deleted: 28 } });
});

test('I10: a source that suddenly is empty takes no value from anybody', async () => {
  const w = createRunWorld(0, 1);
  for (let number = 1; number <= 5; number += 1) {
    w.world.putPerson(person(number, { fields: { displayName: `P${number}`, ...mail(`p${number}@example.com`) } }));
  }
  let people = [1, 2, 3, 4, 5].map((number) =>
    card(number, { fields: { mobilePhone: `+49 170 123456${number}`, ...mail(`p${number}@example.com`) } }),
  );
  withFile(w, () => people);
  await w.run();
  people = [];
  expect(await w.run()).toMatchObject({ state: 'held', reason: 'empty-read', totals: { updated: 0, deleted: 0 } });
  expect(fieldsOf(w, 'person-3')?.mobilePhone).toBe('+491701234563');
});

test('I11: an unusual share of changes waits, additions and leavers go on, and an approval lets it happen', async () => {
  const w = createRunWorld(10, 1);
  w.collection = { ...w.collection, guards: { ...w.collection.guards, freeChanges: 2 } };
  await w.run();
  for (let number = 1; number <= 6; number += 1) w.world.putPerson(person(number, { fields: { displayName: 'X' } }));
  w.world.putPerson(person(11));
  w.world.removePerson('person-10');
  const held = await w.run();
  expect(held).toMatchObject({
    state: 'held',
    reason: 'too-many-changes',
    totals: { created: 1, updated: 0, deleted: 1, listChangesHeld: 6 },
  });
  expect(await w.run({ approve: held })).toMatchObject({ state: 'done', totals: { updated: 6 } });
});

test('I12: what a person refused stays undone, and is asked for again only when it is something else', async () => {
  const w = createRunWorld(40, 1);
  await w.run();
  for (let number = 1; number <= 20; number += 1) w.world.removePerson(`person-${number}`);
  const held = await w.run();
  expect(held.state).toBe('held');
  await w.stores.runs.saveRun(tenantId, { ...held, state: 'refused' });
  expect(await w.run()).toMatchObject({ state: 'done', reason: 'refused', totals: { deleted: 0 } });
  w.world.removePerson('person-21');
  expect(await w.run()).toMatchObject({ state: 'held', totals: { deletesHeld: 21 } });
  expect(w.folder('mailbox-1').size).toBe(40);
});

test('I13: a list does not grow beyond its quota unseen', async () => {
  const w = createRunWorld(8, 1);
  w.collection = { ...w.collection, guards: { ...w.collection.guards, maxItems: 5 } };
  const held = await w.run();
  expect(held).toMatchObject({ state: 'held', reason: 'too-many-items', totals: { created: 0, listChangesHeld: 8 } });
  expect(await w.run({ approve: held })).toMatchObject({ state: 'done', totals: { created: 8 } });
});

test('I12, I13: more than is kept in memory is held, refused and approved as a few are', async () => {
  const w = createRunWorld(1100, 0);
  w.collection = { ...w.collection, guards: { ...w.collection.guards, maxItems: 5 } };
  const held = await w.run();
  expect(held).toMatchObject({ state: 'held', reason: 'too-many-items', totals: { listChangesHeld: 1100 } });
  expect((await w.run()).heldHash).toBe(held.heldHash);
  w.world.putPerson(person(1, { fields: { displayName: 'Somebody else' } }));
  expect((await w.run()).heldHash).not.toBe(held.heldHash);
  expect(await w.run({ approve: held })).toMatchObject({ state: 'done', totals: { listChangesHeld: 0 } });
  expect(await w.stores.collections.head(tenantId, testCollection.collectionId)).toMatchObject({ itemCount: 1100 });
});

test('I14: a group that a filter names is read each time, and a run without it fails', async () => {
  const w = createRunWorld(6, 1);
  w.world.putGroup('sales', ['person-1', 'person-2']);
  for (let number = 1; number <= 6; number += 1) {
    w.world.putMailbox({ mailboxId: `person-${number}`, address: `p${number}@example.com`, excluded: 'disabled' });
  }
  w.collection = { ...w.collection, filter: [{ action: 'include', where: { kind: 'group', groupId: 'sales' } }] };
  await w.run();
  expect([...w.folder('mailbox-1').keys()]).toEqual(['person-1', 'person-2']);
  w.world.putGroup('sales', ['person-2', 'person-3']);
  expect(await w.run()).toMatchObject({ state: 'done', totals: { created: 1, deleted: 1 } });
  w.world.removeGroup('sales');
  expect(await w.run()).toMatchObject({ state: 'failed', reason: 'not-found' });
  expect([...w.folder('mailbox-1').keys()]).toEqual(['person-2', 'person-3']);
});

test('I15: photos come with their people, once, again when they change, and go when they go', async () => {
  const w = createRunWorld(3, 2);
  w.sources = [{ ...galSource, photoPixels: 96 }];
  w.world.putPhoto('person-1', Buffer.from('first'));
  expect(await w.run()).toMatchObject({ state: 'done', totals: { created: 6, issues: 0 } });
  const photo = () => {
    const contacts = w.world
      .mailbox('mailbox-1')
      .folders()
      .flatMap((folder) => folder.contacts);
    return contacts.find(({ stamp }) => stamp?.itemId === 'person-1')?.photo ?? null;
  };
  const first = photo();
  expect(first).not.toBeNull();
  w.world.resetRequestCount();
  await w.run();
  expect(w.world.requestCount()).toBe(2);
  w.world.putPhoto('person-1', Buffer.from('second'));
  w.nowMs += 25 * 3_600_000;
  expect(await w.run()).toMatchObject({ totals: { updated: 2 } });
  expect(photo()).not.toBe(first);
  w.world.putPhoto('person-1', null);
  w.nowMs += 25 * 3_600_000;
  expect(await w.run()).toMatchObject({ totals: { updated: 2 } });
  expect(photo()).toBeNull();
});

test('I16: entries that a source could not read are issues, and the others go on', async () => {
  const w = createRunWorld(0, 1);
  const source: ContactSource = {
    async *read() {
      const problems = [{ itemId: null, code: 'id-missing', detail: 'cards.csv, line 3, column Number' }];
      yield { records: [card(1)], removed: [], cursor: 'end', problems };
    },
  };
  withFile(w, () => []);
  w.files.set('cards', source);
  const run = await w.run();
  expect(run).toMatchObject({ state: 'done', totals: { created: 1, issues: 1 } });
  expect(await w.stores.runs.issues(tenantId, run.runId, 5)).toEqual([
    { mailboxId: null, itemId: null, code: 'id-missing', detail: 'cards.csv, line 3, column Number' },
  ]);
});

test('the plan of a held run says which guard holds it, and stores nothing', async () => {
  const w = createRunWorld(40, 1);
  await w.run();
  for (let number = 1; number <= 30; number += 1) w.world.removePerson(`person-${number}`);
  const before = await w.stores.sources.head(tenantId, 'gal');
  expect(await w.plan()).toMatchObject({ heldBy: 'too-many-deletes', deletes: 0, itemsRemoved: 0 });
  expect(await w.stores.sources.head(tenantId, 'gal')).toEqual(before);
  expect((await w.stores.collections.head(tenantId, testCollection.collectionId)).itemCount).toBe(40);
});

test('I14: a filter that names a group, over a file alone, fails the run with a reason', async () => {
  const w = createRunWorld(0, 1);
  withFile(w, () => [card(1)]);
  w.sources = w.sources.slice(1);
  const where = { kind: 'group', groupId: 'sales' } as const;
  w.collection = { ...w.collection, sourceIds: ['cards'], filter: [{ action: 'include', where }] };
  expect(await w.run()).toMatchObject({ state: 'failed', reason: 'not-found' });
});

test('I15: photos asked for in another size are scaled anew, and no longer asked for they go', async () => {
  const w = createRunWorld(2, 1);
  w.world.putPhoto('person-1', Buffer.from('portrait'));
  const sizes: number[] = [];
  const run = async (photoPixels: number | null) => {
    w.sources = [{ ...galSource, photoPixels }];
    return w.run({}, {}, async (image, pixels) => {
      sizes.push(pixels);
      return Buffer.concat([image, Buffer.from([pixels])]);
    });
  };
  expect(await run(96)).toMatchObject({ totals: { created: 2 } });
  expect(await run(120)).toMatchObject({ totals: { updated: 1 } });
  expect(sizes).toEqual([96, 120]);
  expect(await run(null)).toMatchObject({ totals: { updated: 1 } });
  const contacts = w.world
    .mailbox('mailbox-1')
    .folders()
    .flatMap((folder) => folder.contacts);
  expect(contacts.every(({ photo }) => photo === null)).toBe(true);
});

const photosOf = (w: RunWorld) =>
  w.world
    .mailbox('mailbox-1')
    .folders()
    .flatMap((folder) => folder.contacts)
    .map(({ photo }) => photo)
    .filter((photo) => photo !== null);

test('I15: a photo that could not be put, or not taken away, is tried again by the next run', async () => {
  const w = createRunWorld(1, 1);
  w.sources = [{ ...galSource, photoPixels: 96 }];
  const refuseOnce = () =>
    w.world.faults.add({
      operation: 'photo.write',
      fault: { kind: 'fail', when: 'before', failure: { code: 'conflict', detail: '409' } },
    });
  w.world.putPhoto('person-1', Buffer.from('portrait'));
  refuseOnce();
  expect(await w.run()).toMatchObject({ totals: { created: 1, issues: 1 } });
  expect(photosOf(w)).toEqual([]);
  await w.run();
  await w.run();
  expect(photosOf(w)).toHaveLength(1);
  w.world.putPhoto('person-1', null);
  w.nowMs += 25 * 3_600_000;
  refuseOnce();
  expect(await w.run()).toMatchObject({ totals: { updated: 1, issues: 1 } });
  expect(photosOf(w)).toHaveLength(1);
  for (let n = 0; n < 2; n += 1) {
    w.nowMs += 25 * 3_600_000;
    await w.run();
  }
  expect(photosOf(w)).toEqual([]);
});

test('I15: a picture that was damaged on its way is an issue, and asked for again by the next run', async () => {
  const w = createRunWorld(1, 1);
  w.sources = [{ ...galSource, photoPixels: 96 }];
  w.world.putPhoto('person-1', Buffer.from('portrait'));
  expect(await w.run({}, {}, async () => null)).toMatchObject({ state: 'done', totals: { issues: 1 } });
  expect(photosOf(w)).toEqual([]);
  await w.run();
  expect(photosOf(w)).toHaveLength(1);
});
