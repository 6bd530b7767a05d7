import { expect, test } from 'vitest';
import type { Item } from '../sync/items.ts';
import { createKeptPlans } from './kept-plans.ts';
import type { PlanListener, PlannedRun } from './plan-sync.ts';

const totals: PlannedRun = {
  items: 1,
  itemsChanged: 1,
  itemsAdded: 1,
  itemsRemoved: 0,
  mailboxes: 0,
  mailboxesJoining: 0,
  mailboxesLeaving: 0,
  foldersToMake: 0,
  foldersUnavailable: 0,
  creates: 0,
  updates: 0,
  deletes: 0,
  mappingIssues: 0,
  deletesHeld: 0,
  changesHeld: 0,
  leaversHeld: 0,
  heldBy: null,
};

const item = (itemId: string, displayName: string): Item => ({ kind: 'contact', itemId, fields: { displayName } });

function setUp() {
  let nowMs = Date.parse('2026-03-01T00:00:00.000Z');
  let ids = 0;
  const made: { listener: PlanListener; signal: AbortSignal; end(): void; fail(error: Error): void }[] = [];
  const told: string[] = [];
  const plans = createKeptPlans({
    plan: (_tenantId, _syncId, signal, listener) =>
      new Promise((resolve, reject) => made.push({ listener, signal, end: () => resolve(totals), fail: reject })),
    failureOf: () => ({ reason: 'unavailable', detail: '503' }),
    onChange: (tenantId, { planId, state }) => told.push(`${tenantId} ${planId} ${state}`),
    newId: () => `plan-${++ids}`,
    now: () => new Date(nowMs).toISOString(),
  });
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  return { plans, made, told, settle, pass: (minutes: number) => (nowMs += minutes * 60_000) };
}

test('a plan is there while it is made, and whole when it is done', async () => {
  const { plans, made, told, settle } = setUp();
  const planId = plans.start('t', 's');
  expect(plans.start('t', 's')).toBe(planId);
  expect(plans.get('t', planId)).toMatchObject({ state: 'running', totals: null, items: [] });
  made[0]?.listener.onItem({ itemId: 'z', change: 'added', before: null, after: item('z', 'Zoe') });
  made[0]?.listener.onItem({ itemId: 'a', change: 'changed', before: item('a', 'Ada'), after: item('a', 'Ada L.') });
  const counts = { creates: 1, updates: 0, deletes: 0, deletesHeld: 0 };
  for (const address of ['b@x', 'a@x']) {
    made[0]?.listener.onMailbox({ mailboxId: address, address, state: 'changes', ...counts });
  }
  made[0]?.end();
  await settle();
  const plan = plans.get('t', planId);
  expect(plan).toMatchObject({ state: 'done', totals, itemsCut: false });
  expect(plan?.items).toEqual([
    {
      itemId: 'a',
      displayName: 'Ada L.',
      change: 'changed',
      fields: [{ field: 'displayName', before: 'Ada', after: 'Ada L.' }],
    },
    {
      itemId: 'z',
      displayName: 'Zoe',
      change: 'added',
      fields: [{ field: 'displayName', before: null, after: 'Zoe' }],
    },
  ]);
  expect(plan?.mailboxes.map(({ address }) => address)).toEqual(['a@x', 'b@x']);
  expect(told).toEqual(['t plan-1 running', 't plan-1 done']);
  expect(plans.get('other', planId)).toBeNull();
});

test('at most 10,000 items are kept, and that there are more is told', async () => {
  const { plans, made, settle } = setUp();
  const planId = plans.start('t', 's');
  for (let number = 0; number < 10_001; number += 1) {
    made[0]?.listener.onItem({ itemId: `${number}`, change: 'removed', before: item(`${number}`, 'Ada'), after: null });
  }
  made[0]?.end();
  await settle();
  expect(plans.get('t', planId)).toMatchObject({ itemsCut: true });
  expect(plans.get('t', planId)?.items).toHaveLength(10_000);
});

test('a failure is told', async () => {
  const { plans, made, settle } = setUp();
  const planId = plans.start('t', 's');
  made[0]?.fail(new Error('503'));
  await settle();
  expect(plans.get('t', planId)).toMatchObject({ state: 'failed', failure: { reason: 'unavailable', detail: '503' } });
});

test('a plan is kept for an hour, and a tenant has five at most', async () => {
  const { plans, made, settle, pass } = setUp();
  const ids: string[] = [];
  for (let number = 1; number <= 7; number += 1) {
    ids.push(plans.start('t', `sync-${number}`));
    made.at(-1)?.end();
    await settle();
  }
  expect(ids.map((planId) => plans.get('t', planId) !== null)).toEqual([false, false, true, true, true, true, true]);
  pass(61);
  expect(ids.some((planId) => plans.get('t', planId) !== null)).toBe(false);
});

test('closing breaks off what is being made', async () => {
  const { plans, made } = setUp();
  plans.start('t', 's');
  const { signal, fail } = made[0] ?? expect.fail();
  signal.addEventListener('abort', () => fail(new Error('aborted')));
  await plans.close();
  expect(signal.aborted).toBe(true);
});
