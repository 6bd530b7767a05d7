import { type GuardName, guardAudience } from '../sync/guards.ts';
import {
  type AudienceGroups,
  type Candidate,
  createMembership,
  groupsOfAudience,
  mailboxesOfAudience,
} from './audience-rules.ts';
import { ConnectorError } from './connector-error.ts';
import type { RunContext } from './context.ts';
import type { AudienceDefinition } from './definition.ts';
import { membersOfGroup } from './group-members.ts';
import { type ApprovedCount, type HeldChanges, isApproved } from './held-changes.ts';
import { joinByMailbox } from './join-by-mailbox.ts';
import type { Cursor, Mailbox, MailboxDirectory, MailboxId } from './ports.ts';
import { readOrSnapshot } from './read-or-snapshot.ts';
import { createSeenIds } from './seen-ids.ts';
import type { MailboxStore, Replica } from './stores.ts';

/** What came of looking who belongs to the audience. */
export interface AudienceRead {
  /** How many mailboxes belong to it. */
  readonly mailboxes: number;
  /** Mailboxes that left and whose clean-up waits for a person; until then they stay. */
  readonly leaversHeld: number;
}

/**
 * Makes one replica for each of the known mailboxes that belongs to the audience.
 *
 * Whoever left is forgotten, with the folder as it is, or cleaned up, as the sync says; clean-ups of many wait for a person.
 * @throws {ConnectorError} A group could not be read completely: nothing was taken away.
 * @see docs/sync-model.md#audience
 */
export async function refreshAudience(
  context: RunContext,
  approved: ApprovedCount,
  held: HeldChanges,
  signal: AbortSignal,
): Promise<AudienceRead> {
  const { tenantId, sync, audience, stores } = context;
  // To open an address costs more than all the rest: it is done only where one may be named.
  const isNamed = mailboxesOfAudience(audience).length > 0;
  const lists: AudienceLists = {
    mailboxes: () => stores.mailboxes[isNamed ? 'mailboxes' : 'mailboxIds'](tenantId, sync.connectionId),
    replicas: () => stores.replicas.replicas(tenantId, sync.syncId),
  };
  const judged = await judgeAudience(context, lists, approved, held, signal);
  if (judged.isChanged) {
    for await (const page of judged.pages()) await bringUpToDate(context, page, judged.leaversHeld);
  }
  return { mailboxes: judged.members, leaversHeld: judged.leaversHeld };
}

/** Mailboxes of the connection and replicas of the sync, both by mailbox id (by code point). */
export interface AudienceLists {
  mailboxes(): AsyncIterable<readonly Candidate[]>;
  replicas(): AsyncIterable<readonly Replica[]>;
}

/** An audience beside the replicas that there are. */
export interface JudgedAudience {
  readonly members: number;
  /** Somebody joins, comes back or leaves. */
  readonly isChanged: boolean;
  /** How many leave and stay until a person approves it. */
  readonly leaversHeld: number;
  pages(): AsyncIterable<readonly MemberAndReplica[]>;
}

/**
 * Decides who joins, comes back and leaves, and whether those who leave may; writes nothing.
 * @throws {ConnectorError} A group could not be read completely, or a mailbox that is named does not exist.
 */
export async function judgeAudience(
  context: AudienceContext,
  lists: AudienceLists,
  approved: ApprovedCount,
  held: HeldChanges,
  signal: AbortSignal,
): Promise<JudgedAudience> {
  const { audience, connector } = context;
  const membership = createMembership(audience, await readAudienceGroups(audience, connector.mailboxes, signal));
  // Twice, as there may be many: first how many, for the guard, and whether all who are named are there.
  const named = createNamedMailboxes(audience);
  const counts = { members: 0, joining: 0, returning: 0, leaving: 0, known: 0 };
  const pages = () => membersAndReplicas(lists, membership, () => {});
  for await (const page of membersAndReplicas(lists, membership, named.see)) {
    for (const { isMember, replica, change } of page) {
      if (isMember) counts.members += 1;
      if (replica !== null && replica.state !== 'leaving') counts.known += 1;
      if (change !== null) counts[change] += 1;
    }
  }
  named.refuseMissing();
  const guard = guardLeavers(context, counts, approved);
  if (guard !== null) {
    for await (const page of pages()) {
      const leaving = page.filter(({ change }) => change === 'leaving');
      held.note(
        guard,
        'leavers',
        leaving.map(({ mailboxId }) => mailboxId),
      );
    }
  }
  return {
    members: counts.members,
    isChanged: counts.joining + counts.returning + counts.leaving > 0,
    leaversHeld: guard === null ? 0 : counts.leaving,
    pages,
  };
}

/** What judging an audience needs: nothing in here writes. */
interface AudienceContext extends Pick<RunContext, 'sync' | 'audience'> {
  readonly connector: { readonly mailboxes: Pick<MailboxDirectory, 'groupMembers'> };
}

