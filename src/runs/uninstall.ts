import { markLeaving, refreshMailboxes } from './audience.ts';
import type { RunContext, Stop } from './context.ts';
import { onePage } from './for-each-concurrent.ts';
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
    for await (const page of mailboxIds === null ? knownMailboxes(context) : onePage(mailboxIds)) {
      await stores.replicas.addReplicas(tenantId, sync.syncId, page);
    }
    const chosen = mailboxIds === null ? null : new Set(mailboxIds);
    let mailboxes = 0;
    for await (const page of stores.replicas.replicas(tenantId, sync.syncId)) {
      const leaving = page.filter(({ mailboxId }) => chosen?.has(mailboxId) ?? true);
      await markLeaving(context, leaving);
      mailboxes += leaving.length;
    }
    onProgress({ kind: 'audience', mailboxes });
    const complete = await replicate(context, { ...run, scope: 'leaving', head: 0, approved: 0 }, onProgress, stop);
    if (complete && mailboxIds === null) await run.noteMoved();
    return complete;
  });
}

/** Mailboxes that may hold something of ours although we know nothing of it: all that can be asked. */
async function* knownMailboxes({ tenantId, sync, stores }: RunContext): AsyncIterable<readonly MailboxId[]> {
  for await (const page of stores.mailboxes.mailboxIds(tenantId, sync.connectionId)) {
    const may = page.filter(({ excluded }) => excluded === null || excluded === 'disabled');
    yield may.map((mailbox) => mailbox.mailboxId);
  }
}
