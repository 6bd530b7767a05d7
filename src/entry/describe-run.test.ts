import { expect, test } from 'vitest';
import { translator } from '../platform/i18n/translator.ts';
import { noTotals } from '../runs/record-run.ts';
import type { Run } from '../runs/stores.ts';
import { describeRun } from './describe-run.ts';

const run: Run = {
  runId: 'run-1',
  kind: 'sync',
  versionBefore: 0,
  setUp: null,
  heldHash: null,
  syncId: 'sync-1',
  state: 'done',
  startedAt: '2026-01-01T00:00:00.000Z',
  endedAt: '2026-01-01T00:01:00.000Z',
  totals: noTotals,
  reason: null,
  detail: null,
};

const lines = (changes: Partial<Run>, language: 'en' | 'de' = 'en') =>
  describeRun({ ...run, ...changes }, translator(language));

test('a run that wrote says how much, and where to look at issues', () => {
  const totals = { ...noTotals, created: 1200, foldersSynced: 20, issues: 6 };
  expect(lines({ totals })).toEqual([
    '  Created: 1,200, updated: 0, deleted: 0, folders: 20',
    '  Folders failed: 0, mailboxes unavailable: 0, issues: 6 (ringbook status --run run-1)',
    '  Done.',
  ]);
});

test('a failed run names the permission that is missing and the remedy, in both languages', () => {
  const failed = { state: 'failed', reason: 'permission-missing', detail: 'Contacts.ReadWrite' } as const;
  expect(lines(failed)).toEqual([
    '  The run failed: permission-missing (Contacts.ReadWrite). Grant the permission that is named, or give admin consent again.',
  ]);
  expect(lines(failed, 'de')[0]).toContain('Die genannte Berechtigung erteilen');
});

test('a held run says how to approve it', () => {
  expect(lines({ state: 'held', totals: { ...noTotals, deletesHeld: 30 } })[0]).toContain(
    'ringbook sync --approve run-1',
  );
});
