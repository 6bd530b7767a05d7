import { decideChanges } from '../sync/changes.ts';
import { isMailboxState } from '../sync/failure.ts';
import { guardRead } from '../sync/guards.ts';
import type { ItemId } from '../sync/items.ts';
import type { Change, HashedItem } from '../sync/log.ts';
import type { Link, Operation } from '../sync/operations.ts';
import { countPlan, planChanges, planOrphans, readStamps } from '../sync/plan.ts';
import type { TenantId, Vault } from '../tenants/ports.ts';
import { audienceMembers } from './audience.ts';
import { ConnectorError } from './connector-error.ts';
import type { SyncDefinition } from './definition.ts';
import { forEachConcurrent } from './for-each-concurrent.ts';
import { leavers, readFrom } from './ingest.ts';
import type { ContactSource, Mailbox, MailboxDirectory, MailboxId, TargetReader } from './ports.ts';
import { readSource } from './read-source.ts';
import type { CollectionStore, ReplicaStore } from './stores.ts';

/** What a dry run works with: nothing in here can write, neither to the outside nor to our own stores. */
export interface PlanContext {
  readonly tenantId: TenantId;
  readonly sync: SyncDefinition;
  readonly connector: {
    readonly source: ContactSource;
    readonly mailboxes: MailboxDirectory;
    readonly target: TargetReader;
  };
  readonly stores: {
    readonly collections: Pick<CollectionStore, 'head' | 'hashes' | 'itemIds' | 'changes'>;
    readonly replicas: Pick<ReplicaStore, 'replica' | 'links'>;
  };
  readonly vault: Vault;
  readonly now: () => string;
  readonly foldersInFlight: number;
  readonly snapshotEveryMs: number;
}

/** What a run would do now. */
export interface PlannedRun {
  readonly items: number;
  readonly itemsChanged: number;
  readonly itemsRemoved: number;
  readonly mailboxes: number;
  /** Folders that do not exist yet. */
  readonly foldersToMake: number;
  readonly foldersUnavailable: number;
  readonly creates: number;
  readonly updates: number;
  readonly deletes: number;
  /** Items whose mapping reported something, e.g. a number that could not be made international. */
  readonly mappingIssues: number;
  /** The guard that would hold the deletes; null: none. */
  readonly heldBy: string | null;
}

/**
 * Says what `runSync` would do, without doing it.
 * @throws {ConnectorError} The source, the directory or the audience could not be read.
 */
export async function planSync(context: PlanContext, signal: AbortSignal): Promise<PlannedRun> {
  const { collection, ...read } = await planCollection(context, signal);
  const mailboxes = await Array.fromAsync(allMailboxes(context.connector.mailboxes, signal));
  const members = await audienceMembers(context.sync.audience, pagesOf(mailboxes), context.connector.mailboxes, signal);
  const totals = { foldersToMake: 0, foldersUnavailable: 0, creates: 0, updates: 0, deletes: 0 };
  await forEachConcurrent(
    pagesOf([...members]),
    context.foldersInFlight,
    () => !signal.aborted,
    async (mailboxId) => {
      const folder = await planFolder(context, collection, mailboxId, signal);
      if (folder === 'unavailable') {
        totals.foldersUnavailable += 1;
        return;
      }
      if (folder.toMake) totals.foldersToMake += 1;
      const { creates, updates, deletes } = countPlan(folder);
      totals.creates += creates;
      totals.updates += updates;
      totals.deletes += deletes;
    },
  );
  signal.throwIfAborted();
  return { ...read, mailboxes: members.size, ...totals };
}

/** The collection as it would be after a run, tombstones included: what is not stored yet is newer than everything. */
type PlannedCollection = ReadonlyMap<ItemId, Change>;

const notStored = Number.POSITIVE_INFINITY;

