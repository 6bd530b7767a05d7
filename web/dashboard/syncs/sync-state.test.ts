import { expect, test } from 'vitest';
import type { SyncSummary } from './definition.ts';
import { behindOf, mailboxesOf, syncState } from './sync-state.ts';

const replicas = { unknown: 1, ready: 10, writing: 2, unavailable: 3, leaving: 4, atHead: 7 };
const good = { unknown: 0, ready: 2, writing: 0, unavailable: 1, leaving: 0, atHead: 2 };
const lastRun = (state: NonNullable<SyncSummary['lastRun']>['state']): SyncSummary['lastRun'] => ({
  runId: 'r',
  kind: 'sync',
  syncId: 's',
  syncName: 's',
  state,
  startedAt: '2026-01-01T10:00:00.000Z',
  endedAt: null,
  totals: {
    created: 0,
    updated: 0,
    deleted: 0,
    foldersSynced: 0,
    foldersUnavailable: 0,
    foldersFailed: 0,
    foldersHeld: 0,
    deletesHeld: 0,
    listDeletesHeld: 0,
    listChangesHeld: 0,
    leaversHeld: 0,
    driftRestored: 0,
    driftLeft: 0,
    issues: 0,
  },
  reason: null,
  detail: null,
  canUndo: false,
});

test('folders that are behind are those that could be at the newest version', () => {
  expect(behindOf(replicas)).toBe(6);
  expect(mailboxesOf(replicas)).toBe(20);
});

test('a sync is told by what matters most', () => {
  const of = (state: NonNullable<SyncSummary['lastRun']>['state'], paused = false) =>
    syncState({ paused, replicas: good, lastRun: lastRun(state) });
  expect(of('running', true)).toBe('running');
  expect(of('held', true)).toBe('paused');
  expect(of('held')).toBe('held');
  expect(of('failed')).toBe('failed');
  expect(of('done')).toBe('good');
  expect(syncState({ paused: false, replicas, lastRun: lastRun('done') })).toBe('behind');
  expect(syncState({ paused: false, replicas, lastRun: null })).toBe('new');
});
