import type { Handler } from '../../endpoint/handler.ts';
import { setPaused } from './set-paused.ts';

export const pauseSync: Handler<'pauseSync'> = async ({ work, params, note }) => {
  await setPaused({ work, note }, params.syncId, true);
  return null;
};
