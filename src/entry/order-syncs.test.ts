import { expect, test } from 'vitest';
import { testSync } from '../runs/run-world.test-fixture.ts';
import { createMemoryStores } from '../stores/memory/create-memory-stores.ts';
import { orderSyncs } from './order-syncs.ts';

test('syncs whose folders are all filled run first, in their order, before new ones and those with folders to fill', async () => {
  const { replicas } = createMemoryStores({ now: () => '2026-01-01T00:00:00.000Z' });
  const states = {
    filling: ['ready', 'unknown'],
    filled: ['ready', 'ready'],
    new: [],
    broken: ['ready', 'writing'],
    settled: ['ready', 'unavailable', 'leaving'],
  } as const;
  for (const [syncId, ofReplicas] of Object.entries(states)) {
    for (const [index, state] of ofReplicas.entries()) {
      await replicas.addReplicas('tenant', syncId, [`m${index}`]);
      const replica = await replicas.replica('tenant', syncId, `m${index}`);
      if (replica !== null) await replicas.saveReplica('tenant', { ...replica, state });
    }
  }
  const syncs = Object.keys(states).map((syncId) => ({ ...testSync, syncId }));
  const ordered = await orderSyncs(replicas, 'tenant', syncs);
  expect(ordered.map(({ syncId }) => syncId)).toEqual(['filled', 'settled', 'filling', 'new', 'broken']);
});
