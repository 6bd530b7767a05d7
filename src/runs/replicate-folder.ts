import { guardPlan } from '../sync/guards.ts';
import type { ItemId } from '../sync/items.ts';
import type { Change, Version } from '../sync/log.ts';
import type { DeleteOperation, Link, Operation } from '../sync/operations.ts';
import { ownedBy } from '../sync/own-card.ts';
import { isRipe, type PlanOptions, planChanges, planOrphans, readStamps } from '../sync/plan.ts';
import type { RunContext, Stop } from './context.ts';
import { createFolderSession, type FolderResult, type FolderSession, type FolderWork } from './folder-session.ts';
import { isApproved } from './held-changes.ts';
import { nextLookAt } from './look-at.ts';
import { lookForDrift } from './look-for-drift.ts';
import type { OpenFolder } from './ports.ts';
import type { Replica } from './stores.ts';
import { leaveOtherPlace } from './take-out.ts';

/**
 * Brings one replica to the collection's head: by its changes if links and version are known to hold, else by
 * looking at the mailbox first. One that is due is then looked at for what people changed.
 *
 * The replica is `writing` from before the first operation until links and version hold again; the version moves last.
 * @throws {ConnectorError} As `TargetFolder.apply` and `Target.ensureFolder`.
 * @see docs/sync-model.md#runs, rows F1-F7
 */
export async function replicateFolder(
  context: RunContext,
  work: FolderWork,
  replica: Replica,
  stop: Stop,
): Promise<FolderResult> {
  const { connector, sync } = context;
  const { mailboxId, syncId } = replica;
  const session = createFolderSession(context, work, replica, stop);
  const isDue = replica.lookAt !== null && replica.lookAt <= context.now();
  if (replica.state === 'ready' && replica.folderId !== null) {
    const folder = session.open(replica.folderId);
    const followed = await follow(context, work, replica, session, folder, replica.version, stored(context, replica));
    if (!followed.complete || !isDue) return followed;
    return lookForDrift(context, work, replica, session, folder, stop);
  }
  const found = await connector.target.ensureFolder(
    { mailboxId, syncId, placement: sync.placement, folderId: replica.folderId },
    stop.cancel,
  );
  const folder = session.open(found.folderId);
  // It was elsewhere before: in a folder that the person deleted, or where the sync wrote until its placement changed.
  const hasMoved = replica.folderId !== null && replica.folderId !== found.folderId;
  if (hasMoved && !(await leaveOtherPlace(context, session, replica, stop))) {
    await session.settle({ state: 'unknown' });
    return session.result(false);
  }
  if (!found.created) {
    const repaired = await lookAndRepair(context, work, replica, session, folder, stop);
    if (!repaired.complete || !isDue) return repaired;
    // Stamps do not tell what a person edited.
    return lookForDrift(context, work, { ...replica, driftCursor: null }, session, folder, stop);
  }
  await session.links.write({ clear: true, put: [], remove: [] });
  return follow(context, work, replica, session, folder, 0, nothingKnown);
}

/** Which tombstones are due, and whose card is whose. */
export function planOptions(
  { sync, now }: Pick<RunContext, 'sync' | 'now'>,
  mailbox: { mailboxId: string; address: string },
): PlanOptions {
  const nowMs = Date.parse(now());
  return {
    ripe: (change) => isRipe(sync.deletes, change, nowMs),
    ...(sync.ownCard === 'leave-out' ? { isOwn: ownedBy(mailbox) } : {}),
  };
}

function optionsFor(context: RunContext, work: FolderWork, { mailboxId }: Replica): PlanOptions {
  return planOptions(context, { mailboxId, address: work.addressOf(mailboxId) });
}

/** What is known of a folder without a look at it. */
interface KnownLinks {
  of(itemIds: readonly ItemId[]): Promise<ReadonlyMap<ItemId, Link>>;
  all(): Promise<ReadonlyMap<ItemId, Link>>;
}

const noItems: ReadonlySet<ItemId> = new Set();
const noLinks: ReadonlyMap<ItemId, Link> = new Map();
const nothingKnown: KnownLinks = { of: async () => noLinks, all: async () => noLinks };

/** Links as stored. What a person deleted counts as missing again once it is to be put back. */
function stored({ tenantId, sync, stores }: RunContext, { mailboxId }: Replica): KnownLinks {
  const isThere = ({ dismissed }: Link) => sync.drift.deleted === 'leave' || dismissed === undefined;
  return {
    async of(itemIds) {
      const links = await stores.replicas.links(tenantId, sync.syncId, mailboxId, itemIds);
      return new Map([...links].filter(([, link]) => isThere(link)));
    },
    async all() {
      const links = (await Array.fromAsync(stores.replicas.allLinks(tenantId, sync.syncId, mailboxId))).flat();
      return new Map(links.filter(isThere).map((link) => [link.itemId, link]));
    },
  };
}

