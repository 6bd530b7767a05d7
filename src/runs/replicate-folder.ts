import type { Failure } from '../sync/failure.ts';
import { guardPlan } from '../sync/guards.ts';
import type { ItemId } from '../sync/items.ts';
import type { Version } from '../sync/log.ts';
import type { DeleteOperation, Operation } from '../sync/operations.ts';
import { planChanges, planOrphans, readStamps } from '../sync/plan.ts';
import { applyOperations } from './apply-operations.ts';
import type { ChangeReader } from './change-reader.ts';
import type { RunContext, Stop } from './context.ts';
import type { ApprovedDeletes } from './ingest.ts';
import { createLinkBuffer } from './link-buffer.ts';
import type { FolderId, OpenFolder, TargetFolder } from './ports.ts';
import type { Issue, LinkWrite, Replica } from './stores.ts';

/** Links of a replica that are written to the store at once. */
const linksPerWrite = 500;

/** What a run did in one folder. */
export interface FolderResult {
  readonly created: number;
  readonly updated: number;
  readonly deleted: number;
  /** Deletes that a guard holds: the replica stays behind until they are approved. */
  readonly deletesHeld: number;
  readonly issues: readonly Issue[];
  /** False: something is left to do, for a later run. */
  readonly complete: boolean;
}

export interface FolderWork {
  readonly changes: ChangeReader;
  /** Whether the collection was ever read completely: without that, nothing is deleted. */
  readonly collectionComplete: boolean;
  readonly approved: ApprovedDeletes;
}

