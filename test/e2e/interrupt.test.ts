import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { compareMailboxes, isListed, readReport, readUsers } from './address-list.ts';
import { createMoments, type Moments } from './moments.ts';
import { type Ended, resultOf, ringbook, startRingbook } from './ringbook-process.ts';
import { type SimulatedTenant, startSimulatedTenant } from './simulated-tenant.ts';

/** More than are written into a folder at a stretch. */
const people = 150;
const mailboxes = 10;

const runSchema = z.object({
  runId: z.string(),
  state: z.string(),
  reason: z.string().nullable(),
  totals: z.object({ created: z.number(), updated: z.number(), deleted: z.number(), deletesHeld: z.number() }),
});
const requestsSchema = z.object({
  graphHttpRequests: z.number(),
  mailboxRequests: z.number(),
  writes: z.number(),
  byOperation: z.record(z.string(), z.number()),
});

let tenant: SimulatedTenant;
let moments: Moments;
/** Contacts in each folder. */
let listed: number;

/** Both moments are kept: the tests begin at one of them. */
beforeAll(async () => {
  tenant = await startSimulatedTenant({ people, mailboxes });
  moments = createMoments(tenant);
  listed = (await readUsers(tenant.control, tenant.entraTenantId)).filter(isListed).length;
  await tenant.connect();
  await moments.save('connected');
  expect(await ringbook('sync', '--config', tenant.configFile)).toMatchObject({ code: 0 });
  await moments.save('filled');
});
afterAll(() => tenant.close());

const thinking = (thinkTimeMs: number) => tenant.control.patch('/settings', { thinkTimeMs });

function startSync(...options: readonly string[]) {
  return startRingbook(['sync', '--json', '--config', tenant.configFile, ...options]);
}

const sync = (...options: readonly string[]): Promise<Ended> => startSync(...options).ended;
const runOf = (ended: Ended) => runSchema.parse(resultOf(ended));
const requests = async () => requestsSchema.parse(await tenant.control.get('/requests'));

/** Waits until so many requests have come since the last reset, or the program has ended. */
async function untilRequests(name: 'graphHttpRequests' | 'writes', count: number, ended: Promise<Ended>) {
  const isOver = ended.then(() => 'over' as const);
  while ((await requests())[name] < count) {
    if ((await Promise.race([isOver, sleep(2)])) === 'over') return;
  }
}

/** Every mailbox equals the list; nothing twice, nothing personal touched. */
async function expectAllInSync(): Promise<void> {
  const { actual, wanted } = await compareMailboxes(tenant.control, tenant.entraTenantId);
  expect(Object.keys(wanted).length).toBeGreaterThan(0);
  expect(actual).toEqual(wanted);
  expect(await readReport(tenant.control, tenant.entraTenantId)).toEqual({ personalContactsTouched: 0, duplicates: 0 });
}

/** People who can change or leave without their mailbox. */
async function peopleWithoutMailbox() {
  const users = await readUsers(tenant.control, tenant.entraTenantId);
  return users.filter((user) => user.mailbox === null && user.userType === 'Member' && user.accountEnabled);
}

async function deletePeople(count: number): Promise<void> {
  const leavers = (await peopleWithoutMailbox()).slice(0, count);
  expect(leavers).toHaveLength(count);
  for (const { id } of leavers) await tenant.control.delete(`/tenants/${tenant.entraTenantId}/users/${id}`);
}

