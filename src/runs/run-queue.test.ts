import { fc, test as property } from '@fast-check/vitest';
import { expect, test } from 'vitest';
import { createRunQueue } from './run-queue.ts';

test('tenants take turns, whoever asked for more', () => {
  const queue = createRunQueue<string>(1);
  for (const job of ['a1', 'a2', 'a3']) queue.add('a', job);
  queue.add('b', 'b1');
  const order: string[] = [];
  for (let taken = queue.take(); taken !== null; taken = queue.take()) {
    order.push(taken.job);
    queue.end(taken.tenantId);
  }
  expect(order).toEqual(['a1', 'b1', 'a2', 'a3']);
});

test('one at a time per tenant, and no more than allowed of all', () => {
  const queue = createRunQueue<string>(2);
  for (const tenant of ['a', 'b', 'c']) for (const number of [1, 2]) queue.add(tenant, `${tenant}${number}`);
  expect([queue.take()?.job, queue.take()?.job, queue.take()]).toEqual(['a1', 'b1', null]);
  queue.end('a');
  expect(queue.take()?.job).toBe('c1');
  expect(queue.take()).toBeNull();
  queue.end('b');
  expect(queue.take()?.job).toBe('a2');
});

test('what waits can be taken out', () => {
  const queue = createRunQueue<string>(1);
  for (const job of ['x', 'y', 'z']) queue.add('a', job);
  expect(queue.remove('a', (job) => job === 'y')).toEqual(['y']);
  expect(queue.remove('b', () => true)).toEqual([]);
  expect(queue.waiting('a')).toEqual(['x', 'z']);
});

property.prop([fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 40 }), fc.integer({ min: 1, max: 3 })])(
  'everything has its turn, in the order of its tenant',
  (tenants, atOnce) => {
    const queue = createRunQueue<number>(atOnce);
    for (const [index, tenant] of tenants.entries()) queue.add(`${tenant}`, index);
    const running: string[] = [];
    const done = new Map<string, number[]>();
    for (;;) {
      const taken = queue.take();
      if (taken === null) {
        const ended = running.shift();
        if (ended === undefined) break;
        queue.end(ended);
        continue;
      }
      expect(running).not.toContain(taken.tenantId);
      running.push(taken.tenantId);
      expect(running.length).toBeLessThanOrEqual(atOnce);
      done.set(taken.tenantId, [...(done.get(taken.tenantId) ?? []), taken.job]);
    }
    expect([...done.values()].flat().sort((a, b) => a - b)).toEqual(tenants.map((_, index) => index));
    for (const jobs of done.values()) expect(jobs).toEqual(jobs.toSorted((a, b) => a - b));
  },
);
