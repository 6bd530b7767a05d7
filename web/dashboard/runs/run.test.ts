import { expect, test } from 'vitest';
import { announcedStep, didOf, groupsByActor, type Progress, shareDone } from './run.ts';

const progress: Progress = {
  phase: 'replicating',
  records: 10,
  mailboxes: 4,
  folders: 4,
  foldersDone: 1,
  operations: 10,
  operationsPerSecond: 2,
  secondsLeft: null,
  limits: null,
};

const totals = {
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
};

test('how much is done is known once folders are written', () => {
  expect(shareDone({ ...progress, phase: 'reading' })).toBe(null);
  expect(shareDone({ ...progress, folders: 0, foldersDone: 0 })).toBe(null);
  expect(shareDone(progress)).toBe(0.25);
  expect(shareDone({ ...progress, foldersDone: 9 })).toBe(1);
  expect(shareDone({ ...progress, phase: 'ended' })).toBe(1);
});

test('progress is announced by tenths', () => {
  expect(
    [0, 1, 9, 10, 99, 100].map((foldersDone) => announcedStep({ ...progress, folders: 100, foldersDone })),
  ).toEqual([0, 0, 0, 1, 9, 10]);
});

test('only what happened is told', () => {
  expect(didOf({ totals })).toEqual([]);
  expect(didOf({ totals: { ...totals, deleted: 1, created: 2 } })).toEqual(['created', 'deleted']);
});

test('issues are grouped by who acts, the administrator first; an actor that is not known is the operator', () => {
  const group = (code: string, acts: string, issues: number) => ({ code, acts, issues, mailboxes: 0, items: 0 });
  const grouped = groupsByActor([
    group('throttled', 'nobody', 9),
    group('invalid-item', 'tenant admin', 1),
    group('strange', 'somebody', 1),
    group('phone-not-normalized', 'tenant admin', 5),
  ]);
  expect(grouped.map(({ actor, groups }) => [actor, groups.map(({ code }) => code)])).toEqual([
    ['tenant admin', ['phone-not-normalized', 'invalid-item']],
    ['operator', ['strange']],
    ['nobody', ['throttled']],
  ]);
});
