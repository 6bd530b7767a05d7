import { expect, test } from 'vitest';
import type { RingbookEvent } from '../../contract/syncs.ts';
import { createEventLog, type EventLog } from './event-log.ts';

const changed = (what: 'definitions' | 'connections' | 'tenant' | 'members' | 'privacy'): RingbookEvent => ({
  kind: 'changed',
  what,
});
const plan = (planId: string): RingbookEvent => ({ kind: 'plan', planId, state: 'done' });

/** The next so many events. */
async function take(log: EventLog, tenantId: string, after: string | null, count: number) {
  const taken: { id: string; event: RingbookEvent }[] = [];
  for await (const placed of log.watch(tenantId, after, new AbortController().signal)) {
    taken.push(placed);
    if (taken.length === count) break;
  }
  return taken;
}

test('who watches hears what happens from then on, of the own tenant alone', async () => {
  const log = createEventLog('e');
  log.add('t', plan('before'));
  const watching = take(log, 't', null, 2);
  await Promise.resolve();
  log.add('other', plan('foreign'));
  log.add('t', plan('one'));
  log.add('t', changed('tenant'));
  expect(await watching).toEqual([
    { id: 'e-2', event: plan('one') },
    { id: 'e-3', event: changed('tenant') },
  ]);
});

test('who comes back hears what was missed, once', async () => {
  const log = createEventLog('e');
  for (const name of ['1', '2', '3']) log.add('t', plan(name));
  expect((await take(log, 't', 'e-1', 2)).map(({ id }) => id)).toEqual(['e-2', 'e-3']);
});

test.each([
  ['from another run of the program', 'older-1'],
  ['too late', 'e-1'],
  ['with a place that is none', 'e-x'],
  ['with a place that is still to come', 'e-99'],
])('who comes back %s is told that everything changed', async (_name, after) => {
  const log = createEventLog('e', 2);
  for (const name of ['1', '2', '3', '4']) log.add('t', plan(name));
  const told = await take(log, 't', after, 5);
  expect(told.map(({ event }) => event)).toEqual(
    (['definitions', 'connections', 'tenant', 'members', 'privacy'] as const).map(changed),
  );
  expect(new Set(told.map(({ id }) => id))).toEqual(new Set(['e-4']));
});

test('watching ends with the watcher', async () => {
  const log = createEventLog('e');
  const gone = new AbortController();
  const watching = Array.fromAsync(log.watch('t', null, gone.signal));
  gone.abort();
  expect(await watching).toEqual([]);
});
