import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { connectionRoutes } from '../api/contract/connections.routes.ts';
import { privacyRoutes } from '../api/contract/privacy.routes.ts';
import { routes } from '../api/contract/routes.ts';
import type { RingbookEvent } from '../api/contract/syncs.ts';
import { tenantRoutes } from '../api/contract/tenants.routes.ts';
import { runEvent } from '../api/dashboard/run-summary.ts';
import { createEventLog, type EventLog } from '../api/dashboard/syncs/event-log.ts';
import { LockError } from '../platform/run-lock.ts';
import { ConnectorError } from '../runs/connector-error.ts';
import { createKeptPlans, type KeptPlans } from '../runs/kept-plans.ts';
import { connectionsOfSync } from '../runs/lists-of-connection.ts';
import { planSync } from '../runs/plan-sync.ts';
import type { ConnectorLoad } from '../runs/ports.ts';
import type { Progress } from '../runs/progress.ts';
import { findSync, resolveSync } from '../runs/resolve-sync.ts';
import { createRunControl, type RunControl } from '../runs/run-control.ts';
import { dueAt } from '../runs/schedule.ts';
import { runScheduler, type ScheduledSync } from '../runs/scheduler.ts';
import type { Run } from '../runs/stores.ts';
import { isLeaving } from '../tenants/leaving/leaving.ts';
import type { TenantId } from '../tenants/ports.ts';
import { currentDefinitions, runnableDefinitions } from './definitions.ts';
import { type Parts, type Program, partsOf } from './program.ts';
import { doWork } from './run-work.ts';
import { PausedError, UnknownRunError } from './sync-actions.ts';
import { NotConnectedError, now, runContext, withConnectors } from './sync-context.ts';

/** What goes on in the program: runs, plans, schedules, and who is told of them. */
export interface Engine {
  readonly program: Program;
  readonly runs: RunControl;
  readonly plans: KeptPlans;
  readonly events: EventLog;
  /** ISO UTC: when this program began. */
  readonly since: string;
  /** The sync is to run within seconds, however often it is asked for. */
  requestSync(tenantId: TenantId, syncId: string): void;
  /** When syncs run next by themselves; one is not there: by hand only, paused or not connected. */
  nextRuns(tenantId: TenantId): Promise<ReadonlyMap<string, string>>;
  load(tenantId: TenantId): ConnectorLoad | null;
  /** Something was changed by an operation of the API: those who watch look again. */
  noteChange(tenantId: TenantId, operation: string): void;
  /** Told of each run that has ended. */
  onRunEnd(listener: (tenantId: TenantId, run: Run) => void): void;
  /** Begins to run syncs when they are due. */
  startSchedules(): void;
  /** Finishes what is in flight. @param signal Breaks it off. */
  close(signal: AbortSignal): Promise<void>;
}

export interface EngineOptions {
  /** Told what runs do. */
  readonly onProgress?: (tenantId: TenantId, progress: Progress) => void;
  /** Told when a run has ended. */
  readonly onRunEnd?: (tenantId: TenantId, run: Run) => void;
  /** Told of what kept a run or the schedules from going on. */
  readonly onFailure?: (error: unknown) => void;
  /** How long a sync that is asked for waits for others to ask, too. */
  readonly requestAfterMs?: number;
}

