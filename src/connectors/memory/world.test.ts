import { expect, test } from 'vitest';
import type { FolderSpec, OpenFolder } from '../../runs/ports.ts';
import type { CreateOperation } from '../../sync/operations.ts';
import { photoHash } from './mailbox-contents.ts';
import { createMemoryWorld, type MemoryWorld } from './world.ts';

const { signal } = new AbortController();
const mailboxId = 'mailbox';
const syncId = 'sync';

function openWorld(): MemoryWorld {
  const world = createMemoryWorld();
  world.putMailbox({ mailboxId, address: 'anna@example.com', excluded: null });
  return world;
}

async function openFolder(world: MemoryWorld): Promise<OpenFolder> {
  const spec: FolderSpec = { mailboxId, syncId, placement: { kind: 'folder', path: ['Company'] }, folderId: null };
  const { folderId } = await world.connector().target.ensureFolder(spec, signal);
  return { mailboxId, syncId, folderId };
}

function create(itemId: string): CreateOperation {
  return {
    kind: 'create',
    itemId,
    contentHash: `hash of ${itemId}`,
    item: { kind: 'contact', itemId, fields: { displayName: itemId } },
  };
}

test('a hook that throws ends the caller between two requests', async () => {
  const world = openWorld();
  const folder = await openFolder(world);
  const power = new Error('power cut');
  let left = 2;
  world.beforeOperation = () => {
    left -= 1;
    if (left < 0) throw power;
  };
  const applying = world
    .connector()
    .target.open(folder)
    .apply([create('a'), create('b'), create('c')], signal);
  await expect(applying).rejects.toBe(power);
  const written = world.mailbox(mailboxId).folder(folder.folderId)?.contacts;
  expect(written?.map(({ stamp }) => stamp?.itemId)).toEqual(['a', 'b']);
});

test('a fault lets some requests pass, then plays as often as it should', async () => {
  const world = openWorld();
  const folder = await openFolder(world);
  const failure = { code: 'invalid-item', detail: '400' } as const;
  world.faults.add({
    operation: 'item.create',
    skip: 1,
    times: 2,
    fault: { kind: 'fail', failure, when: 'before' },
  });
  world.faults.add({ operation: 'item.create', itemId: 'e', fault: { kind: 'fail', failure, when: 'before' } });
  const operations = ['a', 'b', 'c', 'd', 'e', 'e'].map(create);
  const results = await world.connector().target.open(folder).apply(operations, signal);
  expect(results.map(({ kind }) => kind)).toEqual(['created', 'failed', 'failed', 'created', 'failed', 'created']);
});

test('requests are counted by kind', async () => {
  const world = openWorld();
  const folder = await openFolder(world);
  world.resetRequestCount();
  await world
    .connector()
    .target.open(folder)
    .apply([create('a'), create('b')], signal);
  expect(world.requestCount('item.create')).toBe(2);
  expect(world.requestCount('folder.find')).toBe(0);
  expect(world.requestCount()).toBe(2);
});

test('changing what has no stamp is told', async () => {
  const world = openWorld();
  const folder = await openFolder(world);
  const mailItemId = world.mailbox(mailboxId).addContact(folder.folderId, { stamp: null, fields: {} });
  expect(world.personalTouches()).toBe(0);
  await world
    .connector()
    .target.open(folder)
    .apply([{ kind: 'delete', itemId: 'a', mailItemId }], signal);
  expect(world.personalTouches()).toBe(1);
});

test('what a clean-up removes is told apart from what is touched', async () => {
  const world = openWorld();
  const contents = world.mailbox(mailboxId);
  contents.addContact(contents.defaultFolderId, { stamp: null, fields: { displayName: 'Old', categories: ['Old'] } });
  const { leftovers } = world.connector();
  const found = await Array.fromAsync(leftovers.find(mailboxId, { kind: 'category', category: 'Old' }, signal));
  await leftovers.remove(mailboxId, found.flat(), signal);
  expect(contents.folder(contents.defaultFolderId)?.contacts).toEqual([]);
  expect([world.leftoversRemoved(), world.personalTouches()]).toEqual([1, 0]);
});

