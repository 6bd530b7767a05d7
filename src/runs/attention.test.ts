import { expect, test } from 'vitest';
import type { Connection } from '../tenants/ports.ts';
import { attentionOf, healthOf } from './attention.ts';
import type { SyncStatus } from './read-status.ts';
import { noTotals } from './record-run.ts';
import type { Run } from './stores.ts';

const at = '2026-01-01T00:00:00.000Z';
const connected: Connection = {
  connectionId: 'c',
  kind: 'microsoft-365',
  entraTenantId: 'e',
  state: 'connected',
  consentedAt: at,
  changedAt: at,
};
const run = (change: Partial<Run> = {}): Run => ({
  runId: 'r',
  kind: 'sync',
  syncId: 's',
  state: 'done',
  startedAt: at,
  endedAt: at,
  totals: noTotals,
  versionBefore: 0,
  setUp: null,
  heldHash: null,
  reason: null,
  detail: null,
  ...change,
});
const sync = (change: Partial<SyncStatus> = {}): SyncStatus => ({
  syncId: 's',
  name: 'contacts',
  placement: 'Contacts',
  paused: false,
  items: 3,
  version: 3,
  readAt: at,
  replicas: { unknown: 0, ready: 2, writing: 0, unavailable: 0, leaving: 0, atHead: 2 },
  runs: [run()],
  ...change,
});
const codes = (syncs: readonly SyncStatus[], connections = [connected]) =>
  attentionOf(connections, syncs).map(({ code, severity }) => `${severity} ${code}`);
const replicas = sync().replicas;

test('V1: without a connection that is all there is to say', () => {
  expect(codes([sync({ paused: true })], [])).toEqual(['warning not-connected']);
  expect(healthOf(attentionOf([], []))).toBe('new');
});

test('V2: a withdrawn consent comes first, and is told once', () => {
  const withdrawn = { ...connected, state: 'withdrawn' as const };
  const failed = sync({ runs: [run({ state: 'failed', reason: 'consent-withdrawn' })] });
  expect(codes([failed], [withdrawn])).toEqual(['error consent-withdrawn']);
});

test('V3: without a sync nothing happens', () => {
  expect(codes([])).toEqual(['warning no-sync']);
  expect(healthOf(attentionOf([connected], []))).toBe('new');
});

test('V4: a sync in step needs nobody', () => {
  expect(codes([sync()])).toEqual([]);
  expect(healthOf([])).toBe('good');
});

test('V5: a paused sync is told, and nothing of it counts as late', () => {
  expect(codes([sync({ paused: true, replicas: { ...replicas, atHead: 0 } })])).toEqual(['info paused']);
});

test('V6: a held run waits for a person', () => {
  const held = attentionOf([connected], [sync({ runs: [run({ state: 'held', reason: 'too-many-deletes' })] })]);
  expect(held).toMatchObject([{ code: 'run-held', runId: 'r', reason: 'too-many-deletes', syncName: 'contacts' }]);
  expect(healthOf(held)).toBe('attention');
});

test('V7: a failed run is an error; a missing permission is named', () => {
  expect(codes([sync({ runs: [run({ state: 'failed', reason: 'unavailable' })] })])).toEqual(['error run-failed']);
  expect(codes([sync({ runs: [run({ state: 'failed', reason: 'permission-missing' })] })])).toEqual([
    'error permission-missing',
  ]);
});

test('V8: mailboxes that cannot be used are counted', () => {
  expect(attentionOf([connected], [sync({ replicas: { ...replicas, unavailable: 4 } })])).toMatchObject([
    { code: 'mailboxes-unavailable', count: 4 },
  ]);
});

test('V9: folders that are not at the newest version are counted, but not while a run is under way', () => {
  const late = { ...replicas, ready: 5, atHead: 2, unknown: 1, writing: 1 };
  expect(attentionOf([connected], [sync({ replicas: late })])).toMatchObject([{ code: 'replicas-behind', count: 5 }]);
  expect(codes([sync({ replicas: late, runs: [run({ state: 'running', endedAt: null })] })])).toEqual([]);
});

test('V10: a list that was never read to its end is told', () => {
  expect(codes([sync({ readAt: null })])).toEqual(['warning never-read']);
  expect(codes([sync({ readAt: null, runs: [] })])).toEqual([]);
});

test('V11: issues of a run that went through are worth a look', () => {
  expect(attentionOf([connected], [sync({ runs: [run({ totals: { ...noTotals, issues: 7 } })] })])).toMatchObject([
    { code: 'issues', severity: 'info', count: 7 },
  ]);
});
