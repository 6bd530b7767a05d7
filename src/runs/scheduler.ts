import type { TenantId } from '../tenants/ports.ts';
import type { NamedSync } from './run-control.ts';
import { dueAt, type Schedule } from './schedule.ts';

/** A sync that may run by itself. */
export interface ScheduledSync extends NamedSync {
  readonly tenantId: TenantId;
  readonly schedule: Schedule;
  /** IANA. */
  readonly timeZone: string;
  /** ISO UTC, of its last run; null: it never ran. */
  readonly lastStartedAt: string | null;
}

export interface SchedulerOptions {
  /** All syncs of all tenants that are neither paused nor without consent. */
  syncs(): AsyncIterable<ScheduledSync>;
  request(tenantId: TenantId, sync: NamedSync): void;
  /** Told what kept it from looking; it looks again. */
  onFailure(error: unknown): void;
  /** ISO UTC. */
  readonly now: () => string;
  /** Resolves early when the signal is aborted. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
}

const lookEveryMs = 15_000;

/**
 * Asks for each sync when it is due, until the signal is aborted. What was missed while the program was down is due at
 * once, and once.
 */
export async function runScheduler(options: SchedulerOptions, signal: AbortSignal): Promise<void> {
  const { now, request } = options;
  const begunAt = now();
  /** By tenant and sync: a run that could not begin is not asked for before its next time. */
  const asked = new Map<string, string>();

  async function look(): Promise<void> {
    const at = now();
    for await (const sync of options.syncs()) {
      const { tenantId, schedule, timeZone, lastStartedAt } = sync;
      const key = `${tenantId} ${sync.syncId}`;
      const due = dueAt(schedule, timeZone, later(lastStartedAt, asked.get(key) ?? null), begunAt);
      if (due === null || due > at) continue;
      asked.set(key, at);
      request(tenantId, sync);
    }
  }

  while (!signal.aborted) {
    await look().catch(options.onFailure);
    await options.sleep(lookEveryMs, signal);
  }
}

function later(one: string | null, other: string | null): string | null {
  if (one === null || other === null) return one ?? other;
  return one > other ? one : other;
}