test('a leftover that has become ours in between is not removed', async () => {
  const world = openWorld();
  const contents = world.mailbox(mailboxId);
  const old = { stamp: null, fields: { displayName: 'Old', categories: ['Old'] } };
  const mailItemId = contents.addContact(contents.defaultFolderId, old);
  const { leftovers } = world.connector();
  const found = await Array.fromAsync(leftovers.find(mailboxId, { kind: 'category', category: 'Old' }, signal));
  contents.replaceContact({ ...old, mailItemId, stamp: { syncId, itemId: 'a', contentHash: 'hash' } });
  await leftovers.remove(mailboxId, found.flat(), signal);
  expect(contents.contact(mailItemId)).not.toBeNull();
  expect(world.leftoversRemoved()).toBe(0);
});

test('a removal that stopped after the folder takes those around it the next time', async () => {
  const world = openWorld();
  const { target } = world.connector();
  const spec: FolderSpec = { mailboxId, syncId, placement: { kind: 'folder', path: ['Work', 'Us'] }, folderId: null };
  const { folderId } = await target.ensureFolder(spec, signal);
  world.faults.add({
    operation: 'folder.remove',
    fault: { kind: 'fail', failure: { code: 'unavailable', detail: '504' }, when: 'after' },
  });
  await expect(target.removeFolder({ mailboxId, syncId, folderId }, signal)).rejects.toMatchObject({
    code: 'unavailable',
  });
  expect(world.mailbox(mailboxId).folders()).toHaveLength(1);
  expect(await target.removeFolder({ mailboxId, syncId, folderId }, signal)).toBe(true);
  expect(world.mailbox(mailboxId).folders()).toEqual([]);
});

test('the photo of an update is written before its stamp, that of a create after it', async () => {
  const world = openWorld();
  const folder = await openFolder(world);
  const asked: string[] = [];
  world.beforeOperation = ({ operation }) => void asked.push(operation);
  const jpeg = Uint8Array.of(1, 2, 3);
  const photo = { kind: 'put', hash: 'any', jpeg } as const;
  const open = world.connector().target.open(folder);
  const [created] = await open.apply([{ ...create('a'), photo }], signal);
  const mailItemId = created?.kind === 'created' ? created.mailItemId : '';
  await open.apply([{ ...create('a'), kind: 'update', mailItemId, photo }], signal);
  expect(asked).toEqual(['item.create', 'photo.write', 'photo.write', 'item.update']);
  expect(world.mailbox(mailboxId).contact(mailItemId)?.photo).toBe(photoHash(jpeg));
});

test('what ends a request after it took effect loses its answer only', async () => {
  const world = openWorld();
  const folder = await openFolder(world);
  const stop = new AbortController();
  world.afterOperation = () => stop.abort();
  const open = world.connector().target.open(folder);
  await expect(open.apply([create('a'), create('b')], stop.signal)).rejects.toMatchObject({ code: 'cancelled' });
  expect(
    world
      .mailbox(mailboxId)
      .folder(folder.folderId)
      ?.contacts.map(({ stamp }) => stamp?.itemId),
  ).toEqual(['a']);
});

test('two ids may differ in nothing but the case of a letter', () => {
  const world = openWorld();
  const contents = world.mailbox(mailboxId);
  const ids = Array.from({ length: 4 }, () => contents.addFolder(crypto.randomUUID(), null));
  expect(new Set(ids).size).toBe(4);
  expect(new Set(ids.map((id) => id.toLowerCase())).size).toBeLessThan(4);
});

test('closing waits for what is in flight', async () => {
  const world = openWorld();
  const folder = await openFolder(world);
  const connector = world.connector();
  const gate = Promise.withResolvers<void>();
  world.beforeOperation = () => gate.promise;
  const applying = connector.target.open(folder).apply([create('a')], signal);
  let closed = false;
  const closing = connector.close().then(() => {
    closed = true;
  });
  await new Promise((resolve) => setImmediate(resolve));
  expect(closed).toBe(false);
  gate.resolve();
  await Promise.all([applying, closing]);
  expect(closed).toBe(true);
});