/** A mailbox, and what is to become of its replica; null: nothing. */
export interface MemberAndReplica {
  readonly mailboxId: MailboxId;
  readonly isMember: boolean;
  readonly replica: Replica | null;
  readonly change: 'joining' | 'returning' | 'leaving' | null;
}

async function* membersAndReplicas(
  { mailboxes, replicas }: AudienceLists,
  membership: ReturnType<typeof createMembership>,
  see: (mailbox: Candidate) => void,
): AsyncIterable<readonly MemberAndReplica[]> {
  for await (const page of joinByMailbox(mailboxes(), replicas())) {
    yield page.map(({ one: mailbox, other: replica }) => {
      if (mailbox !== null) see(mailbox);
      const isMember = mailbox !== null && membership(mailbox).kind === 'in';
      const mailboxId = mailbox?.mailboxId ?? replica?.mailboxId ?? '';
      return { mailboxId, isMember, replica, change: changeOf(isMember, replica) };
    });
  }
}

function changeOf(isMember: boolean, replica: Replica | null): MemberAndReplica['change'] {
  if (isMember) {
    if (replica === null) return 'joining';
    return replica.state === 'leaving' ? 'returning' : null;
  }
  return replica === null || replica.state === 'leaving' ? null : 'leaving';
}

/** @returns The guard that keeps leavers until a person approves their clean-up; null: none. */
function guardLeavers(
  { sync }: AudienceContext,
  { known, leaving }: { readonly known: number; readonly leaving: number },
  approved: ApprovedCount,
): GuardName | null {
  switch (sync.leavers) {
    case 'keep':
      return null;
    case 'clean-up': {
      const verdict = guardAudience({ known, leaving }, sync.guards, isApproved(leaving, approved));
      return verdict.kind === 'pass' ? null : verdict.guard;
    }
  }
}

async function bringUpToDate(
  context: RunContext,
  page: readonly MemberAndReplica[],
  leaversHeld: number,
): Promise<void> {
  const { tenantId, sync, stores } = context;
  const joining = page.filter(({ change }) => change === 'joining').map(({ mailboxId }) => mailboxId);
  if (joining.length > 0) await stores.replicas.addReplicas(tenantId, sync.syncId, joining);
  const withReplica = (wanted: MemberAndReplica['change']) =>
    page.flatMap(({ change, replica }) => (change === wanted && replica !== null ? [replica] : []));
  for (const replica of withReplica('returning')) {
    await stores.replicas.saveReplica(tenantId, { ...replica, state: 'unknown' });
  }
  if (leaversHeld > 0) return;
  const leaving = withReplica('leaving');
  switch (sync.leavers) {
    case 'keep':
      for (const { mailboxId } of leaving) await stores.replicas.removeReplica(tenantId, sync.syncId, mailboxId);
      return;
    case 'clean-up':
      return markLeaving(context, leaving);
  }
}

/** The mailboxes that an audience names: each must exist. */
function createNamedMailboxes(audience: AudienceDefinition) {
  const missing = new Set(mailboxesOfAudience(audience));
  return {
    see({ mailboxId, address }: Candidate): void {
      if (missing.size === 0) return;
      missing.delete(mailboxId.toLowerCase());
      if (address !== undefined) missing.delete(address.toLowerCase());
    },
    /** @throws {ConnectorError} `not-found` */
    refuseMissing(): void {
      if (missing.size === 0) return;
      throw new ConnectorError({ code: 'not-found', detail: `${missing.size} mailboxes of the audience do not exist` });
    },
  };
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
  const membership = createMembership(audience, await readAudienceGroups(audience, directory, signal));
  const members = new Map<MailboxId, string>();
  const named = createNamedMailboxes(audience);
  for await (const page of mailboxes) {
    for (const mailbox of page) {
      named.see(mailbox);
      if (membership(mailbox).kind === 'in') members.set(mailbox.mailboxId, mailbox.address);
    }
  }
  named.refuseMissing();
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
    groups.set(groupId, await membersOfGroup(directory, groupId, signal));
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
  const named = createSeenIds();
  let next: Cursor | null = null;
  for await (const page of directory.read(cursor, signal)) {
    for (const { mailboxId } of page.mailboxes) named.see(mailboxId, true);
    for (const mailboxId of page.removed) named.see(mailboxId, false);
    if (page.mailboxes.length > 0) await store.putMailboxes(tenantId, sync.connectionId, page.mailboxes);
    if (page.removed.length > 0) await store.removeMailboxes(tenantId, sync.connectionId, page.removed);
    next = page.cursor;
  }
  if (next === null) {
    throw new ConnectorError({ code: 'invalid-answer', detail: 'the mailbox directory ended without a cursor' });
  }
  if (cursor === null) {
    for await (const page of store.mailboxIds(tenantId, sync.connectionId)) {
      const gone = page.filter(({ mailboxId }) => !named.isThere(mailboxId)).map(({ mailboxId }) => mailboxId);
      if (gone.length > 0) await store.removeMailboxes(tenantId, sync.connectionId, gone);
    }
  }
  await store.saveCursor(tenantId, sync.connectionId, next);
}