export function createEngine(program: Program, options: EngineOptions = {}): Engine {
  const { onRunEnd = () => {}, onFailure = () => {}, requestAfterMs = 5_000 } = options;
  const runEndListeners = [onRunEnd];
  const { stores, connectorPool } = program;
  const events = createEventLog(randomUUID().slice(0, 8));
  const since = now();
  const stopping = new AbortController();
  const requested = new Map<string, NodeJS.Timeout>();

  const mustHave = async (tenantId: TenantId): Promise<Parts> => {
    const parts = await partsOf(program, tenantId);
    if (parts === null) throw new NotConnectedError();
    return parts;
  };

  const runs = createRunControl({
    async perform(job, onProgress, stop) {
      const parts = await mustHave(job.tenantId);
      const tell = (progress: Progress) => {
        onProgress(progress);
        options.onProgress?.(job.tenantId, progress);
      };
      return doWork(parts, job, tell, stop);
    },
    isOccupied: (error) => error instanceof LockError,
    reasonOf(error) {
      onFailure(error);
      return reasonOf(error);
    },
    load: (tenantId) => connectorPool.load(tenantId),
    onChange(tenantId, changed) {
      events.add(tenantId, runEvent(changed));
      if (changed.progress.phase === 'ended') for (const tell of runEndListeners) tell(tenantId, changed.run);
    },
    atOnce: program.config.runs.tenantsAtOnce,
    newId: randomUUID,
    now,
    nowMs: () => performance.now(),
    later: (work, afterMs) => void setTimeout(work, afterMs).unref(),
  });

  // Pages that are open show it at once, wherever it was noticed.
  program.consents.onChange(async (tenantId) => events.add(tenantId, { kind: 'changed', what: 'connections' }));

  const plans = createKeptPlans({
    async plan(tenantId, syncId, signal, listener) {
      const parts = await mustHave(tenantId);
      const { definitions } = await runnableDefinitions(parts);
      const resolved = resolveSync(definitions, findSync(definitions, syncId));
      return withConnectors(parts, (connectors) => planSync(runContext(parts, resolved, connectors), signal, listener));
    },
    failureOf: (error) => ({
      reason: error instanceof DOMException ? 'cancelled' : reasonOf(error),
      detail: error instanceof ConnectorError ? error.failure.detail : null,
    }),
    onChange: (tenantId, { planId, state }) => events.add(tenantId, { kind: 'plan', planId, state }),
    newId: randomUUID,
    now,
  });

  /** Of a tenant: what may run by itself. */
  async function* scheduled(parts: Parts): AsyncIterable<ScheduledSync> {
    const { tenantId, timeZone } = parts.tenant;
    const connections = await stores.tenants.connections(tenantId);
    const usable = new Set(connections.flatMap((one) => (one.state === 'connected' ? [one.connectionId] : [])));
    const { definitions } = await currentDefinitions(parts);
    const syncIds = definitions.syncs.map(({ syncId }) => syncId);
    const latest = await stores.pages.latestRuns(tenantId, syncIds, 1);
    for (const sync of definitions.syncs) {
      const isUsable = connectionsOfSync(definitions, sync.syncId).every((id) => usable.has(id));
      if (sync.paused || !isUsable) continue;
      const lastStartedAt = latest.get(sync.syncId)?.[0]?.startedAt ?? null;
      yield { ...sync, tenantId, timeZone, lastStartedAt };
    }
  }

  async function* allScheduled(): AsyncIterable<ScheduledSync> {
    for (const { tenantId } of await stores.tenants.tenants()) {
      const parts = await partsOf(program, tenantId);
      if (parts !== null && !(await isLeaving(stores.documents, tenantId))) yield* scheduled(parts);
    }
  }

  async function requestNow(tenantId: TenantId, syncId: string): Promise<void> {
    const parts = await partsOf(program, tenantId);
    if (parts === null || (await isLeaving(stores.documents, tenantId))) return;
    for await (const sync of scheduled(parts)) if (sync.syncId === syncId) runs.request(tenantId, sync);
  }

  return {
    program,
    runs,
    plans,
    events,
    since,
    requestSync(tenantId, syncId) {
      const key = `${tenantId} ${syncId}`;
      if (requested.has(key) || stopping.signal.aborted) return;
      const timer = setTimeout(() => {
        requested.delete(key);
        requestNow(tenantId, syncId).catch(onFailure);
      }, requestAfterMs);
      requested.set(key, timer.unref());
    },
    async nextRuns(tenantId) {
      const nextRuns = new Map<string, string>();
      const parts = await partsOf(program, tenantId);
      if (parts === null) return nextRuns;
      const at = now();
      for await (const { syncId, schedule, timeZone, lastStartedAt } of scheduled(parts)) {
        const due = dueAt(schedule, timeZone, lastStartedAt, since);
        if (due !== null) nextRuns.set(syncId, due > at ? due : at);
      }
      return nextRuns;
    },
    load: (tenantId) => connectorPool.load(tenantId),
    noteChange(tenantId, operation) {
      const what = changedBy(operation);
      if (what !== null) events.add(tenantId, { kind: 'changed', what });
    },
    onRunEnd: (listener) => void runEndListeners.push(listener),
    startSchedules() {
      const request: RunControl['request'] = (tenantId, sync) => runs.request(tenantId, sync);
      const idle = (ms: number, signal: AbortSignal) => sleep(ms, undefined, { signal, ref: false }).catch(() => {});
      void runScheduler({ syncs: allScheduled, request, onFailure, now, sleep: idle }, stopping.signal);
    },
    async close(signal) {
      stopping.abort();
      for (const timer of requested.values()) clearTimeout(timer);
      const cancel = () => runs.cancel();
      signal.addEventListener('abort', cancel);
      if (signal.aborted) cancel();
      await plans.close();
      await runs.drain();
      signal.removeEventListener('abort', cancel);
    },
  };
}

/** A code for what kept a run or plan from coming to its end (docs/errors.md). */
function reasonOf(error: unknown): string {
  if (error instanceof ConnectorError) return error.code;
  if (error instanceof NotConnectedError) return 'not-connected';
  if (error instanceof PausedError) return 'paused';
  if (error instanceof UnknownRunError) return 'run-unknown';
  if (!(error instanceof Error)) return 'internal';
  if (error.name === 'DefinitionMissingError') return 'definition-missing';
  const isCoded = ['StoreError', 'VaultError', 'UndoError'].includes(error.name);
  return isCoded && 'code' in error && typeof error.code === 'string' ? error.code : 'internal';
}

type Changed = Extract<RingbookEvent, { readonly kind: 'changed' }>['what'];

/** What runs tell themselves, and what only looks: pages that look again when something changed would never end. */
const changesNothing: readonly string[] = [
  ...['startPlan', 'startRun', 'stopRun'],
  ...['previewSource', 'probeMailbox', 'getScopeScript'],
];

/** What an operation changes, in the words of those who watch. */
function changedBy(operation: string): Changed | null {
  if (!(operation in routes) || changesNothing.includes(operation)) return null;
  if (operation in connectionRoutes) return 'connections';
  if (operation in privacyRoutes) return 'privacy';
  if (operation in tenantRoutes) return /Member|Token/.test(operation) ? 'members' : 'tenant';
  return 'definitions';
}
