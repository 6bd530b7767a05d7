import { isMailboxState } from '../sync/failure.ts';
import type { Version } from '../sync/log.ts';
import type { DeleteOperation, MailItemId } from '../sync/operations.ts';
import { countPlan } from '../sync/plan.ts';
import type { MemberAndReplica } from './audience.ts';
import type { ChangeReader } from './change-reader.ts';
import { ConnectorError } from './connector-error.ts';
import {
  type FolderPlanContext,
  holdStrays,
  type KnownLinks,
  nothingKnown,
  planFolder,
  planOptions,
  type StrayGuard,
  seeFolder,
  storedLinks,
} from './folder-plan.ts';
import type { FolderSpec, MailboxId, TargetReader } from './ports.ts';
import type { Replica } from './stores.ts';
import { isGone, otherPlace, ourItems } from './take-out.ts';

/** What planning one mailbox works with. */
export interface MailboxPlanContext extends FolderPlanContext {
  readonly connector: { readonly target: TargetReader };
}

/** What the mailboxes of a plan have in common. */
export interface MailboxPlanWork extends StrayGuard {
  readonly changes: ChangeReader;
  /** Those who leave wait for a person. */
  readonly areLeaversHeld: boolean;
  /** Where the sync moved: how much goes at the old place, by mailbox. What was known of these holds no more. */
  readonly emptied: ReadonlyMap<MailboxId, number>;
  /** Null: the directory has no such mailbox. */
  addressOf(mailboxId: MailboxId): string | null;
}

/** What a run would do in one mailbox. */
export interface PlannedMailbox {
  readonly mailboxId: MailboxId;
  /** Null: not known any more. */
  readonly address: string | null;
  /** `new`: there is no folder of the sync yet. */
  readonly state: 'same' | 'changes' | 'new' | 'leaving' | 'unavailable';
  readonly creates: number;
  readonly updates: number;
  readonly deletes: number;
  /** Deletes that would wait for a person: all that is ours where the mailbox may not leave before, else strays. */
  readonly deletesHeld: number;
}

export interface MailboxPlan {
  readonly planned: PlannedMailbox;
  /** There is no folder of the sync yet. */
  readonly toMake: boolean;
  readonly straysHeld: number;
}

const nothing = { creates: 0, updates: 0, deletes: 0, straysHeld: 0, toMake: false };

type PlannedFolder = typeof nothing;

/** A mailbox that is left, with what is deleted in it. */
export function leavingPlan(mailbox: Pick<PlannedMailbox, 'mailboxId' | 'address' | 'deletes'>): MailboxPlan {
  const planned = { ...mailbox, state: 'leaving', creates: 0, updates: 0, deletesHeld: 0 } as const;
  return { planned, straysHeld: 0, toMake: false };
}

/** Says what a run would do in one mailbox; null: nothing of the sync is in it, or to be in it. @throws {ConnectorError} */
export async function planMailbox(
  context: MailboxPlanContext,
  work: MailboxPlanWork,
  member: MemberAndReplica,
  signal: AbortSignal,
): Promise<MailboxPlan | null> {
  const { mailboxId, isMember, replica, change } = member;
  if (replica === null && !isMember) return null;
  const isHeld = change === 'leaving' && work.areLeaversHeld;
  const plan = (
    { straysHeld, toMake, ...counts }: PlannedFolder,
    state: PlannedMailbox['state'],
    deletesHeld = straysHeld,
  ): MailboxPlan => ({
    planned: { mailboxId, address: work.addressOf(mailboxId), state, ...counts, deletesHeld },
    straysHeld,
    toMake,
  });
  if (isLeftAlone(member, isHeld, context.now())) return plan(nothing, 'unavailable');
  try {
    if (replica !== null && !isMember && !isHeld) {
      const stays = change === 'leaving' && context.sync.leavers === 'keep';
      const deletes = stays ? 0 : await countTakenOut(context, work, replica, signal);
      return leavingPlan({ mailboxId, address: work.addressOf(mailboxId), deletes });
    }
    const folder = await planStaying(context, work, member, signal);
    if (replica !== null && isHeld) {
      return plan(folder, 'leaving', await countTakenOut(context, work, replica, signal));
    }
    const { creates, updates, deletes } = folder;
    return plan(folder, folder.toMake ? 'new' : creates + updates + deletes > 0 ? 'changes' : 'same');
  } catch (error) {
    if (!(error instanceof ConnectorError) || !isMailboxState(error.code)) throw error;
    return plan(nothing, 'unavailable');
  }
}

/** It could not be used, and its time has not come: joining, coming back or leaving it is tried all the same. */
function isLeftAlone({ replica, change }: MemberAndReplica, isHeld: boolean, now: string): boolean {
  if (replica === null || (change !== null && !isHeld)) return false;
  const { state, lookAgainAt } = replica;
  if (state === 'unavailable') return lookAgainAt === null || lookAgainAt > now;
  return state === 'leaving' && lookAgainAt !== null && lookAgainAt > now;
}

