import type { Handler } from '../../endpoint/handler.ts';
import { setPaused } from './set-paused.ts';

export const resumeSync: Handler<'resumeSync'> = async ({ work, params, note }) => {
  await setPaused({ work, note }, params.syncId, false);
  return null;
};