describe('SIGTERM', () => {
  beforeEach(async () => {
    await moments.goTo('connected');
    await thinking(100);
  });
  afterEach(() => thinking(0));

  test('drains: the next sync goes on without looking at any mailbox', async () => {
    const first = startSync();
    await untilRequests('writes', 200, first.ended);
    first.kill('SIGTERM');
    const stopped = await first.ended;
    expect(stopped).toMatchObject({ code: 130, signal: null });
    expect(stopped.stderr).toContain('The next run goes on from here.');
    const run = runOf(stopped);
    expect(run).toMatchObject({ state: 'cancelled', reason: 'drained' });
    const { writes } = await requests();
    expect(writes).toBeLessThan(listed * mailboxes);
    expect(run.totals.created).toBe(writes);

    await thinking(0);
    await tenant.control.post('/requests/reset', {});
    const second = await sync();
    expect(second.code).toBe(0);
    const { byOperation, writes: rest } = await requests();
    expect(rest).toBe(listed * mailboxes - writes);
    expect(byOperation['contact.list'] ?? 0).toBe(0);
    await expectAllInSync();
  });

  test('twice ends at once, with requests in flight; the next sync finds its way', async () => {
    const first = startSync();
    await untilRequests('writes', 100, first.ended);
    // No answer comes any more: whoever waits for one does not end.
    await tenant.control.post('/faults', { match: {}, fault: { kind: 'hang', when: 'after' }, times: 0 });
    await untilRequests('graphHttpRequests', (await requests()).graphHttpRequests + 1, first.ended);
    first.kill('SIGTERM');
    await first.says(/Stopping/);
    first.kill('SIGTERM');
    const stopped = await first.ended;
    await tenant.control.delete('/faults');
    expect(stopped.code).toBe(130);
    expect(runOf(stopped)).toMatchObject({ state: 'cancelled' });
    await thinking(0);
    expect(await sync()).toMatchObject({ code: 0 });
    await expectAllInSync();
  });
});

describe('consent withdrawn', () => {
  test('in the middle: it says so, the status shows it, and a new consent mends it', async () => {
    await moments.goTo('connected');
    await thinking(100);
    const consent = `/tenants/${tenant.entraTenantId}/consents/${tenant.clientId}`;
    const running = startSync();
    await untilRequests('writes', 100, running.ended);
    await tenant.control.delete(consent);
    const ended = await running.ended;
    expect(ended.code).toBe(4);
    expect(ended.stderr).toContain('consent-withdrawn');
    expect(runOf(ended)).toMatchObject({ state: 'failed', reason: 'consent-withdrawn' });
    const status = await ringbook('status', '--config', tenant.configFile);
    expect(status.stdout).toContain('Consent was withdrawn');
    expect(await sync()).toMatchObject({ code: 4 });

    await thinking(0);
    await tenant.connect();
    expect(await sync()).toMatchObject({ code: 0 });
    expect((await ringbook('status', '--config', tenant.configFile)).stdout).toContain('Connected to Microsoft 365');
    await expectAllInSync();
  });
});

describe('two at once', () => {
  test('the second is refused and says by whom; the first is not disturbed', async () => {
    await moments.goTo('connected');
    await thinking(100);
    const first = startSync();
    await untilRequests('writes', 1, first.ended);
    const second = await sync();
    expect(second.code).toBe(1);
    expect(second.stderr).toContain(`Process ${first.pid} works on this data folder`);
    await thinking(0);
    expect(await first.ended).toMatchObject({ code: 0 });
    await expectAllInSync();
  });
});

describe('many deletes', () => {
  test('wait for a person: held, held again, approved', async () => {
    await moments.goTo('filled');
    const many = Math.ceil(people * 0.4);
    await deletePeople(many);
    await tenant.control.post('/requests/reset', {});
    const held = await sync();
    expect(held.code).toBe(3);
    const { runId, totals } = runOf(held);
    expect(totals).toMatchObject({ deleted: 0, deletesHeld: many });
    expect(held.stderr).toContain(`Waits for approval: ${many} deletes`);
    expect(held.stderr).toContain(`ringbook sync --approve ${runId}`);
    const plan = await ringbook('plan', '--config', tenant.configFile);
    expect(plan.stdout).toContain('Some of this would wait for approval');
    expect(await sync()).toMatchObject({ code: 3 });
    expect((await requests()).writes).toBe(0);

    const unknown = await sync('--approve', 'a-run-that-never-was');
    expect(unknown.code).toBe(2);
    expect(unknown.stderr).toContain('does not exist');
    const approved = await sync('--approve', runId);
    expect(approved.code).toBe(0);
    expect(runOf(approved)).toMatchObject({ state: 'done', totals: { deleted: many * mailboxes } });
    await expectAllInSync();
  });
});
