import { expect, test } from 'vitest';
import { noTotals } from './record-run.ts';
import { heldState } from './still-held.ts';
import type { Run, RunState } from './stores.ts';

const run = (runId: string, state: RunState, heldHash: string | null = null): Run => ({
  runId,
  kind: 'sync',
  syncId: 's',
  state,
  startedAt: '2026-01-01T00:00:00.000Z',
  endedAt: null,
  totals: noTotals,
  versionBefore: 0,
  setUp: null,
  heldHash,
  reason: null,
  detail: null,
});
const held = run('held', 'held', 'h1');
/** @param since Runs since, newest first. */
const stateAfter = (...since: readonly Run[]) => heldState({ runs: async () => [...since, held] }, 't', held);

test('a held run waits until another comes to its end', async () => {
  expect(await stateAfter()).toBe('waiting');
  expect(await stateAfter(run('r', 'running'), run('f', 'failed'), run('c', 'cancelled'))).toBe('waiting');
});

test('a run that is done since leaves nothing to decide', async () => {
  expect(await stateAfter(run('d', 'done'))).toBe('decided');
  expect(await stateAfter(run('f', 'failed'), run('d', 'done'))).toBe('decided');
});

test('the same held again still waits; something else replaces it', async () => {
  expect(await stateAfter(run('again', 'held', 'h1'))).toBe('waiting');
  expect(await stateAfter(run('other', 'held', 'h2'))).toBe('replaced');
});
