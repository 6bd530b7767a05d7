import type { Run } from './stores.ts';

/** What the runs of one day did. */
export interface DayOfRuns {
  /** ISO date in the time zone. */
  readonly day: string;
  readonly created: number;
  readonly updated: number;
  readonly deleted: number;
  readonly issues: number;
  readonly runs: number;
  readonly failedRuns: number;
}

/**
 * What runs did on each of the last days, today among them, in the tenant's time zone.
 * @returns Exactly `days` days, oldest first, also those without runs.
 */
export function runsPerDay(runs: readonly Run[], timeZone: string, now: string, days: number): readonly DayOfRuns[] {
  // The Swedish way to write a date is the ISO way.
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' });
  const today = Date.parse(`${format.format(new Date(now))}T00:00:00Z`);
  const empty = { created: 0, updated: 0, deleted: 0, issues: 0, runs: 0, failedRuns: 0 };
  const byDay = new Map<string, typeof empty>();
  for (let back = days - 1; back >= 0; back -= 1) {
    byDay.set(new Date(today - back * 86_400_000).toISOString().slice(0, 10), { ...empty });
  }
  for (const { startedAt, state, totals } of runs) {
    const counts = byDay.get(format.format(new Date(startedAt)));
    if (counts === undefined) continue;
    counts.created += totals.created;
    counts.updated += totals.updated;
    counts.deleted += totals.deleted;
    counts.issues += totals.issues;
    counts.runs += 1;
    if (state === 'failed') counts.failedRuns += 1;
  }
  return [...byDay].map(([day, counts]) => ({ day, ...counts }));
}
