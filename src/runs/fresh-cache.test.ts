import { expect, test } from 'vitest';
import { createFreshCache } from './fresh-cache.ts';

/** A cache of texts that weigh as many as their characters, and its clock. */
function open(maxWeight = 10) {
  const timers = new Map<number, () => void>();
  let count = 0;
  const cache = createFreshCache<string>({
    weigh: ({ length }) => length,
    maxWeight,
    idleMs: 60_000,
    after(_ms, run) {
      const id = count;
      count += 1;
      timers.set(id, run);
      return () => timers.delete(id);
    },
  });
  const loads: string[] = [];
  const get = (tenantId: string, key: string, stamp: string, value = `${key}${stamp}`) =>
    cache.get(tenantId, key, stamp, async (former) => {
      loads.push(`${tenantId} ${key} ${stamp} after ${former}`);
      return value;
    });
  const passMinute = () => {
    for (const run of [...timers.values()]) run();
  };
  return { cache, get, loads, passMinute, timers };
}

test('what is kept is loaded once, also by callers at the same time', async () => {
  const { get, loads } = open();
  expect(await Promise.all([get('t', 'a', '1'), get('t', 'a', '1')])).toEqual(['a1', 'a1']);
  expect(await get('t', 'a', '1', 'other')).toBe('a1');
  expect(loads).toEqual(['t a 1 after null']);
});

test('another stamp loads again, and is told what was there', async () => {
  const { get, loads } = open();
  await get('t', 'a', '1');
  expect(await get('t', 'a', '2')).toBe('a2');
  expect(loads.at(-1)).toBe('t a 2 after a1');
});

test('tenants see nothing of each other', async () => {
  const { cache, get, loads } = open();
  await get('t', 'a', '1');
  await get('u', 'a', '1');
  expect(loads).toHaveLength(2);
  cache.forget('t');
  await get('u', 'a', '1');
  expect(loads).toHaveLength(2);
  await get('t', 'a', '1');
  expect(loads).toHaveLength(3);
});

test('what was used longest ago goes first when there is no room', async () => {
  const { get, loads } = open(4);
  await get('t', 'a', '1');
  await get('t', 'b', '1');
  await get('t', 'a', '1');
  await get('t', 'c', '1');
  expect(loads).toHaveLength(3);
  await get('t', 'a', '1');
  expect(loads).toHaveLength(3);
  await get('t', 'b', '1');
  expect(loads).toHaveLength(4);
});

test('what nobody uses is dropped, and no timer stays', async () => {
  const { get, loads, passMinute, timers } = open();
  await get('t', 'a', '1');
  passMinute();
  expect(timers.size).toBe(0);
  await get('t', 'a', '1');
  expect(loads).toEqual(['t a 1 after null', 't a 1 after null']);
});

test('a load that failed is not kept', async () => {
  const { cache, get } = open();
  await expect(cache.get('t', 'a', '1', () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  expect(await get('t', 'a', '1')).toBe('a1');
});
