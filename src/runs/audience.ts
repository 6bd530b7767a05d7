import { guardAudience } from '../sync/guards.ts';
import { type AudienceGroups, explainMembership, groupsOfAudience, mailboxesOfAudience } from './audience-rules.ts';
import { ConnectorError } from './connector-error.ts';
import type { RunContext } from './context.ts';
import type { AudienceDefinition } from './definition.ts';
import { type ApprovedCount, type HeldChanges, isApproved } from './held-changes.ts';
import type { Cursor, Mailbox, MailboxDirectory, MailboxId } from './ports.ts';
import { readOrSnapshot } from './read-or-snapshot.ts';
import type { MailboxStore, Replica } from './stores.ts';

/** What came of looking who belongs to the audience. */
export interface AudienceRead {
  /** Addresses of the mailboxes that belong to it, by mailbox id. */
  readonly addresses: ReadonlyMap<MailboxId, string>;
  /** Mailboxes that left and whose clean-up waits for a person; until then they stay. */
  readonly leaversHeld: number;
}

/**
 * Brings the known mailboxes up to date and makes one replica for each that belongs to the audience.
 *
 * Whoever left is forgotten, with the folder as it is, or cleaned up, as the sync says; clean-ups of many wait for a person.
 * @throws {ConnectorError} The directory or a group could not be read completely: nothing was taken away.
 * @see docs/sync-model.md#audience
 */
export async function refreshAudience(
  context: RunContext,
  approved: ApprovedCount,
  held: HeldChanges,
  signal: AbortSignal,
): Promise<AudienceRead> {
  const { tenantId, sync, stores, connector } = context;
  const { syncId } = sync;
  await refreshMailboxes(context, signal);
  const members = await audienceMembers(
    context.audience,
    stores.mailboxes.mailboxes(tenantId, sync.connectionId),
    connector.mailboxes,
    signal,
  );
  const leavers: Replica[] = [];
  const returned: Replica[] = [];
  const joiners = new Set(members.keys());
  let known = 0;
  for await (const page of stores.replicas.replicas(tenantId, syncId)) {
    for (const replica of page) {
      const isMember = joiners.delete(replica.mailboxId);
      if (replica.state !== 'leaving') known += 1;
      if (isMember && replica.state === 'leaving') returned.push(replica);
      if (!isMember && replica.state !== 'leaving') leavers.push(replica);
    }
  }
  for (const replica of returned) await stores.replicas.saveReplica(tenantId, { ...replica, state: 'unknown' });
  if (joiners.size > 0) await stores.replicas.addReplicas(tenantId, syncId, [...joiners].sort());
  const leaversHeld = await seeOff(context, leavers, known, approved, held);
  return { addresses: members, leaversHeld };
}

/** @returns How many of the leavers stay until a person approves their clean-up. */
async function seeOff(
  context: RunContext,
  leavers: readonly Replica[],
  known: number,
  approved: ApprovedCount,
  held: HeldChanges,
): Promise<number> {
  const { tenantId, sync, stores } = context;
  switch (sync.leavers) {
    case 'keep':
      for (const { mailboxId } of leavers) await stores.replicas.removeReplica(tenantId, sync.syncId, mailboxId);
      return 0;
    case 'clean-up': {
      const facts = { known, leaving: leavers.length };
      const verdict = guardAudience(facts, sync.guards, isApproved(leavers.length, approved));
      if (verdict.kind === 'hold') {
        held.note(
          verdict.guard,
          'leavers',
          leavers.map(({ mailboxId }) => mailboxId),
        );
        return leavers.length;
      }
      await markLeaving(context, leavers);
      return 0;
    }
  }
}

/**
 * The mailboxes of an audience, by id, with their addresses.
 * @throws {ConnectorError} `not-found`: a named mailbox or group does not exist.
 */
export async function audienceMembers(
  audience: AudienceDefinition,
  mailboxes: AsyncIterable<readonly Mailbox[]>,
  directory: Pick<MailboxDirectory, 'groupMembers'>,
  signal: AbortSignal,
): Promise<ReadonlyMap<MailboxId, string>> {
  const groups = await readAudienceGroups(audience, directory, signal);
  const members = new Map<MailboxId, string>();
  const missing = new Set(mailboxesOfAudience(audience));
  for await (const page of mailboxes) {
    for (const mailbox of page) {
      missing.delete(mailbox.mailboxId.toLowerCase());
      missing.delete(mailbox.address.toLowerCase());
      const { kind } = explainMembership(audience, mailbox, groups);
      if (kind === 'in') members.set(mailbox.mailboxId, mailbox.address);
    }
  }
  if (missing.size > 0) {
    throw new ConnectorError({ code: 'not-found', detail: `${missing.size} mailboxes of the audience do not exist` });
  }
  return members;
}

/** @throws {ConnectorError} A group could not be read completely: an audience is never smaller than asked for. */
export async function readAudienceGroups(
  audience: AudienceDefinition,
  directory: Pick<MailboxDirectory, 'groupMembers'>,
  signal: AbortSignal,
): Promise<AudienceGroups> {
  const groups = new Map<string, ReadonlySet<MailboxId>>();
  for (const groupId of groupsOfAudience(audience)) {
    groups.set(groupId, new Set((await Array.fromAsync(directory.groupMembers(groupId, signal))).flat()));
  }
  return groups;
}

/** Every mailbox of the directory as it is now: the stored ones and their cursor are left alone. @throws {ConnectorError} */
export async function readMailboxesAnew(
  directory: Pick<MailboxDirectory, 'read'>,
  signal: AbortSignal,
): Promise<readonly Mailbox[]> {
  const mailboxes = new Map<MailboxId, Mailbox>();
  for await (const page of directory.read(null, signal)) {
    for (const mailbox of page.mailboxes) mailboxes.set(mailbox.mailboxId, mailbox);
    for (const mailboxId of page.removed) mailboxes.delete(mailboxId);
  }
  return [...mailboxes.values()];
}

/** From now on, what is ours in these mailboxes is taken out. */
export async function markLeaving({ tenantId, stores }: RunContext, replicas: readonly Replica[]): Promise<void> {
  for (const replica of replicas) {
    await stores.replicas.saveReplica(tenantId, { ...replica, state: 'leaving', failureCode: null, lookAgainAt: null });
  }
}

/** Brings the known mailboxes up to date. @throws {ConnectorError} The directory could not be read completely. */
export async function refreshMailboxes(context: RunContext, signal: AbortSignal): Promise<void> {
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