/** Sends the changes after a version to a folder that holds what `lookUp` says. */
async function follow(
  context: RunContext,
  work: FolderWork,
  replica: Replica,
  session: FolderSession,
  folder: OpenFolder,
  from: Version,
  known: KnownLinks,
): Promise<FolderResult> {
  const options = optionsFor(context, work, replica);
  const deletes: DeleteOperation[] = [];
  const settleBehind = () =>
    session.settle({
      folderId: folder.folderId,
      state: session.isUncertain() ? 'unknown' : 'ready',
      version: from,
    });
  // Of what was kept while the collection forgot it, no change will ever tell.
  const seesStrays = from === 0 && context.sync.deletes.kind === 'delete';
  const unnamed = new Map(seesStrays ? await known.all() : noLinks);
  const size = unnamed.size;
  for await (const page of work.changes.since(from)) {
    for (const { itemId } of page) unnamed.delete(itemId);
    const links = await known.of(page.map((change) => change.itemId));
    const writes = splitDeletes(planChanges(page, links, options).operations, deletes);
    if (!(await session.apply(folder, writes, links))) {
      await settleBehind();
      return session.result(false);
    }
  }
  const strays = planOrphans(unnamed, noItems);
  const settled =
    (await session.apply(folder, deletes)) && (await applyStrays(context, work, session, folder, strays, size));
  if (!settled || session.hasFailed()) {
    await settleBehind();
    return session.result(false);
  }
  await session.settle({
    folderId: folder.folderId,
    state: 'ready',
    version: work.changes.head,
    syncedAt: context.now(),
    ...(from === 0 || replica.lookAt === null ? { lookAt: nextLook(context, replica) } : {}),
  });
  return session.result(true);
}

/** Reads the stamps in the folder, rebuilds the links from them, and sends the difference to the collection. */
async function lookAndRepair(
  context: RunContext,
  work: FolderWork,
  replica: Replica,
  session: FolderSession,
  folder: OpenFolder,
  stop: Stop,
): Promise<FolderResult> {
  const { folderId } = folder;
  const options = optionsFor(context, work, replica);
  const stamped = (await Array.fromAsync(context.connector.target.stamped(folder, stop.cancel))).flat();
  const { links, surplus } = readStamps(stamped, await formerLinks(context, replica));
  await session.links.write({ clear: true, put: [...links.values()], remove: [] });
  const known = new Set<ItemId>();
  const deletes: DeleteOperation[] = [];
  for await (const page of work.changes.since(0)) {
    for (const { itemId } of page) known.add(itemId);
    const writes = splitDeletes(planChanges(page, withoutLostPhotos(page, links), options).operations, deletes);
    if (!(await session.apply(folder, writes, links))) {
      await session.settle({ folderId, state: 'unknown' });
      return session.result(false);
    }
  }
  const strays = context.sync.deletes.kind === 'delete' ? planOrphans(links, known) : [];
  const settled =
    (await applySurplus(session, folder, surplus)) &&
    (await session.apply(folder, deletes)) &&
    (await applyStrays(context, work, session, folder, strays, links.size));
  if (!settled || session.hasFailed()) {
    await session.settle({ folderId, state: 'unknown' });
    return session.result(false);
  }
  await session.settle({
    folderId,
    state: 'ready',
    version: work.changes.head,
    syncedAt: context.now(),
    driftCursor: null,
    lookAt: nextLook(context, replica),
  });
  return session.result(true);
}

/** What was known before: photos, and what a person deleted, no stamp tells. */
async function formerLinks({ tenantId, sync, stores }: RunContext, { mailboxId }: Replica): Promise<readonly Link[]> {
  const links = (await Array.fromAsync(stores.replicas.allLinks(tenantId, sync.syncId, mailboxId))).flat();
  return sync.drift.deleted === 'leave' ? links : links.filter((link) => link.dismissed === undefined);
}

/** A stamp is there before its photo: an item whose photo is not known to be there, or gone, is written again. */
function withoutLostPhotos(changes: readonly Change[], links: ReadonlyMap<ItemId, Link>): ReadonlyMap<ItemId, Link> {
  const lost = changes.flatMap(({ itemId, item }) => {
    const link = links.get(itemId);
    return link !== undefined && item !== null && link.photo !== item.photo && link.dismissed === undefined
      ? [[itemId, { ...link, writtenHash: '' }] as const]
      : [];
  });
  return lost.length === 0 ? links : new Map([...links, ...lost]);
}

/** Deletes what we wrote twice; the links are those of the ones that stay. */
function applySurplus(session: FolderSession, folder: OpenFolder, surplus: readonly DeleteOperation[]) {
  return session.apply(folder, surplus, new Map(), async () => {});
}

/** Deletes what the collection knows nothing of, if the guard lets it pass. @returns False if held or the run is to end. */
async function applyStrays(
  { sync }: RunContext,
  work: FolderWork,
  session: FolderSession,
  folder: OpenFolder,
  strays: readonly DeleteOperation[],
  size: number,
): Promise<boolean> {
  if (strays.length === 0) return true;
  const verdict = guardPlan(
    { deletes: strays.length, held: size, collectionComplete: work.collectionComplete },
    sync.guards,
    isApproved(strays.length, work.approved),
  );
  if (verdict.kind === 'pass') return session.apply(folder, strays);
  const code = verdict.kind === 'hold' ? verdict.guard : verdict.reason;
  session.counts.deletesHeld += strays.length;
  const ids = strays.map(({ itemId }) => itemId);
  work.held.note(code, `folder ${folder.mailboxId}`, ids);
  session.note(code, `${strays.length} of ${size} items would be deleted`);
  return false;
}

const nextLook = ({ sync, now }: RunContext, { mailboxId }: Replica): string | null =>
  nextLookAt(mailboxId, sync.drift.lookEveryHours, now());

/** Moves deletes aside, so that they come last and are judged together. */
function splitDeletes(operations: readonly Operation[], deletes: DeleteOperation[]): readonly Operation[] {
  const writes: Operation[] = [];
  for (const operation of operations) {
    if (operation.kind === 'delete') deletes.push(operation);
    else writes.push(operation);
  }
  return writes;
}
