import { ConnectorError } from './connector-error.ts';
import type { RunContext } from './context.ts';
import type { Audience } from './definition.ts';
import type { Cursor, Mailbox, MailboxDirectory, MailboxId } from './ports.ts';
import { readOrSnapshot } from './read-or-snapshot.ts';
import type { MailboxStore } from './stores.ts';

/**
 * Brings the known mailboxes up to date and makes one replica for each that belongs to the audience.
 *
 * Whoever left the audience is no longer synced: the folder stays as it is, and is looked at if they come back.
 * @returns How many mailboxes the audience has.
 * @throws {ConnectorError} The directory or the group could not be read completely: nothing was taken away.
 */
export async function refreshAudience(context: RunContext, signal: AbortSignal): Promise<number> {
  const { tenantId, sync, stores, connector } = context;
  await refreshMailboxes(context, signal);
  const members = await audienceMembers(
    sync.audience,
    stores.mailboxes.mailboxes(tenantId, sync.connectionId),
    connector.mailboxes,
    signal,
  );
  const leavers = new Set<MailboxId>();
  const joiners = new Set(members);
  for await (const page of stores.replicas.replicas(tenantId, sync.syncId)) {
    for (const { mailboxId } of page) if (!joiners.delete(mailboxId)) leavers.add(mailboxId);
  }
  for (const mailboxId of leavers) await stores.replicas.removeReplica(tenantId, sync.syncId, mailboxId);
  if (joiners.size > 0) await stores.replicas.addReplicas(tenantId, sync.syncId, [...joiners].sort());
  return members.size;
}

/** The usable mailboxes of an audience. @throws {ConnectorError} `not-found`: a named mailbox or group does not exist. */
export async function audienceMembers(
  audience: Audience,
  mailboxes: AsyncIterable<readonly Mailbox[]>,
  directory: Pick<MailboxDirectory, 'groupMembers'>,
  signal: AbortSignal,
): Promise<ReadonlySet<MailboxId>> {
  const chosen = await chosenBy(audience, directory, signal);
  const members = new Set<MailboxId>();
  const missing = new Set(audience.kind === 'mailboxes' ? audience.mailboxes.map((name) => name.toLowerCase()) : []);
  for await (const page of mailboxes) {
    for (const mailbox of page) {
      missing.delete(mailbox.mailboxId.toLowerCase());
      missing.delete(mailbox.address.toLowerCase());
      if (isUsable(audience, mailbox) && chosen(mailbox)) members.add(mailbox.mailboxId);
    }
  }
  if (missing.size > 0) {
    throw new ConnectorError({ code: 'not-found', detail: `${missing.size} mailboxes of the audience do not exist` });
  }
  return members;
}

/** What the directory says against a mailbox counts unless it was named: a shared mailbox has neither licence nor sign-in. */
function isUsable(audience: Audience, mailbox: Mailbox): boolean {
  return mailbox.excluded === null || audience.kind === 'mailboxes';
}

async function chosenBy(
  audience: Audience,
  directory: Pick<MailboxDirectory, 'groupMembers'>,
  signal: AbortSignal,
): Promise<(mailbox: Mailbox) => boolean> {
  switch (audience.kind) {
    case 'everyone':
      return () => true;
    case 'group': {
      const inGroup = new Set<MailboxId>();
      for await (const page of directory.groupMembers(audience.groupId, signal)) {
        for (const mailboxId of page) inGroup.add(mailboxId);
      }
      return (mailbox) => inGroup.has(mailbox.mailboxId);
    }
    case 'mailboxes': {
      const names = new Set(audience.mailboxes.map((name) => name.toLowerCase()));
      return (mailbox) => names.has(mailbox.mailboxId.toLowerCase()) || names.has(mailbox.address.toLowerCase());
    }
  }
}

async function refreshMailboxes(context: RunContext, signal: AbortSignal): Promise<void> {
  const { tenantId, sync, stores, connector } = context;
  const cursor = await stores.mailboxes.cursor(tenantId, sync.connectionId);
  await readOrSnapshot(cursor, (from) => readMailboxes(context, stores.mailboxes, connector.mailboxes, from, signal));
}

/** Pages are stored as they come; mailboxes that a snapshot did not name go at its end, and the cursor moves last. */
async function readMailboxes(
  { tenantId, sync }: RunContext,
  store: MailboxStore,
  directory: MailboxDirectory,
  cursor: Cursor | null,
  signal: AbortSignal,
): Promise<void> {
  const named = new Set<MailboxId>();
  let next: Cursor | null = null;
  for await (const page of directory.read(cursor, signal)) {
    for (const { mailboxId } of page.mailboxes) named.add(mailboxId);
    for (const mailboxId of page.removed) named.delete(mailboxId);
    if (page.mailboxes.length > 0) await store.putMailboxes(tenantId, sync.connectionId, page.mailboxes);
    if (page.removed.length > 0) await store.removeMailboxes(tenantId, sync.connectionId, page.removed);
    next = page.cursor;
  }
  if (next === null) {
    throw new ConnectorError({ code: 'invalid-answer', detail: 'the mailbox directory ended without a cursor' });
  }
  if (cursor === null) {
    const gone: MailboxId[] = [];
    for await (const page of store.mailboxes(tenantId, sync.connectionId)) {
      for (const { mailboxId } of page) if (!named.has(mailboxId)) gone.push(mailboxId);
    }
    if (gone.length > 0) await store.removeMailboxes(tenantId, sync.connectionId, gone);
  }
  await store.saveCursor(tenantId, sync.connectionId, next);
}
