import type { TenantId } from '../tenants/ports.ts';
import type { Stop } from './context.ts';
import type { ConnectorLoad, MailboxId } from './ports.ts';
import type { OnProgress } from './progress.ts';
import { noTotals } from './record-run.ts';
import { followRun, notBegun, type RunProgress } from './run-progress.ts';
import { createRunQueue } from './run-queue.ts';
import type { Run } from './stores.ts';

/** What a run is to do. */
export type RunWork =
  /** `approve`: run whose held changes a person approved; `mailboxIds`: only these, looked at now. Null: neither. */
  | { readonly kind: 'sync'; readonly approve: string | null; readonly mailboxIds: readonly MailboxId[] | null }
  /** `mailboxIds` null: all, and the sync is paused. */
  | { readonly kind: 'uninstall'; readonly mailboxIds: readonly MailboxId[] | null }
  /** Everything since this run. */
  | { readonly kind: 'undo'; readonly runId: string };

export const wholeSync: RunWork = { kind: 'sync', approve: null, mailboxIds: null };

/** A run that was asked for. */
export interface RunJob {
  readonly runId: string;
  readonly tenantId: TenantId;
  readonly syncId: string;
  /** As it was called when it was asked for. */
  readonly syncName: string;
  readonly work: RunWork;
  /** ISO UTC. */
  readonly askedAt: string;
}

/** How far a run is that waits or is under way, or that ended without having begun. */
export interface RunInControl {
  /** As it would be stored: one that waits is not stored yet. */
  readonly run: Run;
  readonly syncName: string;
  readonly progress: RunProgress;
}

/** The sync has a run that waits or is under way, which does what was asked for. */
export class AlreadyRunningError extends Error {
  readonly runId: string;

  constructor(runId: string) {
    super(`run ${runId} of this sync has not ended`);
    this.name = 'AlreadyRunningError';
    this.runId = runId;
  }
}

export interface NamedSync {
  readonly syncId: string;
  readonly name: string;
}

/** Begins, follows and ends the runs of all tenants. */
export interface RunControl {
  /** Puts a run of a sync into the queue. @returns Its id. @throws {AlreadyRunningError} */
  start(tenantId: TenantId, sync: NamedSync, work: RunWork): string;
  /** The sync is to run soon: once more after a run that is under way, and never twice in the queue. */
  request(tenantId: TenantId, sync: NamedSync): void;
  /** The first time it finishes what is in flight, the second time it breaks off. @returns False: no such run goes on. */
  stop(tenantId: TenantId, runId: string): boolean;
  find(tenantId: TenantId, runId: string): RunInControl | null;
  /** Waiting and under way. */
  ofTenant(tenantId: TenantId): readonly RunInControl[];
  /** Takes nothing new, and resolves when all that was under way has ended. */
  drain(): Promise<void>;
  /** Breaks off what `drain` still waits for. */
  cancel(): void;
}

export interface RunControlOptions {
  /** Does the work, and stores its run under the id of the job. @throws What keeps it from beginning. */
  perform(job: RunJob, onProgress: OnProgress, stop: Stop): Promise<Run>;
  /** Another program works with the tenant's mailboxes: the job waits for it. */
  isOccupied(error: unknown): boolean;
  /** A code for what kept a run from beginning. */
  reasonOf(error: unknown): string;
  load(tenantId: TenantId): ConnectorLoad | null;
  /** Told when a run begins to wait, goes on, and ends; ends are told last. */
  onChange(tenantId: TenantId, changed: RunInControl): void;
  /** Runs of all tenants at a time. */
  readonly atOnce: number;
  readonly newId: () => string;
  /** ISO UTC. */
  readonly now: () => string;
  /** A clock that only goes forward. */
  readonly nowMs: () => number;
  /** Calls later, unless the process ends before. */
  readonly later: (work: () => void, afterMs: number) => void;
}

interface Entry {
  readonly job: RunJob;
  state: 'waiting' | 'running' | 'ended';
  /** Set when it ended. */
  ended: Run | null;
  readonly progress: ReturnType<typeof followRun>;
  readonly drain: AbortController;
  readonly cancel: AbortController;
  toldAtMs: number;
}

const tellEveryMs = 1_000;
const askAgainMs = 3_000;
/** Of runs that ended: for whoever asks for one that was never stored. */
const endedKept = 1_000;

