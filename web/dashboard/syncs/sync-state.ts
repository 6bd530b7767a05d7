import type { Tone } from '../../ui/status-badge.tsx';
import type { SyncSummary } from './definition.ts';

export type SyncState = 'paused' | 'running' | 'held' | 'failed' | 'new' | 'behind' | 'good';

/** The one thing to know of a sync first. */
export function syncState({
  paused,
  lastRun,
  replicas,
}: Pick<SyncSummary, 'paused' | 'lastRun' | 'replicas'>): SyncState {
  if (lastRun?.state === 'running') return 'running';
  if (paused) return 'paused';
  if (lastRun === null) return 'new';
  if (lastRun.state === 'held') return 'held';
  if (lastRun.state === 'failed') return 'failed';
  return behindOf(replicas) > 0 ? 'behind' : 'good';
}

/** Folders that are not at the newest version, but could be. */
export function behindOf({ unknown, ready, writing, atHead }: SyncSummary['replicas']): number {
  return unknown + writing + Math.max(0, ready - atHead);
}

export function mailboxesOf({ unknown, ready, writing, unavailable, leaving }: SyncSummary['replicas']): number {
  return unknown + ready + writing + unavailable + leaving;
}

export const toneOfSync = {
  paused: 'quiet',
  running: 'working',
  held: 'warning',
  failed: 'bad',
  new: 'info',
  behind: 'warning',
  good: 'good',
} as const satisfies Record<SyncState, Tone>;
