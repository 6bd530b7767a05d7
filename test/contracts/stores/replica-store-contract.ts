import { describe, expect, test } from 'vitest';
import type { Replica } from '../../../src/runs/stores.ts';
import { collect, type OpenStores, type TestStores } from './open-stores.ts';
import { sampleLink, sampleReplica, tenant } from './sample-rows.ts';

const now = '2026-03-01T00:00:00.000Z';
const later = '2026-03-01T00:00:00.001Z';

/** What every ReplicaStore keeps of replicas. */
export function replicaStoreContract(name: string, open: OpenStores): void {
  /** Stores with exactly these replicas of `sync-1`. */
  async function openWith(...replicas: readonly Replica[]): Promise<TestStores> {
    const stores = await open();
    await stores.replicas.addReplicas(
      tenant,
      'sync-1',
      replicas.map(({ mailboxId }) => mailboxId),
    );
    for (const replica of replicas) await stores.replicas.saveReplica(tenant, replica);
    return stores;
  }

  const behind = async ({ replicas }: TestStores, version: number, at = now) =>
    (await collect(replicas.replicasBehind(tenant, 'sync-1', version, at))).map(({ mailboxId }) => mailboxId);

  describe(`replicas in ${name}`, () => {
    test('a new replica is unknown, at version 0', async () => {
      const { replicas } = await open();
      await replicas.addReplicas(tenant, 'sync-1', ['m', 'm']);
      expect(await replicas.replica(tenant, 'sync-1', 'm')).toEqual(sampleReplica('m'));
      expect(await replicas.replica(tenant, 'sync-1', 'other')).toBeNull();
      expect(await collect(replicas.replicas(tenant, 'sync-1'))).toEqual([sampleReplica('m')]);
    });

    test('adding one that exists leaves it as it is', async () => {
      const ready = sampleReplica('m', { state: 'ready', version: 4, folderId: 'folder', syncedAt: now });
      const { replicas } = await openWith(ready);
      await replicas.addReplicas(tenant, 'sync-1', ['m', 'n']);
      expect(await collect(replicas.replicas(tenant, 'sync-1'))).toEqual([ready, sampleReplica('n')]);
    });

    test('saving replaces the whole row', async () => {
      const unavailable = sampleReplica('m', {
        state: 'unavailable',
        version: 3,
        folderId: 'folder',
        failureCode: 'mailbox-not-enabled',
        lookAgainAt: later,
        syncedAt: now,
        driftCursor: 'https://graph.example/contacts/delta?token=1',
        lookAt: later,
      });
      const { replicas } = await openWith(unavailable);
      expect(await replicas.replica(tenant, 'sync-1', 'm')).toEqual(unavailable);
      await replicas.saveReplica(tenant, sampleReplica('m'));
      expect(await replicas.replica(tenant, 'sync-1', 'm')).toEqual(sampleReplica('m'));
    });

    test('saving one that was removed does not bring it back', async () => {
      const { replicas } = await openWith(sampleReplica('m'));
      await replicas.removeReplica(tenant, 'sync-1', 'm');
      await replicas.saveReplica(tenant, sampleReplica('m', { state: 'ready' }));
      expect(await replicas.replica(tenant, 'sync-1', 'm')).toBeNull();
    });

    test('removing takes one replica, and nothing when it is not there', async () => {
      const { replicas } = await openWith(sampleReplica('a'), sampleReplica('b'));
      await replicas.removeReplica(tenant, 'sync-1', 'a');
      await replicas.removeReplica(tenant, 'sync-1', 'a');
      await replicas.removeReplica(tenant, 'sync-2', 'b');
      expect(await collect(replicas.replicas(tenant, 'sync-1'))).toEqual([sampleReplica('b')]);
    });

    test('all come by mailbox id, over all pages', async () => {
      const ids = ['g', 'b', 'e', 'a', 'f', 'd', 'c'];
      const stores = await openWith(...ids.map((id) => sampleReplica(id)));
      const found = await collect(stores.replicas.replicas(tenant, 'sync-1'));
      expect(found.map(({ mailboxId }) => mailboxId)).toEqual(ids.toSorted());
      expect(await behind(stores, 1)).toEqual(ids.toSorted());
    });

    test('they come in the order of mailboxes, that of code points', async () => {
      const ids = ['B', 'a', 'aa', 'ä', '\uffff', '\u{10000}'];
      const { replicas } = await openWith(...ids.toReversed().map((id) => sampleReplica(id)));
      expect((await collect(replicas.replicas(tenant, 'sync-1'))).map(({ mailboxId }) => mailboxId)).toEqual(ids);
    });

    test('what needs work: everything unknown, in the middle of writing, or behind', async () => {
      const stores = await openWith(
        sampleReplica('at-head', { state: 'ready', version: 5 }),
        sampleReplica('behind', { state: 'ready', version: 4 }),
        sampleReplica('ahead', { state: 'ready', version: 6 }),
        sampleReplica('unknown', { state: 'unknown', version: 5 }),
        sampleReplica('writing', { state: 'writing', version: 5 }),
      );
      expect(await behind(stores, 5)).toEqual(['behind', 'unknown', 'writing']);
      expect(await collect(stores.replicas.replicasBehind(tenant, 'sync-1', 5, now))).toContainEqual(
        sampleReplica('behind', { state: 'ready', version: 4 }),
      );
    });

    test('small work comes before large: changes, then looks, then what has to be looked at first', async () => {
      const stores = await openWith(
        sampleReplica('a', { state: 'unknown' }),
        sampleReplica('b', { state: 'ready', version: 5, lookAt: now }),
        sampleReplica('c', { state: 'writing', version: 4 }),
        sampleReplica('d', { state: 'ready', version: 4 }),
        sampleReplica('e', { state: 'unavailable', lookAgainAt: now }),
        sampleReplica('f', { state: 'leaving' }),
        sampleReplica('g', { state: 'ready', version: 3, lookAt: now }),
        sampleReplica('h', { state: 'ready', version: 6, lookAt: now }),
        sampleReplica('i', { state: 'ready', version: 4 }),
      );
      expect(await behind(stores, 5)).toEqual(['d', 'g', 'i', 'b', 'h', 'a', 'c', 'e', 'f']);
    });

    test('what needs other work than before when its page is read comes once, as it is then', async () => {
      const ids = ['a', 'b', 'c', 'd', 'e'];
      const stores = await openWith(...ids.map((id) => sampleReplica(id, { state: 'ready', version: 1 })));
      const seen: string[] = [];
      for await (const page of stores.replicas.replicasBehind(tenant, 'sync-1', 2, now)) {
        for (const replica of page) seen.push(`${replica.mailboxId} ${replica.state}`);
        for (const id of ids) await stores.replicas.saveReplica(tenant, sampleReplica(id, { state: 'writing' }));
      }
      expect(seen).toEqual(['a ready', 'b ready', 'c ready', 'd writing', 'e writing']);
    });

    test('what is unavailable needs work when it is time to look again', async () => {
      const stores = await openWith(
        sampleReplica('due', { state: 'unavailable', lookAgainAt: now }),
        sampleReplica('not-yet', { state: 'unavailable', lookAgainAt: later }),
        sampleReplica('never', { state: 'unavailable', lookAgainAt: null }),
      );
      expect(await behind(stores, 5)).toEqual(['due']);
      expect(await behind(stores, 5, later)).toEqual(['due', 'not-yet']);
    });

    test('what is ready needs work when a look is due, once, also if it is behind', async () => {
      const stores = await openWith(
        sampleReplica('behind', { state: 'ready', version: 4, lookAt: now }),
        sampleReplica('due', { state: 'ready', version: 5, lookAt: now, driftCursor: 'cursor' }),
        sampleReplica('never', { state: 'ready', version: 5, lookAt: null }),
        sampleReplica('not-yet', { state: 'ready', version: 6, lookAt: later }),
        sampleReplica('unavailable', { state: 'unavailable', lookAt: now }),
        sampleReplica('unknown', { lookAt: now }),
      );
      expect(await behind(stores, 5)).toEqual(['behind', 'due', 'unknown']);
      expect(await behind(stores, 5, later)).toEqual(['behind', 'due', 'not-yet', 'unknown']);
      expect(await collect(stores.replicas.replicasBehind(tenant, 'sync-1', 5, now))).toContainEqual(
        sampleReplica('due', { state: 'ready', version: 5, lookAt: now, driftCursor: 'cursor' }),
      );
    });

    test('what leaves needs work, unless it is to be looked at later', async () => {
      const stores = await openWith(
        sampleReplica('due', { state: 'leaving', version: 5, lookAgainAt: now }),
        sampleReplica('leaving', { state: 'leaving', version: 5 }),
        sampleReplica('not-yet', { state: 'leaving', lookAgainAt: later, lookAt: now }),
      );
      expect(await behind(stores, 5)).toEqual(['due', 'leaving']);
      expect(await behind(stores, 5, later)).toEqual(['due', 'leaving', 'not-yet']);
    });

    test('what was looked at while pages are read is not needed again', async () => {
      const ids = ['a', 'b', 'c', 'd', 'e'];
      const stores = await openWith(...ids.map((id) => sampleReplica(id, { state: 'ready', version: 2, lookAt: now })));
      const seen: string[] = [];
      for await (const page of stores.replicas.replicasBehind(tenant, 'sync-1', 2, now)) {
        for (const replica of page) {
          seen.push(replica.mailboxId);
          await stores.replicas.saveReplica(tenant, { ...replica, lookAt: later });
        }
      }
      expect(seen).toEqual(ids);
      expect(await behind(stores, 2)).toEqual([]);
    });

    test('forgetting versions takes those of ready replicas of the sync, and leaves their links', async () => {
      const ready = sampleReplica('ready', { state: 'ready', version: 5, syncedAt: now, driftCursor: 'cursor' });
      const writing = sampleReplica('writing', { state: 'writing', version: 4 });
      const { replicas } = await openWith(ready, writing);
      await replicas.addReplicas(tenant, 'sync-2', ['ready']);
      await replicas.saveReplica(tenant, { ...ready, syncId: 'sync-2' });
      await replicas.writeLinks(tenant, 'sync-1', 'ready', { put: [sampleLink('a')], remove: [] });
      await replicas.forgetVersions(tenant, 'sync-1');
      expect(await collect(replicas.replicas(tenant, 'sync-1'))).toEqual([{ ...ready, version: 0 }, writing]);
      expect(await replicas.countLinks(tenant, 'sync-1', 'ready')).toBe(1);
      expect(await replicas.replica(tenant, 'sync-2', 'ready')).toEqual({ ...ready, syncId: 'sync-2' });
    });

    test('what was brought to the head while pages are read is not needed again', async () => {
      const ids = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
      const stores = await openWith(...ids.map((id) => sampleReplica(id)));
      const seen: string[] = [];
      for await (const page of stores.replicas.replicasBehind(tenant, 'sync-1', 2, now)) {
        for (const replica of page) {
          seen.push(replica.mailboxId);
          await stores.replicas.saveReplica(tenant, { ...replica, state: 'ready', version: 2 });
        }
      }
      expect(seen).toEqual(ids);
      expect(await behind(stores, 2)).toEqual([]);
    });

    test('counts by state, and those at the head', async () => {
      const { replicas } = await openWith(
        sampleReplica('a', { state: 'ready', version: 5 }),
        sampleReplica('b', { state: 'ready', version: 4 }),
        sampleReplica('c', { state: 'ready', version: 5 }),
        sampleReplica('d', { state: 'writing', version: 5 }),
        sampleReplica('e', { state: 'unavailable' }),
        sampleReplica('f'),
        sampleReplica('g'),
        sampleReplica('h', { state: 'leaving', version: 5 }),
      );
      expect(await replicas.countReplicas(tenant, 'sync-1', 5)).toEqual({
        unknown: 2,
        ready: 3,
        writing: 1,
        unavailable: 1,
        leaving: 1,
        atHead: 2,
      });
      expect(await replicas.countReplicas(tenant, 'none', 5)).toEqual({
        unknown: 0,
        ready: 0,
        writing: 0,
        unavailable: 0,
        leaving: 0,
        atHead: 0,
      });
    });

    test('syncs are apart, and ids that differ only in case are different', async () => {
      const { replicas } = await openWith(sampleReplica('m', { version: 1 }), sampleReplica('M', { version: 2 }));
      await replicas.addReplicas(tenant, 'SYNC-1', ['m']);
      await replicas.removeReplica(tenant, 'sync-1', 'm');
      expect(await replicas.replica(tenant, 'sync-1', 'M')).toEqual(sampleReplica('M', { version: 2 }));
      expect(await replicas.replica(tenant, 'sync-1', 'm')).toBeNull();
      expect(await replicas.replica(tenant, 'SYNC-1', 'm')).toEqual(sampleReplica('m', { syncId: 'SYNC-1' }));
    });
  });
}
