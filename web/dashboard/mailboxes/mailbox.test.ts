import { expect, test } from 'vitest';
import { stateOfMailbox, syncedAtOf } from './mailbox.ts';

const replica = (state: string, behind = false, syncedAt: string | null = null) => ({
  syncId: 's',
  state,
  behind,
  failureCode: null,
  syncedAt,
});

test('a mailbox is told by its folder that needs a look most', () => {
  expect(stateOfMailbox({ replicas: [] })).toBe('none');
  expect(stateOfMailbox({ replicas: [replica('ready')] })).toBe('ready');
  expect(stateOfMailbox({ replicas: [replica('ready'), replica('ready', true)] })).toBe('behind');
  expect(stateOfMailbox({ replicas: [replica('ready', true), replica('unavailable')] })).toBe('unavailable');
  expect(stateOfMailbox({ replicas: [replica('something new')] })).toBe('unknown');
});

test('it was in step when the last of its folders was', () => {
  const [early, late] = ['2026-01-01T00:00:00.000Z', '2026-01-02T00:00:00.000Z'];
  expect(syncedAtOf({ replicas: [replica('ready', false, late), replica('ready', false, early)] })).toBe(early);
  expect(syncedAtOf({ replicas: [replica('ready', false, late), replica('unknown')] })).toBe(null);
  expect(syncedAtOf({ replicas: [] })).toBe(null);
});
