import type { Version } from '../sync/log.ts';
import type { DeleteOperation } from '../sync/operations.ts';
import type { PlanOptions } from '../sync/plan.ts';
import type { RunContext, Stop } from './context.ts';
import {
  type FolderPart,
  holdStrays,
  type KnownLinks,
  nothingKnown,
  planFolder,
  planOptions,
  seeFolder,
  storedLinks,
} from './folder-plan.ts';
import { createFolderSession, type FolderResult, type FolderSession, type FolderWork } from './folder-session.ts';
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
    const links = storedLinks(context, mailboxId);
    const followed = await follow(context, work, replica, session, folder, replica.version, links);
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

function optionsFor(context: RunContext, work: FolderWork, { mailboxId }: Replica): PlanOptions {
  return planOptions(context, { mailboxId, address: work.addressOf(mailboxId) });
}

/** Sends the changes after a version to a folder that holds what is known. */
async function follow(
  context: RunContext,
  work: FolderWork,
  replica: Replica,
  session: FolderSession,
  folder: OpenFolder,
  from: Version,
  known: KnownLinks,
): Promise<FolderResult> {
  const parts = planFolder(work.changes, from, known, optionsFor(context, work, replica), context.sync.deletes);
  if (!(await applyParts(context, work, session, folder, parts, []))) {
    const state = session.isUncertain() ? 'unknown' : 'ready';
    await session.settle({ folderId: folder.folderId, state, version: from });
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
  const { folderId, mailboxId } = folder;
  const stamped = (await Array.fromAsync(context.connector.target.stamped(folder, stop.cancel))).flat();
  const { links, surplus, known } = await seeFolder(context, mailboxId, stamped);
  await session.links.write({ clear: true, put: [...links.values()], remove: [] });
  const parts = planFolder(work.changes, 0, known, optionsFor(context, work, replica), context.sync.deletes);
  if (!(await applyParts(context, work, session, folder, parts, surplus))) {
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

/** @param surplus What we wrote twice. @returns False if something failed or is held, or the run is to end. */
async function applyParts(
  context: RunContext,
  work: FolderWork,
  session: FolderSession,
  folder: OpenFolder,
  parts: AsyncIterable<FolderPart>,
  surplus: readonly DeleteOperation[],
): Promise<boolean> {
  for await (const part of parts) {
    const goesOn =
      part.kind === 'writes'
        ? await session.apply(folder, part.operations, part.links)
        : (await applySurplus(session, folder, surplus)) &&
          (await session.apply(folder, part.operations)) &&
          (await applyStrays(context, work, session, folder, part));
    if (!goesOn) return false;
  }
  return !session.hasFailed();
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
  part: Extract<FolderPart, { kind: 'deletes' }>,
): Promise<boolean> {
  const code = holdStrays(work, sync.guards, folder.mailboxId, part);
  if (code === null) return session.apply(folder, part.strays);
  session.counts.deletesHeld += part.strays.length;
  session.note(code, `${part.strays.length} of ${part.size} items would be deleted`);
  return false;
}

const nextLook = ({ sync, now }: RunContext, { mailboxId }: Replica): string | null =>
  nextLookAt(mailboxId, sync.drift.lookEveryHours, now());
