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
  expect(collection.reads()).toBe(2);
});

test('folders that read a long list side by side share its pages, and no more is kept than may be', async () => {
  const collection = collectionOf(20);
  const reader = createChangeReader(collection, 't', 'c', 20, 4, (change) => change);
  const all = Array.from({ length: 20 }, (_, index) => index + 1);
  expect(await Promise.all([versions(reader.since(0)), versions(reader.since(0))])).toEqual([all, all]);
  expect(collection.reads()).toBe(10);
  await versions(reader.since(16));
  expect(collection.reads()).toBe(10);
  await versions(reader.since(0));
  expect(collection.reads()).toBe(20);
});

test('what could not be read is read again', async () => {
  const collection = collectionOf(3);
  let breaks = true;
  const broken = {
    async *changes(...args: Parameters<typeof collection.changes>) {
      if (breaks) throw new Error('broken');
      yield* collection.changes(...args);
    },
  };
  const reader = createChangeReader(broken, 't', 'c', 3, 10, (change) => change);
  await expect(versions(reader.since(0))).rejects.toThrow('broken');
  breaks = false;
  expect(await versions(reader.since(0))).toEqual([1, 2, 3]);
});

test('at the head there is nothing to read', async () => {
  const collection = collectionOf(3);
  expect(await versions(createChangeReader(collection, 't', 'c', 3, 10, (change) => change).since(3))).toEqual([]);
  expect(collection.reads()).toBe(0);
});
