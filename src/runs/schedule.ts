import { Cron } from 'croner';
import { z } from 'zod';

/** When a sync runs by itself. */
export type Schedule =
  /** So long after its last run began. */
  | { readonly kind: 'every'; readonly minutes: number }
  /** At these times (`HH:MM`) on these days (1: Monday … 7: Sunday) in the time zone of the tenant. */
  | { readonly kind: 'daily'; readonly at: readonly string[]; readonly days: readonly number[] }
  /** Only when a person starts it. */
  | { readonly kind: 'manual' };

export const defaultSchedule: Schedule = { kind: 'every', minutes: 60 };

const everyDay = [1, 2, 3, 4, 5, 6, 7];

export const scheduleSchema: z.ZodType<Schedule> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('every'), minutes: z.int().min(1).max(10_080) }),
  z.strictObject({
    kind: z.literal('daily'),
    at: listOf(z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time like 06:30'), 24),
    days: listOf(z.int().min(1).max(7), 7).default(everyDay),
  }),
  z.strictObject({ kind: z.literal('manual') }),
]);

function listOf<Entry extends z.ZodType>(entry: Entry, most: number) {
  const isUnique = (entries: readonly unknown[]) => new Set(entries).size === entries.length;
  return z.array(entry).min(1).max(most).refine(isUnique, { error: 'must not name one twice' });
}

/**
 * The next runs after an instant. A local time that a change of the clocks leaves out is at the next minute that there is,
 * one that comes twice is once.
 * @param after ISO UTC; for `every` the last run.
 * @param timeZone IANA.
 * @returns ISO UTC, in order.
 */
export function nextRuns(schedule: Schedule, timeZone: string, after: string, count: number): readonly string[] {
  switch (schedule.kind) {
    case 'manual':
      return [];
    case 'every':
      return Array.from({ length: count }, (_, index) => plusMinutes(after, (index + 1) * schedule.minutes));
    case 'daily': {
      const from = new Date(after);
      const all = schedule.at.flatMap((time) =>
        cronOf(time, schedule.days, timeZone)
          .nextRuns(count, from)
          .map((at) => at.toISOString()),
      );
      return [...new Set(all)].sort().slice(0, count);
    }
  }
}

/**
 * When a sync is due; in the past if its time was missed.
 * @param lastStart Of its last run; null: it never ran. @param since Where waiting began for one that never ran.
 */
export function dueAt(schedule: Schedule, timeZone: string, lastStart: string | null, since: string): string | null {
  if (schedule.kind === 'every' && lastStart === null) return since;
  return nextRuns(schedule, timeZone, lastStart ?? since, 1)[0] ?? null;
}

function cronOf(time: string, days: readonly number[], timezone: string): Cron {
  const [hour, minute] = time.split(':').map(Number);
  return new Cron(`0 ${minute} ${hour} * * ${days.join(',')}`, { timezone, paused: true });
}

function plusMinutes(instant: string, minutes: number): string {
  return new Date(Date.parse(instant) + minutes * 60_000).toISOString();
}
