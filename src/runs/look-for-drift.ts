import { judgeDrift, sortChanges } from '../sync/drift.ts';
import type { ItemId } from '../sync/items.ts';
import type { Change } from '../sync/log.ts';
import type { Link, MailItem, MailItemId, Operation } from '../sync/operations.ts';
import { ownedBy } from '../sync/own-card.ts';
import { composeContent } from '../sync/write-rules.ts';
import { ConnectorError } from './connector-error.ts';
import type { RunContext, Stop } from './context.ts';
import type { FolderResult, FolderSession, FolderWork } from './folder-session.ts';
import { nextLookAt } from './look-at.ts';
import type { Cursor, OpenFolder } from './ports.ts';
import { readOrSnapshot } from './read-or-snapshot.ts';
import type { Replica } from './stores.ts';

/** Items whose content is read at once. */
const itemsPerRead = 100;

/**
 * Looks for what people changed or deleted in a replica that is at the head, and puts it back or leaves it, as the sync
 * says. One request where nothing changed; content is only read of what did.
 * @throws {ConnectorError} As `TargetReader.changes` and `TargetFolder.apply`.
 * @see docs/sync-model.md#drift
 */
export async function lookForDrift(
  context: RunContext,
  work: FolderWork,
  replica: Replica,
  session: FolderSession,
  folder: OpenFolder,
  stop: Stop,
): Promise<FolderResult> {
  const { tenantId, sync, stores } = context;
  const { mailboxId } = replica;
  const seen = await readOrSnapshot(replica.driftCursor, (cursor) => readChanges(context, folder, cursor, stop.cancel));
  const settle = () =>
    session.settle({
      state: 'ready',
      driftCursor: seen.cursor,
      lookAt: nextLookAt(mailboxId, sync.drift.lookEveryHours, context.now()),
    });
  if (!seen.snapshot && seen.present.length + seen.removed.length === 0) {
    await settle();
    return session.result(true);
  }

  const links = (await Array.fromAsync(stores.replicas.allLinks(tenantId, sync.syncId, mailboxId))).flat();
  const present = new Set(seen.present.map((item) => item.mailItemId));
  const removed = seen.snapshot
    ? links.map((link) => link.mailItemId).filter((mailItemId) => !present.has(mailItemId))
    : seen.removed;
  const sorted = sortChanges(links, { present: seen.present, removed });
  const suspects = [...sorted.toRead, ...sorted.deleted];
  // Also what is said to be gone: an item that a service has not listed yet, or that came back, is not made twice.
  const mails = await readMails(context, folder, suspects, stop.cancel);
  const wanted = await readWanted(context, work, replica, suspects);

  const operations: Operation[] = [];
  const put: Link[] = [];
  const drop: ItemId[] = [];
  for (const link of suspects) {
    const change = wanted.get(link.itemId);
    const item = change?.item ?? null;
    const mail = mails.get(link.mailItemId) ?? null;
    const compose = item === null ? null : composer(work, item.fields);
    const verdict = judgeDrift(link, mail, compose, sync.drift);
    switch (verdict.kind) {
      case 'same':
        put.push(verdict.link);
        break;
      case 'forget':
        drop.push(link.itemId);
        break;
      case 'leave-edit':
      case 'leave-delete':
        put.push(verdict.link);
        session.counts.driftLeft += 1;
        break;
      case 'restore-edit':
        if (change === undefined || item === null) break;
        operations.push({ ...operationOf(change, item), kind: 'update', mailItemId: link.mailItemId });
        session.counts.driftRestored += 1;
        break;
      case 'restore-delete':
        if (change === undefined || item === null) break;
        // The link stays until the answer replaces it: lost before that, the next look finds the same again.
        operations.push({ ...operationOf(change, item), kind: 'create' });
        session.counts.driftRestored += 1;
        break;
    }
  }
  if (put.length + drop.length > 0) await session.links.write({ put, remove: drop });
  const known = new Map(links.map((link) => [link.itemId, link]));
  const done = await session.apply(folder, operations, known);
  if (!done || session.hasFailed()) {
    // What was written and what was not, only the mailbox knows.
    await session.settle({ state: 'unknown' });
    return session.result(false);
  }
  await settle();
  return session.result(true);
}

const operationOf = ({ itemId, contentHash }: Change, item: NonNullable<Change['item']>) => ({
  itemId,
  contentHash,
  item,
});

function composer(work: FolderWork, wanted: MailItem['fields']) {
  const { rules, marksKey } = work.completion;
  return (current: Pick<MailItem, 'fields' | 'marks'>) => composeContent(wanted, current, rules, marksKey).fields;
}

interface SeenChanges {
  readonly snapshot: boolean;
  readonly present: readonly { readonly mailItemId: MailItemId; readonly changeKey?: string }[];
  readonly removed: readonly MailItemId[];
  readonly cursor: Cursor;
}

async function readChanges(
  { connector }: RunContext,
  folder: OpenFolder,
  cursor: Cursor | null,
  signal: AbortSignal,
): Promise<SeenChanges> {
  const present = new Map<MailItemId, { mailItemId: MailItemId; changeKey?: string }>();
  const removed = new Set<MailItemId>();
  let next: Cursor | null = null;
  for await (const page of connector.target.changes(folder, cursor, signal)) {
    for (const mailItemId of page.removed) {
      present.delete(mailItemId);
      removed.add(mailItemId);
    }
    for (const item of page.present) {
      removed.delete(item.mailItemId);
      present.set(item.mailItemId, item);
    }
    next = page.cursor;
  }
  if (next === null)
    throw new ConnectorError({ code: 'invalid-answer', detail: 'changes of a folder ended without a cursor' });
  return { snapshot: cursor === null, present: [...present.values()], removed: [...removed], cursor: next };
}

async function readMails(
  { connector }: RunContext,
  folder: OpenFolder,
  links: readonly Link[],
  signal: AbortSignal,
): Promise<ReadonlyMap<MailItemId, MailItem>> {
  const mails = new Map<MailItemId, MailItem>();
  for (let start = 0; start < links.length; start += itemsPerRead) {
    const ids = links.slice(start, start + itemsPerRead).map((link) => link.mailItemId);
    for (const mail of await connector.target.read(folder, ids, signal)) mails.set(mail.mailItemId, mail);
  }
  return mails;
}

/** What the replica should hold of the links' items; tombstones and the owner's own card are absent. */
async function readWanted(
  { tenantId, sync, collection, stores }: RunContext,
  work: FolderWork,
  { mailboxId }: Replica,
  links: readonly Link[],
): Promise<ReadonlyMap<ItemId, Change>> {
  const ids = links.map((link) => link.itemId);
  const entries = await stores.collections.entries(tenantId, collection.collectionId, ids);
  const isOwn = sync.ownCard === 'leave-out' ? ownedBy({ mailboxId, address: work.addressOf(mailboxId) }) : () => false;
  const wanted = new Map<ItemId, Change>();
  for (const [itemId, change] of entries) {
    if (change.item === null || isOwn(change.item)) continue;
    wanted.set(itemId, work.presentation.present(change));
  }
  return wanted;
}
