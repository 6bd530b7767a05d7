import { wholeSync } from '../../../runs/run-control.ts';
import type { Handler } from '../../endpoint/handler.ts';
import { startRunOf, usableSync } from './start-run-of.ts';

export const startRun: Handler<'startRun'> = async ({ work, params }, { syncs }) =>
  startRunOf(syncs, work, await usableSync(work, params.syncId, 'active'), wholeSync);
