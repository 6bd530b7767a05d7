import { expect, test } from 'vitest';
import type { OpenFolder } from '../../runs/ports.ts';
import type { CreateOperation } from '../../sync/operations.ts';
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
  const spec = { mailboxId, syncId, displayName: 'Company', folderId: null };
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
