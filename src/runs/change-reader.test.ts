import { expect, test } from 'vitest';
import type { Change } from '../sync/log.ts';
import { createChangeReader } from './change-reader.ts';

function collectionOf(size: number) {
  let reads = 0;
  const entry = (version: number): Change => ({ version, itemId: `item-${version}`, contentHash: 'h', item: null });
  return {
    reads: () => reads,
    async *changes(_tenantId: string, _collectionId: string, after: number, upTo: number) {
      reads += 1;
      for (let version = after + 1; version <= Math.min(upTo, size); version += 2) {
        yield [entry(version), ...(version < upTo ? [entry(version + 1)] : [])];
      }
    },
  };
}

const versions = async (pages: AsyncIterable<readonly Change[]>) =>
  (await Array.fromAsync(pages)).flat().map(({ version }) => version);

test('folders that are behind equally share one read, also at the same moment', async () => {
  const collection = collectionOf(5);
  const reader = createChangeReader(collection, 't', 'c', 5, 100, (change) => change);
  expect(await Promise.all([versions(reader.since(1)), versions(reader.since(1))])).toEqual([
    [2, 3, 4, 5],
    [2, 3, 4, 5],
  ]);
  expect(collection.reads()).toBe(1);
});

test('a stretch that is longer than what may be kept is read each time', async () => {
  const collection = collectionOf(9);
  const reader = createChangeReader(collection, 't', 'c', 9, 4, (change) => change);
  expect(await versions(reader.since(6))).toEqual([7, 8, 9]);
  await versions(reader.since(0));
  await versions(reader.since(0));
  await versions(reader.since(6));
  expect(collection.reads()).toBe(3);
});

test('at the head there is nothing to read', async () => {
  const collection = collectionOf(3);
  expect(await versions(createChangeReader(collection, 't', 'c', 3, 10, (change) => change).since(3))).toEqual([]);
  expect(collection.reads()).toBe(0);
});
