import type { Schedule } from '../definition.ts';

export type Unit = 'minutes' | 'hours' | 'days';
export const units = ['minutes', 'hours', 'days'] as const;
export const minutesPer = { minutes: 1, hours: 60, days: 1_440 } as const satisfies Record<Unit, number>;

/** The largest unit that an interval is a whole number of. */
export function unitOf(minutes: number): Unit {
  if (!Number.isInteger(minutes) || minutes === 0) return 'minutes';
  if (minutes % minutesPer.days === 0) return 'days';
  return minutes % minutesPer.hours === 0 ? 'hours' : 'minutes';
}

/** The next runs: what was worked out from now on, but an interval goes on from the run that comes next. */
export function nextRuns(schedule: Schedule, nextRunAt: string | null, fromNow: readonly string[]): readonly string[] {
  if (schedule.kind !== 'every' || nextRunAt === null) return fromNow;
  const first = Date.parse(nextRunAt);
  return fromNow.map((_, index) => new Date(first + index * schedule.minutes * 60_000).toISOString());
}
