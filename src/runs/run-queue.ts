import type { TenantId } from '../tenants/ports.ts';

/**
 * What waits to run: one at a time per tenant, of all tenants at most so many. Tenants take turns, so that one with much
 * to do holds up nobody else's.
 */
export interface RunQueue<Job> {
  add(tenantId: TenantId, job: Job): void;
  /** The next that may begin; its tenant is busy until `end`. Null: nothing may. */
  take(): { readonly tenantId: TenantId; readonly job: Job } | null;
  /** The job that was taken for the tenant has ended. */
  end(tenantId: TenantId): void;
  /** Takes waiting jobs out. @returns Those. */
  remove(tenantId: TenantId, isMeant: (job: Job) => boolean): readonly Job[];
  /** In the order in which they will begin. */
  waiting(tenantId: TenantId): readonly Job[];
}

export function createRunQueue<Job>(atOnce: number): RunQueue<Job> {
  /** In the order of turns: whoever had one goes to the end. */
  const waiting = new Map<TenantId, Job[]>();
  const busy = new Set<TenantId>();

  return {
    add(tenantId, job) {
      const jobs = waiting.get(tenantId);
      if (jobs === undefined) waiting.set(tenantId, [job]);
      else jobs.push(job);
    },
    take() {
      if (busy.size >= atOnce) return null;
      for (const [tenantId, jobs] of waiting) {
        if (busy.has(tenantId)) continue;
        const job = jobs.shift();
        waiting.delete(tenantId);
        if (jobs.length > 0) waiting.set(tenantId, jobs);
        if (job === undefined) continue;
        busy.add(tenantId);
        return { tenantId, job };
      }
      return null;
    },
    end: (tenantId) => void busy.delete(tenantId),
    remove(tenantId, isMeant) {
      const jobs = waiting.get(tenantId) ?? [];
      const removed = jobs.filter(isMeant);
      const kept = jobs.filter((job) => !isMeant(job));
      if (kept.length > 0) waiting.set(tenantId, kept);
      else waiting.delete(tenantId);
      return removed;
    },
    waiting: (tenantId) => [...(waiting.get(tenantId) ?? [])],
  };
}
