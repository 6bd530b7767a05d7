import type { Handler } from '../../endpoint/handler.ts';
import { syncSummaries } from './sync-summary.ts';

export const listSyncs: Handler<'listSyncs'> = async ({ work }, context) => ({
  items: [...(await syncSummaries(work, context, (await work.definitions()).definitions))],
});
