import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { GraphPlatform } from '../../src/connectors/graph/client.ts';
import type { Run } from '../../src/runs/stores.ts';
import { failures } from '../../src/sync/failure.ts';
import { createTestGraphPlatform } from '../fixtures/test-graph-platform.ts';
import { startTestSimulator, type TestSimulator } from '../fixtures/test-simulator.ts';
import { type Company, openCompany } from './company.ts';

/** Everything here ends within seconds, or hangs. */
vi.setConfig({ testTimeout: 30_000 });

let simulator: TestSimulator;
let platform: GraphPlatform;

beforeAll(async () => {
  simulator = await startTestSimulator({ settings: { directoryDeltaPageSize: 2 } });
  platform = createTestGraphPlatform(simulator, { timeoutMs: 1000 });
});

afterAll(async () => {
  await platform.close();
  await simulator.close();
});

/** Where it goes wrong. */
const places = {
  'a folder create': { method: 'POST', pathPattern: '/contactFolders$' },
  'a create': { method: 'POST', pathPattern: '/contacts$' },
  'an update': { method: 'PATCH', pathPattern: '/contacts/' },
  'a delete': { method: 'DELETE', pathPattern: '/contacts/' },
  'a stamp listing': { method: 'GET', pathPattern: '/contacts$' },
  'a delta page': { method: 'GET', pathPattern: '/users/delta' },
  'a whole batch': { scope: 'outer' },
} as const;

/** What goes wrong. */
const mishaps = {
  '429 with seconds': { kind: 'status', status: 429, retryAfter: { form: 'seconds', seconds: 1 }, when: 'before' },
  '429 with a date': { kind: 'status', status: 429, retryAfter: { form: 'date', seconds: 1 }, when: 'before' },
  '429 without a word': { kind: 'status', status: 429, code: 'ApplicationThrottled', retryAfter: null, when: 'before' },
  '500 before': { kind: 'status', status: 500, when: 'before' },
  '500 after': { kind: 'status', status: 500, when: 'after' },
  '503 before': { kind: 'status', status: 503, retryAfter: { form: 'seconds', seconds: 1 }, when: 'before' },
  '504 after': { kind: 'status', status: 504, when: 'after' },
  'hang before': { kind: 'hang', when: 'before' },
  'hang after': { kind: 'hang', when: 'after' },
  'reset before': { kind: 'reset', when: 'before' },
  'reset after': { kind: 'reset', when: 'after' },
  slow: { kind: 'slow', delayMs: 200 },
  truncate: { kind: 'truncate' },
  'token rejected': { kind: 'token-rejected' },
  'an empty object': { kind: 'body', body: {} },
  'a list': { kind: 'body', body: [1, 2] },
  'a text': { kind: 'body', body: '<html>busy</html>' },
  'another list': { kind: 'body', body: { value: [{ id: 5 }], responses: [{ id: 'x', status: '200' }] } },
} as const;

const lastingMishaps = ['429 without a word', '500 before', '504 after', 'reset after', 'truncate', 'a list'] as const;

type Place = keyof typeof places;

const deltaMishaps = {
  'expired with a location': { kind: 'delta-expired', form: '410-location' },
  'expired: resyncRequired': { kind: 'delta-expired', form: '410-resyncRequired' },
  'expired: syncStateNotFound': { kind: 'delta-expired', form: '400-syncStateNotFound' },
  'expired: SyncStateInvalid': { kind: 'delta-expired', form: '400-SyncStateInvalid' },
} as const;

const pageMishaps = {
  'an empty page in between': { kind: 'partial-page', mode: 'empty-with-next' },
  'a page without its link': { kind: 'partial-page', mode: 'missing-next' },
  'items twice': { kind: 'partial-page', mode: 'repeat-items' },
} as const;

const placeNames = Object.keys(places).filter((name): name is Place => name in places);

describe.concurrent.each(placeNames)('%s', (place) => {
  test.each(Object.entries(mishaps))('%s, once', (name, fault) => survives(place, name, fault, { times: 1 }));
  test.each(Object.entries(mishaps))('%s, at the third', (name, fault) =>
    survives(place, name, fault, { times: 2, skip: 2 }),
  );
  test.each(lastingMishaps)('%s, until it is over', (name) => survives(place, name, mishaps[name], { times: 0 }));
});

describe.concurrent('pages', () => {
  test.each(Object.entries(deltaMishaps))('a delta that is %s', (name, fault) =>
    survives('a delta page', name, fault, { times: 1 }),
  );
  test.each(Object.entries(pageMishaps))('a delta page: %s', (name, fault) =>
    survives('a delta page', name, fault, { times: 1 }),
  );
  test.each(Object.entries(pageMishaps))('a stamp listing: %s', (name, fault) =>
    survives('a stamp listing', name, fault, { times: 1 }),
  );
});

let companies = 0;

/** A company in sync meets a change and a mishap: it ends in sync or says why not, and is in sync when all is over. */
async function survives(place: Place, name: string, fault: object, rule: object): Promise<void> {
  companies += 1;
  const company = await openCompany(simulator, platform, companies);
  try {
    await inSync(company, await company.run(), `${place}, ${name}: before`);
    await company.change();
    if (place === 'a stamp listing') await company.forgetReplicas();
    await company.addFault(places[place], fault, rule);

    const run = await company.run();
    await harmless(company);
    expect(['done', 'failed']).toContain(run.state);
    if (run.state === 'failed') expect(Object.keys(failures)).toContain(run.reason);
    else if (run.totals.foldersFailed === 0) await inSync(company, run, `${place}, ${name}: during`);

    expect(await company.clearFaults(), 'the fault was met').toBe(true);
    await inSync(company, await company.run(), `${place}, ${name}: after`);
  } finally {
    await company.close();
  }
}

async function harmless(company: Company): Promise<void> {
  expect(await company.report()).toEqual({ personalContactsTouched: 0, duplicates: 0 });
}

async function inSync(company: Company, run: Run, when: string): Promise<void> {
  expect({ when, state: run.state, reason: run.reason, failed: run.totals.foldersFailed }).toEqual({
    when,
    state: 'done',
    reason: null,
    failed: 0,
  });
  await harmless(company);
  const wanted = await company.wanted();
  const replicas = await company.replicas();
  expect(replicas.size).toBeGreaterThan(2);
  for (const replica of replicas.values()) expect(new Map([...replica].sort())).toEqual(new Map([...wanted].sort()));
}