/** @see replicateFolder, which does it. */
async function planStaying(
  context: MailboxPlanContext,
  work: MailboxPlanWork,
  { mailboxId, replica }: MemberAndReplica,
  signal: AbortSignal,
): Promise<PlannedFolder> {
  const { sync, connector } = context;
  const { syncId, placement } = sync;
  const emptied = work.emptied.get(mailboxId);
  if (emptied !== undefined) {
    const filled = await countFolder(context, work, mailboxId, 0, nothingKnown);
    return { ...filled, deletes: emptied, toMake: placement.kind === 'folder' };
  }
  const folderId = replica?.folderId ?? null;
  if (replica?.state === 'ready' && folderId !== null) {
    const isDue = replica.lookAt !== null && replica.lookAt <= context.now();
    if (replica.version >= work.changes.head && !isDue) return nothing;
    if (isInDirectory(work, mailboxId)) {
      return countFolder(context, work, mailboxId, replica.version, storedLinks(context, mailboxId));
    }
  }
  const spec = { mailboxId, syncId, placement, folderId };
  const found = await connector.target.findFolder(spec, signal);
  const hasMoved = folderId !== null && folderId !== found?.folderId;
  const moved = hasMoved ? await itemsAt(context, { ...spec, placement: otherPlace(placement) }, signal) : [];
  if (found === null) {
    const filled = await countFolder(context, work, mailboxId, 0, nothingKnown);
    return { ...filled, deletes: moved.length, toMake: true };
  }
  const open = { mailboxId, syncId, folderId: found.folderId };
  const stamped = (await Array.fromAsync(connector.target.stamped(open, signal))).flat();
  const { surplus, known } = await seeFolder(context, mailboxId, stamped);
  const repaired = await countFolder(context, work, mailboxId, 0, known);
  return { ...repaired, deletes: repaired.deletes + surplus.length + moved.length };
}

async function countFolder(
  context: MailboxPlanContext,
  work: MailboxPlanWork,
  mailboxId: MailboxId,
  from: Version,
  known: KnownLinks,
): Promise<PlannedFolder> {
  const { sync } = context;
  const options = planOptions(context, { mailboxId, address: work.addressOf(mailboxId) ?? '' });
  const total = { ...nothing };
  for await (const part of planFolder(work.changes, from, known, options, sync.deletes)) {
    const { creates, updates, deletes } = countPlan(part);
    total.creates += creates;
    total.updates += updates;
    total.deletes += deletes;
    if (part.kind === 'writes') continue;
    const isHeld = holdStrays(work, sync.guards, mailboxId, part) !== null;
    total[isHeld ? 'straysHeld' : 'deletes'] += part.strays.length;
  }
  return total;
}

/** A mailbox that the directory lost may be gone with all that was in it: what we know of it is no use. */
function isInDirectory({ addressOf }: Pick<MailboxPlanWork, 'addressOf'>, mailboxId: MailboxId): boolean {
  return addressOf(mailboxId) !== null;
}

/**
 * Counts what taking everything out of a mailbox would delete: by its links where they hold, else by the stamps.
 * @throws {ConnectorError} Mailbox states, and the codes of a broken call.
 */
export async function countTakenOut(
  { tenantId, sync, stores, connector }: MailboxPlanContext,
  work: Pick<MailboxPlanWork, 'addressOf'>,
  { mailboxId, syncId, folderId, state }: Replica,
  signal: AbortSignal,
): Promise<number> {
  if (state === 'ready' && isInDirectory(work, mailboxId)) {
    let links = 0;
    for await (const page of stores.replicas.allLinks(tenantId, syncId, mailboxId)) {
      for (const { dismissed } of page) if (dismissed === undefined) links += 1;
    }
    return links;
  }
  const found = new Set<MailItemId>();
  for (const placement of [sync.placement, otherPlace(sync.placement)]) {
    const items = await itemsAt({ connector }, { mailboxId, syncId, placement, folderId }, signal);
    for (const { mailItemId } of items) found.add(mailItemId);
  }
  return found.size;
}

/** What is ours at a place. */
async function itemsAt(
  { connector }: Pick<MailboxPlanContext, 'connector'>,
  spec: FolderSpec,
  signal: AbortSignal,
): Promise<readonly DeleteOperation[]> {
  const { mailboxId, syncId } = spec;
  try {
    const found = await connector.target.findFolder(spec, signal);
    if (found === null) return [];
    return await ourItems(connector.target, { mailboxId, syncId, folderId: found.folderId }, signal);
  } catch (error) {
    if (!isGone(error)) throw error;
    return [];
  }
}