/**
 * Brings one replica to the collection's head: by its changes if links and version are known to hold, else by
 * looking at the mailbox first.
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
  const session = createSession(context, work, replica, stop);
  if (replica.state === 'ready' && replica.folderId !== null) return session.catchUp(replica.folderId, replica.version);
  const folder = await context.connector.target.ensureFolder(
    {
      mailboxId: replica.mailboxId,
      syncId: replica.syncId,
      displayName: context.sync.folderName,
      folderId: replica.folderId,
    },
    stop.cancel,
  );
  if (!folder.created) return session.lookAndRepair(folder.folderId);
  return session.fill(folder.folderId);
}

function createSession(context: RunContext, work: FolderWork, replica: Replica, stop: Stop) {
  const { tenantId, sync, stores, connector } = context;
  const { mailboxId } = replica;
  const linkWrites = createLinkBuffer(
    (write) => stores.replicas.writeLinks(tenantId, sync.syncId, mailboxId, write),
    linksPerWrite,
  );
  const linksOf = (itemIds: readonly ItemId[]) => stores.replicas.links(tenantId, sync.syncId, mailboxId, itemIds);
  const save = (change: Partial<Replica>) =>
    stores.replicas.saveReplica(tenantId, { ...replica, failureCode: null, lookAgainAt: null, ...change });
  const settle = async (change: Partial<Replica>) => {
    await linkWrites.flush();
    await save(change);
  };

  const totals = { created: 0, updated: 0, deleted: 0, deletesHeld: 0 };
  const issues: Issue[] = [];
  let writing = false;
  let retryLater = false;

  /** @returns False if the run is to end before all was applied. */
  async function apply(
    folder: TargetFolder,
    folderId: FolderId,
    operations: readonly Operation[],
    write: (links: LinkWrite) => Promise<void> = linkWrites.write,
  ): Promise<boolean> {
    const { operationsPerChunk } = context.settings;
    for (let start = 0; start < operations.length; start += operationsPerChunk) {
      if (stop.drain.aborted) return false;
      if (!writing) await save({ folderId, state: 'writing' });
      writing = true;
      const chunk = operations.slice(start, start + operationsPerChunk);
      const applied = await applyOperations(folder, chunk, write, stop.cancel);
      totals.created += applied.created;
      totals.updated += applied.updated;
      totals.deleted += applied.deleted;
      for (const { operation, failure } of applied.failures) {
        issues.push({ mailboxId, itemId: operation.itemId, code: failure.code, detail: failure.detail });
        retryLater ||= !isFinal(failure);
      }
    }
    return true;
  }

  /** Deletes what we wrote twice; the links are those of the ones that stay. */
  const applySurplus = (folder: TargetFolder, folderId: FolderId, surplus: readonly DeleteOperation[]) =>
    apply(folder, folderId, surplus, async () => {});

  /** Deletes what the collection knows nothing of, if the guard lets it pass. @returns False if held or the run is to end. */
  async function applyStrays(
    folder: TargetFolder,
    folderId: FolderId,
    strays: readonly DeleteOperation[],
    held: number,
  ): Promise<boolean> {
    const verdict = guardPlan(
      { deletes: strays.length, held, collectionComplete: work.collectionComplete },
      sync.guards,
      work.approved > 0 && strays.length <= work.approved,
    );
    if (verdict.kind === 'pass') return apply(folder, folderId, strays);
    const code = verdict.kind === 'hold' ? verdict.guard : verdict.reason;
    totals.deletesHeld += strays.length;
    issues.push({ mailboxId, itemId: null, code, detail: `${strays.length} of ${held} items would be deleted` });
    return false;
  }

  const result = (complete: boolean): FolderResult => ({ ...totals, issues, complete });

  /** Sends the changes after a version to a folder that holds what `lookUp` says. */
  async function follow(folderId: FolderId, from: Version, lookUp: typeof linksOf): Promise<FolderResult> {
    const folder = connector.target.open({ mailboxId, syncId: sync.syncId, folderId });
    const deletes: DeleteOperation[] = [];
    const behind = { folderId, state: 'ready', version: from } as const;
    for await (const page of work.changes.since(from)) {
      const plan = planChanges(page, await lookUp(page.map((change) => change.itemId)));
      const writes = splitDeletes(plan.operations, deletes);
      if (!(await apply(folder, folderId, writes))) {
        await settle(behind);
        return result(false);
      }
    }
    const settled = await apply(folder, folderId, deletes);
    if (!settled || retryLater) {
      await settle(behind);
      return result(false);
    }
    await settle({ folderId, state: 'ready', version: work.changes.head, syncedAt: context.now() });
    return result(true);
  }

  return {
    /** Sends exactly the changes after a version. */
    catchUp: (folderId: FolderId, from: Version) => follow(folderId, from, linksOf),

    /** Sends everything to a folder that was just made. */
    async fill(folderId: FolderId): Promise<FolderResult> {
      await linkWrites.write({ clear: true, put: [], remove: [] });
      return follow(folderId, 0, async () => new Map());
    },

    /** Reads the stamps in the folder, rebuilds the links from them, and sends the difference to the collection. */
    async lookAndRepair(folderId: FolderId): Promise<FolderResult> {
      const open: OpenFolder = { mailboxId, syncId: sync.syncId, folderId };
      const folder = connector.target.open(open);
      const stamped = (await Array.fromAsync(folder.stamped(stop.cancel))).flat();
      const { links, surplus } = readStamps(stamped);
      await linkWrites.write({ clear: true, put: [...links.values()], remove: [] });
      const known = new Set<ItemId>();
      const deletes: DeleteOperation[] = [];
      for await (const page of work.changes.since(0)) {
        for (const { itemId } of page) known.add(itemId);
        const writes = splitDeletes(planChanges(page, links).operations, deletes);
        if (!(await apply(folder, folderId, writes))) {
          await settle({ folderId, state: 'unknown' });
          return result(false);
        }
      }
      const settled =
        (await applySurplus(folder, folderId, surplus)) &&
        (await apply(folder, folderId, deletes)) &&
        (await applyStrays(folder, folderId, planOrphans(links, known), links.size));
      if (!settled || retryLater) {
        await settle({ folderId, state: 'unknown' });
        return result(false);
      }
      await settle({ folderId, state: 'ready', version: work.changes.head, syncedAt: context.now() });
      return result(true);
    },
  };
}

/** An item that the service will never take as it is: trying again before it changes is useless. */
const isFinal = (failure: Failure): boolean => failure.code === 'invalid-item';

/** Moves deletes aside, so that they come last and are judged together. */
function splitDeletes(operations: readonly Operation[], deletes: DeleteOperation[]): readonly Operation[] {
  const writes: Operation[] = [];
  for (const operation of operations) {
    if (operation.kind === 'delete') deletes.push(operation);
    else writes.push(operation);
  }
  return writes;
}
