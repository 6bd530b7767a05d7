import { fc, test } from '@fast-check/vitest';
import { expect } from 'vitest';
import { createMemoryStores } from '../stores/memory/create-memory-stores.ts';
import type { Item } from '../sync/items.ts';
import { createFreshCache } from './fresh-cache.ts';
import { type OpenedLog, openedLog, openLog } from './log-cache.ts';
import type { LogStore } from './stores.ts';

const tenantId = 't';
const never = new AbortController().signal;
const pause = async () => {};
const newCache = () =>
  createFreshCache<OpenedLog<Item>>({
    weigh: ({ entries }) => entries.size,
    maxWeight: 1000,
    idleMs: 1,
    after: () => () => {},
  });
const entry = (itemId: string, name: string | null) => ({
  itemId,
  contentHash: name ?? '',
  item: name === null ? null : ({ kind: 'contact', itemId, fields: { displayName: name } } as const),
});

const histories = fc.array(
  fc.oneof(
    fc.record({
      kind: fc.constant('put' as const),
      id: fc.constantFrom('a', 'b', 'c'),
      name: fc.constantFrom('x', 'y'),
    }),
    fc.record({ kind: fc.constant('remove' as const), id: fc.constantFrom('a', 'b', 'c') }),
    fc.record({ kind: fc.constant('purge' as const) }),
    fc.record({ kind: fc.constant('look' as const) }),
  ),
);

test.prop([histories])('an opened log is what the store holds, whatever happened between looks', async (history) => {
  let nowMs = Date.parse('2026-01-01T00:00:00Z');
  const now = () => new Date(nowMs).toISOString();
  const stores = createMemoryStores({ now, pageSize: 2 });
  const store: LogStore<Item> = stores.collections;
  const cache = newCache();
  for (const step of [...history, { kind: 'look' as const }]) {
    nowMs += 60_000;
    switch (step.kind) {
      case 'put':
        await store.append(tenantId, 'c', [entry(step.id, step.name)]);
        await store.completeRead(tenantId, 'c', { cursor: null, definitionHash: '', readAt: now(), snapshot: true });
        break;
      case 'remove':
        await store.append(tenantId, 'c', [entry(step.id, null)]);
        break;
      case 'purge':
        nowMs += 86_400_000;
        await stores.retention.purgeBefore(tenantId, now());
        break;
      case 'look': {
        const { entries } = await openLog(cache, store, tenantId, 'c', pause);
        const { version } = await store.head(tenantId, 'c');
        const stored = (await Array.fromAsync(store.changes(tenantId, 'c', 0, version))).flat();
        expect([...entries.values()]).toEqual(stored.filter(({ item }) => item !== null));
      }
    }
  }
});

test('a second look reads what changed and no more', async () => {
  const stores = createMemoryStores({ now: () => '2026-01-01T00:00:00.000Z' });
  await stores.collections.append(tenantId, 'c', [entry('a', 'x'), entry('b', 'x')]);
  const asked: number[] = [];
  const store = {
    head: stores.collections.head,
    changes(...args: Parameters<LogStore<Item>['changes']>) {
      asked.push(args[2]);
      return stores.collections.changes(...args);
    },
  };
  const cache = newCache();
  await openLog(cache, store, tenantId, 'c', pause);
  await openLog(cache, store, tenantId, 'c', pause);
  await stores.collections.append(tenantId, 'c', [entry('b', 'y')]);
  const { entries } = await openLog(cache, store, tenantId, 'c', pause);
  expect(asked).toEqual([0, 2]);
  expect(entries.get('b')?.item.fields.displayName).toBe('y');
});

test('use cases see it as the log, and can write nothing; who is gone is not waited for', async () => {
  const stores = createMemoryStores({ now: () => '2026-01-01T00:00:00.000Z' });
  const many = Array.from({ length: 2500 }, (_, index) => entry(`i${index}`, 'x'));
  await stores.collections.append(tenantId, 'c', many);
  const log = openedLog(newCache(), stores.collections, pause, never);
  expect((await Array.fromAsync(log.changes(tenantId, 'c', 0, 2500))).map(({ length }) => length)).toEqual([
    1000, 1000, 500,
  ]);
  expect([...(await log.entries(tenantId, 'c', ['i7', 'nobody'])).keys()]).toEqual(['i7']);
  expect(await log.hashes(tenantId, 'c', ['i7'])).toEqual(new Map([['i7', 'x']]));
  await expect(log.append(tenantId, 'c', [])).rejects.toThrow('only looked at');
  const gone = new AbortController();
  const reading = openedLog(newCache(), stores.collections, pause, gone.signal).changes(tenantId, 'c', 0, 2500);
  await expect(async () => {
    for await (const _ of reading) gone.abort();
  }).rejects.toMatchObject({ code: 'cancelled' });
});
