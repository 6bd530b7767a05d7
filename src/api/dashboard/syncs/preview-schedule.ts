import { nextRuns, scheduleSchema } from '../../../runs/schedule.ts';
import type { Handler } from '../../endpoint/handler.ts';
import { Problem } from '../../endpoint/problem.ts';

const runsShown = 5;

export const previewSchedule: Handler<'previewSchedule'> = async ({ work, body }) => {
  const { timeZone } = work.tenant;
  const schedule = scheduleSchema.safeParse(body.schedule);
  if (schedule.success) return { timeZone, next: [...nextRuns(schedule.data, timeZone, work.now(), runsShown)] };
  const fields = schedule.error.issues.map(({ path, message }) => ({
    path: ['body', 'schedule', ...path].join('.'),
    message,
  }));
  throw new Problem('invalid-input', { fields });
};
