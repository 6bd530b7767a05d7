import { markLeaving, refreshMailboxes } from './audience.ts';
import type { RunContext, Stop } from './context.ts';
import type { MailboxId } from './ports.ts';
import type { OnProgress } from './progress.ts';
import { recordRun } from './record-run.ts';
import { replicate } from './replicate.ts';
import type { Run } from './stores.ts';

/**
 * Takes everything of the sync out of mailboxes: all that bears our stamp, and nothing else. Broken off anywhere, the next
 * one goes on. Every mailbox of the directory is looked at, as our stores may have been lost since it was filled.
 *
 * The sync must be paused, or its next run fills the mailboxes again.
 * @param mailboxIds Only these; null: all.
 * @see docs/sync-model.md#taking-out
 */
export function uninstall(
  context: RunContext,
  mailboxIds: readonly MailboxId[] | null,
  onProgress: OnProgress,
  stop: Stop,
): Promise<Run> {
  const { tenantId, sync, stores } = context;
  return recordRun(context, 'uninstall', stop, async (run) => {
    const reading = AbortSignal.any([stop.drain, stop.cancel]);
    if (mailboxIds === null) await refreshMailboxes(context, reading);
    const all = mailboxIds ?? (await knownMailboxes(context));
    await stores.replicas.addReplicas(tenantId, sync.syncId, all);
    const chosen = new Set(all);
    const known = (await Array.fromAsync(stores.replicas.replicas(tenantId, sync.syncId))).flat();
    const leaving = known.filter((replica) => mailboxIds === null || chosen.has(replica.mailboxId));
    await markLeaving(context, leaving);
    onProgress({ kind: 'audience', mailboxes: leaving.length });
    const complete = await replicate(context, { ...run, scope: 'leaving', head: 0, approved: 0 }, onProgress, stop);
    if (complete && mailboxIds === null) await run.noteMoved();
    return complete;
  });
}

/** Mailboxes that may hold something of ours although we know nothing of it: all that can be asked. */
async function knownMailboxes({ tenantId, sync, stores }: RunContext): Promise<readonly MailboxId[]> {
  const pages = await Array.fromAsync(stores.mailboxes.mailboxes(tenantId, sync.connectionId));
  const may = pages.flat().filter(({ excluded }) => excluded === null || excluded === 'disabled');
  return may.map((mailbox) => mailbox.mailboxId);
}
