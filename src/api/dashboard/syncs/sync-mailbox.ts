import type { Handler } from '../../endpoint/handler.ts';
import { Problem } from '../../endpoint/problem.ts';
import { mailboxOf } from './mailbox-of.ts';
import { startRunOf, usableSync } from './start-run-of.ts';

/** Runs every sync that could write to the mailbox, for it alone: who belongs to an audience may have changed. */
export const syncMailbox: Handler<'syncMailbox'> = async ({ work, params }, context) => {
  const { mailboxId, known, replicas, syncs } = await mailboxOf(work, context, params.mailboxId);
  const held = new Set(replicas.map(({ syncId }) => syncId));
  const meant = [...syncs.values()].filter(
    ({ syncId, connectionId, paused }) => !paused && (held.has(syncId) || known?.connectionId === connectionId),
  );
  if (meant.length === 0) throw new Problem('not-possible', { detail: 'No sync that is not paused has this mailbox.' });
  for (const { syncId } of meant) await usableSync(work, syncId, 'active');
  const runIds: string[] = [];
  let refused: Problem | null = null;
  for (const sync of meant) {
    try {
      const request = { kind: 'sync', approve: null, mailboxIds: [mailboxId] } as const;
      runIds.push(startRunOf(context.syncs, work, sync, request).runId);
    } catch (error) {
      if (!(error instanceof Problem) || error.code !== 'already-running') throw error;
      refused = error;
    }
  }
  if (runIds.length === 0 && refused !== null) throw refused;
  return { runIds };
};
