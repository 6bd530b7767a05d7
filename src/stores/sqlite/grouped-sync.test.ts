import { expect, test } from 'vitest';
import { createGroupedSync } from './grouped-sync.ts';

/** A flush that ends when the test says so. */
function manualFlush() {
  const pending: PromiseWithResolvers<void>[] = [];
  const sync = createGroupedSync(() => {
    const flush = Promise.withResolvers<void>();
    pending.push(flush);
    return flush.promise;
  });
  return { sync, pending };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

test('calls that come together share one flush', async () => {
  const { sync, pending } = manualFlush();
  const calls = [sync(), sync(), sync()];
  await turn();
  expect(pending).toHaveLength(1);
  pending[0]?.resolve();
  await Promise.all(calls);
});

test('a call during a flush waits for the next one, and shares it', async () => {
  const { sync, pending } = manualFlush();
  const first = sync();
  await turn();
  const resolved: string[] = [];
  const late = [sync().then(() => resolved.push('one')), sync().then(() => resolved.push('two'))];
  pending[0]?.resolve();
  await first;
  await turn();
  expect(resolved).toEqual([]);
  expect(pending).toHaveLength(2);
  pending[1]?.resolve();
  await Promise.all(late);
  expect(resolved).toEqual(['one', 'two']);
});

test('a flush that fails fails its callers, and not those of the next', async () => {
  const { sync, pending } = manualFlush();
  const first = sync();
  await turn();
  const second = sync();
  pending[0]?.reject(new Error('disk gone'));
  await expect(first).rejects.toThrow('disk gone');
  await turn();
  pending[1]?.resolve();
  await expect(second).resolves.toBeUndefined();
});
