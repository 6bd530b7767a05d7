import { expect, test } from 'vitest';
import { createMemoryWorld } from '../connectors/memory/world.ts';
import { createConnectorPool } from './connector-pool.ts';

/** A platform that tells which connectors it opened and closed. */
function platform() {
  const events: string[] = [];
  return {
    events,
    connector(entraTenantId: string) {
      events.push(`open ${entraTenantId}`);
      return {
        ...createMemoryWorld().connector(),
        load: () => ({ inFlight: 1, ceiling: 20, requests: 10, throttled: 2 }),
        close: async () => void events.push(`close ${entraTenantId}`),
      };
    },
  };
}

test('who works with the same Entra tenant shares one connector, which the last one closes', async () => {
  const pool = createConnectorPool();
  const one = platform();
  const first = pool.take(one, 'e');
  const second = pool.take(one, 'e');
  expect(second.connector).toBe(first.connector);
  await first.giveBack();
  await first.giveBack();
  expect(one.events).toEqual(['open e']);
  await second.giveBack();
  expect(one.events).toEqual(['open e', 'close e']);
  await pool.take(one, 'e').giveBack();
  expect(one.events).toHaveLength(4);
});

test('another Entra tenant, and another app, have their own', () => {
  const pool = createConnectorPool();
  const [one, other] = [platform(), platform()];
  const { connector } = pool.take(one, 'e');
  expect(pool.take(one, 'f').connector).not.toBe(connector);
  expect(pool.take(other, 'e').connector).not.toBe(connector);
});

test('the load of a tenant counts what was closed, too', async () => {
  const pool = createConnectorPool();
  const one = platform();
  expect(pool.load('t')).toBeNull();
  const first = pool.take(one, 'e', 't');
  expect(pool.load('t')).toEqual({ inFlight: 1, ceiling: 20, requests: 10, throttled: 2 });
  await first.giveBack();
  expect(pool.load('t')).toEqual({ inFlight: 0, ceiling: 20, requests: 10, throttled: 2 });
  pool.take(one, 'e', 't');
  expect(pool.load('t')).toEqual({ inFlight: 1, ceiling: 20, requests: 20, throttled: 4 });
  expect(pool.load('other')).toBeNull();
});
