import type { Connection } from '../tenants/ports.ts';
import type { SyncStatus } from './read-status.ts';
import type { Run } from './stores.ts';

/** Something that needs a person, or that they should know. */
export interface Attention {
  readonly code:
    | 'not-connected'
    | 'consent-withdrawn'
    | 'permission-missing'
    | 'run-held'
    | 'run-failed'
    | 'mailboxes-unavailable'
    | 'replicas-behind'
    | 'issues'
    | 'no-sync'
    | 'paused'
    | 'never-read';
  readonly severity: 'error' | 'warning' | 'info';
  readonly syncId: string | null;
  readonly syncName: string | null;
  readonly runId: string | null;
  readonly count: number | null;
  /** A failure code or guard behind it. */
  readonly reason: string | null;
}

export type Health = 'good' | 'attention' | 'bad' | 'new';

const nothing = { syncId: null, syncName: null, runId: null, count: null, reason: null };
const severities: readonly Attention['severity'][] = ['error', 'warning', 'info'];

/**
 * What of a tenant needs a person, most urgent first.
 * @see docs/sync-model.md#attention, rows V1-V11
 */
export function attentionOf(connections: readonly Connection[], syncs: readonly SyncStatus[]): readonly Attention[] {
  const found = [...ofConnections(connections), ...(connections.length > 0 ? ofSyncs(syncs) : [])];
  return severities.flatMap((severity) => found.filter((one) => one.severity === severity));
}

/** How a tenant is, in a word. */
export function healthOf(attention: readonly Attention[]): Health {
  if (attention.some(({ code }) => code === 'not-connected' || code === 'no-sync')) return 'new';
  if (attention.some(({ severity }) => severity === 'error')) return 'bad';
  return attention.some(({ severity }) => severity === 'warning') ? 'attention' : 'good';
}

function ofConnections(connections: readonly Connection[]): readonly Attention[] {
  if (connections.length === 0) return [{ ...nothing, code: 'not-connected', severity: 'warning' }];
  const withdrawn = connections.filter(({ state }) => state === 'withdrawn').length;
  return withdrawn === 0 ? [] : [{ ...nothing, code: 'consent-withdrawn', severity: 'error', count: withdrawn }];
}

function ofSyncs(syncs: readonly SyncStatus[]): readonly Attention[] {
  return syncs.length === 0 ? [{ ...nothing, code: 'no-sync', severity: 'warning' }] : syncs.flatMap(ofSync);
}

function ofSync(sync: SyncStatus): readonly Attention[] {
  const { syncId, name: syncName, paused, readAt, replicas, runs } = sync;
  const about = { ...nothing, syncId, syncName };
  const [last] = runs;
  const found = last === undefined ? [] : ofLastRun(last, about);
  if (paused) return [...found, { ...about, code: 'paused', severity: 'info' }];
  if (replicas.unavailable > 0)
    found.push({ ...about, code: 'mailboxes-unavailable', severity: 'warning', count: replicas.unavailable });
  if (last === undefined || last.state === 'running') return found;
  if (readAt === null) found.push({ ...about, code: 'never-read', severity: 'warning' });
  const behind = replicas.unknown + replicas.writing + replicas.ready - replicas.atHead;
  if (behind > 0) found.push({ ...about, code: 'replicas-behind', severity: 'warning', count: behind });
  return found;
}

function ofLastRun(run: Run, about: Pick<Attention, 'syncId' | 'syncName'>): Attention[] {
  const { runId, state, reason, totals } = run;
  const ofRun = { ...nothing, ...about, runId, reason };
  switch (state) {
    case 'held':
      return [{ ...ofRun, code: 'run-held', severity: 'warning' }];
    case 'failed':
      // The connection tells it already.
      if (reason === 'consent-withdrawn') return [];
      return [
        { ...ofRun, code: reason === 'permission-missing' ? 'permission-missing' : 'run-failed', severity: 'error' },
      ];
    case 'done':
    case 'refused':
    case 'cancelled':
    case 'running':
      return totals.issues === 0
        ? []
        : [{ ...ofRun, code: 'issues', severity: 'info', count: totals.issues, reason: null }];
  }
}