async function planCollection(context: PlanContext, signal: AbortSignal) {
  const { tenantId, sync, stores } = context;
  const collectionId = sync.syncId;
  const head = await stores.collections.head(tenantId, collectionId);
  const collection = new Map<ItemId, Change>();
  for await (const page of stores.collections.changes(tenantId, collectionId, 0, head.version)) {
    for (const change of page) collection.set(change.itemId, change);
  }
  const changed = new Set<ItemId>();
  let mappingIssues = 0;
  const overlay = (items: readonly HashedItem[]) => {
    const known = new Map(items.flatMap(({ itemId }) => hashOf(collection.get(itemId))));
    for (const item of decideChanges(known, items)) {
      collection.set(item.itemId, { ...item, version: notStored });
      changed.add(item.itemId);
    }
  };
  const hashKey = (await context.vault.forTenant(tenantId)).deriveKey('content-hash');
  const end = await readSource(
    context.connector.source,
    readFrom(head, sync, context.now(), context.snapshotEveryMs),
    sync,
    hashKey,
    async (page) => {
      overlay(page.items);
      mappingIssues += page.issues.length;
    },
    signal,
  );
  const gone = await leavers(stores.collections, tenantId, collectionId, end);
  const verdict = guardRead(
    {
      complete: true,
      snapshot: end.snapshot,
      recordCount: end.listed.size,
      knownCount: head.itemCount,
      removedCount: gone.length,
    },
    sync.guards,
    false,
  );
  const itemsChanged = changed.size;
  if (verdict.kind === 'pass') overlay(gone.map((itemId) => ({ itemId, contentHash: '', item: null })));
  return {
    collection,
    items: [...collection.values()].filter((entry) => entry.item !== null).length,
    itemsChanged,
    itemsRemoved: gone.length,
    mappingIssues,
    heldBy: verdict.kind === 'hold' ? verdict.guard : verdict.kind === 'no-deletes' ? verdict.reason : null,
  };
}

type PlannedFolder = { readonly toMake: boolean; readonly operations: readonly Operation[] } | 'unavailable';

async function planFolder(
  context: PlanContext,
  collection: PlannedCollection,
  mailboxId: MailboxId,
  signal: AbortSignal,
): Promise<PlannedFolder> {
  const { tenantId, sync, stores, connector } = context;
  const replica = await stores.replicas.replica(tenantId, sync.syncId, mailboxId);
  if (replica?.state === 'ready') {
    const news = [...collection.values()].filter((change) => change.version > replica.version);
    const links = await stores.replicas.links(
      tenantId,
      sync.syncId,
      mailboxId,
      news.map((change) => change.itemId),
    );
    return { toMake: false, operations: planChanges(news, links).operations };
  }
  const all = [...collection.values()];
  const spec = {
    mailboxId,
    syncId: sync.syncId,
    displayName: sync.folderName,
    folderId: replica?.folderId ?? null,
  };
  try {
    const folder = await connector.target.findFolder(spec, signal);
    const noLinks: ReadonlyMap<ItemId, Link> = new Map();
    if (folder === null) return { toMake: true, operations: planChanges(all, noLinks).operations };
    const open = { mailboxId, syncId: sync.syncId, folderId: folder.folderId };
    const stamped = (await Array.fromAsync(connector.target.stamped(open, signal))).flat();
    const { links, surplus } = readStamps(stamped);
    const strays = planOrphans(links, new Set(collection.keys()));
    return { toMake: false, operations: [...planChanges(all, links).operations, ...surplus, ...strays] };
  } catch (error) {
    if (error instanceof ConnectorError && isMailboxState(error.code)) return 'unavailable';
    throw error;
  }
}

const hashOf = (change: Change | undefined): [ItemId, string][] =>
  change ? [[change.itemId, change.contentHash]] : [];

/** Every mailbox of the directory, read anew: a dry run leaves the stored ones and their cursor alone. */
async function* allMailboxes(directory: MailboxDirectory, signal: AbortSignal): AsyncIterable<Mailbox> {
  const mailboxes = new Map<MailboxId, Mailbox>();
  for await (const page of directory.read(null, signal)) {
    for (const mailbox of page.mailboxes) mailboxes.set(mailbox.mailboxId, mailbox);
    for (const mailboxId of page.removed) mailboxes.delete(mailboxId);
  }
  yield* mailboxes.values();
}

async function* pagesOf<T>(all: readonly T[]): AsyncIterable<readonly T[]> {
  yield all;
}