export function createRunControl(options: RunControlOptions): RunControl {
  const { newId, now, nowMs, onChange } = options;
  const queue = createRunQueue<Entry>(options.atOnce);
  /** By run id, in the order asked for. */
  const entries = new Map<string, Entry>();
  const underWay = new Set<Promise<void>>();
  let isDraining = false;

  const view = ({ job, state, ended, progress }: Entry): RunInControl => {
    const run = ended ?? { ...unstored(job), state: 'running' };
    const { syncName } = job;
    if (state === 'waiting') return { run, syncName, progress: notBegun };
    const told = progress.now(state === 'running' ? options.load(job.tenantId) : null);
    return { run, syncName, progress: state === 'ended' ? { ...told, phase: 'ended', secondsLeft: null } : told };
  };
  const goesOn = (tenantId: TenantId) =>
    [...entries.values()].filter(({ job, state }) => job.tenantId === tenantId && state !== 'ended');

  function add(tenantId: TenantId, { syncId, name }: NamedSync, work: RunWork): string {
    const job: RunJob = { runId: newId(), tenantId, syncId, syncName: name, work, askedAt: now() };
    const entry: Entry = {
      job,
      state: 'waiting',
      ended: null,
      progress: followRun(nowMs),
      drain: new AbortController(),
      cancel: new AbortController(),
      toldAtMs: Number.NEGATIVE_INFINITY,
    };
    entries.set(job.runId, entry);
    queue.add(tenantId, entry);
    onChange(tenantId, view(entry));
    pump();
    return job.runId;
  }

  function pump(): void {
    while (!isDraining) {
      const taken = queue.take();
      if (taken === null) return;
      const work = perform(taken.job).finally(() => {
        underWay.delete(work);
        queue.end(taken.tenantId);
        pump();
      });
      underWay.add(work);
    }
  }

  async function perform(entry: Entry): Promise<void> {
    const { job, progress, drain, cancel } = entry;
    entry.state = 'running';
    try {
      const run = await options.perform(
        job,
        (told) => {
          progress.hear(told);
          if (nowMs() - entry.toldAtMs < tellEveryMs) return;
          entry.toldAtMs = nowMs();
          onChange(job.tenantId, view(entry));
        },
        { drain: drain.signal, cancel: cancel.signal },
      );
      end(entry, run);
    } catch (error) {
      if (options.isOccupied(error) && !drain.signal.aborted && !isDraining) waitForOther(entry);
      else if (drain.signal.aborted) end(entry, neverBegun(job, 'cancelled', 'drained', now()));
      else end(entry, neverBegun(job, 'failed', options.reasonOf(error), now()));
    }
  }

  function waitForOther(entry: Entry): void {
    entry.state = 'waiting';
    options.later(() => {
      if (entry.state !== 'waiting') return;
      queue.add(entry.job.tenantId, entry);
      pump();
    }, askAgainMs);
  }

  function end(entry: Entry, run: Run): void {
    entry.state = 'ended';
    entry.ended = run;
    forgetOld();
    onChange(entry.job.tenantId, view(entry));
  }

  function forgetOld(): void {
    const ended = [...entries.values()].filter(({ state }) => state === 'ended');
    for (const { job } of ended.slice(0, Math.max(0, ended.length - endedKept))) entries.delete(job.runId);
  }

  function endWaiting(entry: Entry): void {
    queue.remove(entry.job.tenantId, (one) => one === entry);
    end(entry, neverBegun(entry.job, 'cancelled', 'drained', now()));
  }

  return {
    start(tenantId, sync, work) {
      const same = goesOn(tenantId).find(({ job }) => job.syncId === sync.syncId && covers(job.work, work));
      if (same !== undefined) throw new AlreadyRunningError(same.job.runId);
      return add(tenantId, sync, work);
    },
    request(tenantId, sync) {
      const isQueued = goesOn(tenantId).some(
        ({ job, state }) => state === 'waiting' && job.syncId === sync.syncId && covers(job.work, wholeSync),
      );
      if (!isQueued && !isDraining) add(tenantId, sync, wholeSync);
    },
    stop(tenantId, runId) {
      const entry = entries.get(runId);
      if (entry === undefined || entry.job.tenantId !== tenantId || entry.state === 'ended') return false;
      if (entry.state === 'waiting') endWaiting(entry);
      else if (entry.drain.signal.aborted) entry.cancel.abort();
      else entry.drain.abort();
      return true;
    },
    find(tenantId, runId) {
      const entry = entries.get(runId);
      return entry === undefined || entry.job.tenantId !== tenantId ? null : view(entry);
    },
    ofTenant: (tenantId) => goesOn(tenantId).map(view),
    async drain() {
      isDraining = true;
      for (const entry of [...entries.values()]) {
        if (entry.state === 'waiting') endWaiting(entry);
        else entry.drain.abort();
      }
      while (underWay.size > 0) await Promise.all(underWay);
    },
    cancel() {
      for (const entry of entries.values()) entry.cancel.abort();
    },
  };
}

/** Does one piece of work do all of the other? What a person approved is more than an ordinary run does. */
function covers(one: RunWork, other: RunWork): boolean {
  switch (one.kind) {
    case 'sync':
      return other.kind === 'sync' && one.approve === other.approve && within(other.mailboxIds, one.mailboxIds);
    case 'uninstall':
      return other.kind === 'uninstall' && within(other.mailboxIds, one.mailboxIds);
    case 'undo':
      return other.kind === 'undo' && one.runId === other.runId;
  }
}

function within(some: readonly MailboxId[] | null, all: readonly MailboxId[] | null): boolean {
  return all === null || (some?.every((mailboxId) => all.includes(mailboxId)) ?? false);
}

function unstored({ runId, syncId, work, askedAt }: RunJob): Omit<Run, 'state'> {
  return {
    runId,
    kind: work.kind,
    syncId,
    startedAt: askedAt,
    endedAt: null,
    totals: noTotals,
    versionBefore: null,
    setUp: null,
    heldHash: null,
    reason: null,
    detail: null,
  };
}

function neverBegun(job: RunJob, state: 'cancelled' | 'failed', reason: string, endedAt: string): Run {
  return { ...unstored(job), state, reason, endedAt };
}
