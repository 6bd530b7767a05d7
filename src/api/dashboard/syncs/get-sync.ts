import type { Handler } from '../../endpoint/handler.ts';
import { Problem } from '../../endpoint/problem.ts';
import { tagOf } from '../../endpoint/tag.ts';
import { syncOf } from './sync-definition.ts';
import { syncSummaries } from './sync-summary.ts';

export const getSync: Handler<'getSync'> = async ({ work, params }, context) => {
  const { revision, definitions } = await work.definitions();
  const sync = syncOf(definitions, params.syncId);
  const audience = definitions.audiences.find(({ audienceId }) => audienceId === sync.audienceId);
  const [summary] = await syncSummaries(work, context, { ...definitions, syncs: [sync] });
  if (audience === undefined || summary === undefined) throw new Problem('not-found');
  return { tag: tagOf(revision), answer: { sync, audience, summary } };
};
