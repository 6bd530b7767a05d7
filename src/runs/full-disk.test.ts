import { test } from '@fast-check/vitest';
import fc from 'fast-check';
import { expect } from 'vitest';
import { StoreError } from '../stores/store-error.ts';
import type { Stores } from '../stores/stores.ts';
import { createRunWorld, person } from './run-world.test-fixture.ts';

const writes = /^(add|append|complete|forget|put|remove|ripen|save|write)/;

/** Stores in which, from the n-th write on, there is no room. */
function withRoomFor(count: number, stores: Stores): Stores {
  let left = count;
  const limited = <Store extends object>(store: Store): Store =>
    new Proxy(store, {
      get(target, name) {
        const member: unknown = Reflect.get(target, name);
        if (typeof member !== 'function' || typeof name !== 'string' || !writes.test(name)) return member;
        return async (...given: unknown[]): Promise<unknown> => {
          left -= 1;
          if (left < 0) throw new StoreError('full', 'no room');
          return Reflect.apply(member, target, given);
        };
      },
    });
  const { sources, collections, mailboxes, replicas, runs, photos } = stores;
  return {
    ...stores,
    sources: limited(sources),
    collections: limited(collections),
    mailboxes: limited(mailboxes),
    replicas: limited(replicas),
    runs: limited(runs),
    photos: limited(photos),
  };
}

test.prop([fc.array(fc.nat({ max: 90 }), { minLength: 1, maxLength: 4 })], { numRuns: 60 })(
  'T5: a store that has no room any more: no mailbox is written that is not known to be, and with room all is right',
  async (rooms) => {
    const w = createRunWorld(4, 3);
    const { stores } = w;
    const { syncId } = w.sync;
    w.world.beforeOperation = async ({ operation, mailboxId }) => {
      if (!/^item\.(create|update|delete)$/.test(operation) || mailboxId === null) return;
      const replica = await stores.replicas.replica('tenant-1', syncId, mailboxId);
      expect([mailboxId, replica?.state]).toEqual([mailboxId, 'writing']);
    };
    for (const [round, room] of rooms.entries()) {
      w.world.putPerson(person(1, { fields: { displayName: `Round ${round}` } }));
      w.world.putPerson(person(10 + round));
      w.stores = withRoomFor(room, stores);
      const run = await w.run().catch((error: unknown) => error);
      if (run instanceof Error) expect(run).toMatchObject({ code: 'full' });
      else expect(run).toMatchObject({ state: 'done' });
      w.stores = stores;
    }
    expect(await w.run()).toMatchObject({ state: 'done' });
    const names = new Map([2, 3, 4].map((number) => [`person-${number}`, `Person ${number}`]));
    names.set('person-1', `Round ${rooms.length - 1}`);
    for (const round of rooms.keys()) names.set(`person-${10 + round}`, `Person ${10 + round}`);
    for (const mailboxId of ['mailbox-1', 'mailbox-2', 'mailbox-3']) {
      expect(w.folder(mailboxId)).toEqual(new Map([...names].toSorted(([a], [b]) => a.localeCompare(b))));
    }
    expect(w.world.personalTouches()).toBe(0);
  },
);

test('T5: a run that met a full store says so, where that can still be stored', async () => {
  const w = createRunWorld(4, 3);
  const { stores } = w;
  const saveReplica = async (): Promise<void> => {
    throw new StoreError('full', 'no room');
  };
  w.stores = { ...stores, replicas: { ...stores.replicas, saveReplica } };
  await expect(w.run()).rejects.toMatchObject({ code: 'full' });
  expect(await stores.runs.runs('tenant-1', w.sync.syncId, 1)).toMatchObject([{ state: 'failed', reason: 'full' }]);
  expect(w.world.requestCount('item.create')).toBe(0);
});
