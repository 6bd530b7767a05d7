import { isMailboxState } from '../sync/failure.ts';
import type { ItemId } from '../sync/items.ts';
import type { Version } from '../sync/log.ts';
import type { Link, Operation } from '../sync/operations.ts';
import { countPlan, planChanges, planOrphans, readStamps } from '../sync/plan.ts';
import type { TenantId, Vault } from '../tenants/ports.ts';
import { audienceMembers, readMailboxesAnew } from './audience.ts';
import { type ChangeReader, createChangeReader } from './change-reader.ts';
import { ConnectorError } from './connector-error.ts';
import type { ResolvedSync, SourceDefinition } from './definition.ts';
import { foldersAtOnce } from './folders-at-once.ts';
import { forEachConcurrent, onePage } from './for-each-concurrent.ts';
import { createHeldChanges } from './held-changes.ts';
import { ingestCollection } from './ingest-collection.ts';
import type { LogCalls } from './ingest-context.ts';
import { ingestSource } from './ingest-source.ts';
import { createOverlayLog, type LogReader } from './overlay-log.ts';
import type { ContactSource, MailboxDirectory, MailboxId, TargetReader } from './ports.ts';
import { createPresentation } from './presentation.ts';
import { planOptions } from './replicate-folder.ts';
import type { CollectionStore, PhotoStore, ReplicaStore, RunStore, SourceStore } from './stores.ts';

/** What a dry run works with: nothing in here can write, neither to the outside nor to our own stores. */
export interface PlanContext extends ResolvedSync {
  readonly tenantId: TenantId;
  openSource(source: SourceDefinition): ContactSource;
  directoryOf(source: SourceDefinition): Pick<MailboxDirectory, 'groupMembers'> | null;
  readonly connector: {
    readonly mailboxes: MailboxDirectory;
    readonly target: TargetReader;
    mailboxesAtOnce(): number;
  };
  readonly stores: {
    readonly sources: Pick<SourceStore, keyof LogReader<unknown>>;
    readonly collections: Pick<CollectionStore, keyof LogReader<unknown>>;
    readonly photos: Pick<PhotoStore, 'photos'>;
    readonly replicas: Pick<ReplicaStore, 'replica' | 'replicas' | 'links'>;
    readonly runs: Pick<RunStore, 'runs'>;
  };
  readonly vault: Vault;
  readonly now: () => string;
  readonly settings: {
    readonly foldersInFlight: number;
    readonly snapshotEveryMs: number;
    readonly cachedItems: number;
  };
}

/** What a run would do now. */
export interface PlannedRun {
  readonly items: number;
  readonly itemsChanged: number;
  readonly itemsRemoved: number;
  readonly mailboxes: number;
  /** Mailboxes that are no longer in the audience. */
  readonly mailboxesLeaving: number;
  /** Folders that do not exist yet. */
  readonly foldersToMake: number;
  readonly foldersUnavailable: number;
  readonly creates: number;
  readonly updates: number;
  readonly deletes: number;
  /** What sources and mapping reported, e.g. a number that could not be made international. */
  readonly mappingIssues: number;
  /** The guard that would hold changes; null: none. */
  readonly heldBy: string | null;
}

const nothingApproved = { deletes: 0, changes: 0 };

/**
 * Says what `runSync` would do, without doing it. What people changed in mailboxes is not looked for.
 * @throws {ConnectorError} A source, the directory or the audience could not be read.
 */
export async function planSync(context: PlanContext, signal: AbortSignal): Promise<PlannedRun> {
  const { tenantId, sync, stores, connector } = context;
  const { collectionId } = sync;
  const collections = createOverlayLog(stores.collections);
  const before = await stores.collections.head(tenantId, collectionId);
  const planned = await planLists(context, collections, signal);
  const head = await collections.head(tenantId, collectionId);
  const counts = { itemsChanged: 0, itemsRemoved: 0 };
  for await (const page of collections.changes(tenantId, collectionId, before.version, head.version)) {
    for (const { item } of page) counts[item === null ? 'itemsRemoved' : 'itemsChanged'] += 1;
  }

  const mailboxes = await readMailboxesAnew(connector.mailboxes, signal);
  const members = await audienceMembers(context.audience, onePage(mailboxes), connector.mailboxes, signal);
  let mailboxesLeaving = 0;
  for await (const page of stores.replicas.replicas(tenantId, sync.syncId)) {
    mailboxesLeaving += page.filter(({ mailboxId }) => !members.has(mailboxId)).length;
  }
  const presentation = createPresentation(sync);
  const setUp = (await stores.runs.runs(tenantId, sync.syncId, 1))[0]?.setUp ?? null;
  const { cachedItems } = context.settings;
  const work: PlanWork = {
    changes: createChangeReader(collections, tenantId, collectionId, head.version, cachedItems, presentation.present),
    isPresentedAnew: setUp !== null && setUp.presentationHash !== presentation.hash,
    isPlacedAnew: setUp !== null && (setUp.collectionId !== collectionId || setUp.placement !== sync.placement.kind),
  };
  const totals = { foldersToMake: 0, foldersUnavailable: 0, creates: 0, updates: 0, deletes: 0 };
  await forEachConcurrent(
    onePage([...members]),
    () => foldersAtOnce(context),
    () => !signal.aborted,
    async ([mailboxId, address]) => {
      const folder = await planFolder(context, work, { mailboxId, address }, signal);
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
  return { items: head.itemCount, ...counts, ...planned, mailboxes: members.size, mailboxesLeaving, ...totals };
}

/** Reads the sources and merges them, in memory. Held deletes are counted as if they happened. */
async function planLists(
  context: PlanContext,
  collections: Pick<CollectionStore, LogCalls>,
  signal: AbortSignal,
): Promise<Pick<PlannedRun, 'mappingIssues' | 'heldBy'>> {
  const held = createHeldChanges();
  let mappingIssues = 0;
  const ingest = {
    ...context,
    stores: { sources: createOverlayLog(context.stores.sources), collections, photos: context.stores.photos },
    note: async (issues: readonly unknown[]) => {
      mappingIssues += issues.length;
    },
  };
  for (const source of context.sources) {
    await ingestSource(ingest, source, 0, held, { onRecords: () => {}, onGone: async () => {} }, signal);
  }
  await ingestCollection(ingest, nothingApproved, held, signal);
  return { mappingIssues, heldBy: held.heldBy() };
}

interface PlanWork {
  readonly changes: ChangeReader;
  /** Items would be written otherwise than in the last run. */
  readonly isPresentedAnew: boolean;
  /** Items would come from another collection, or go to another place. */
  readonly isPlacedAnew: boolean;
}

type PlannedFolder = { readonly toMake: boolean; readonly operations: readonly Operation[] } | 'unavailable';

async function planFolder(
  context: PlanContext,
  { changes, isPresentedAnew, isPlacedAnew }: PlanWork,
  mailbox: { readonly mailboxId: MailboxId; readonly address: string },
  signal: AbortSignal,
): Promise<PlannedFolder> {
  const { tenantId, sync, stores, connector } = context;
  const { mailboxId } = mailbox;
  const { syncId, placement } = sync;
  const options = planOptions(context, mailbox);
  const planSince = async (
    version: Version,
    lookUp: (ids: readonly ItemId[]) => Promise<ReadonlyMap<ItemId, Link>>,
  ) => {
    const operations: Operation[] = [];
    for await (const page of changes.since(version)) {
      const links = await lookUp(page.map((change) => change.itemId));
      operations.push(...planChanges(page, links, options).operations);
    }
    return operations;
  };
  const replica = await stores.replicas.replica(tenantId, syncId, mailboxId);
  if (replica?.state === 'ready' && !isPlacedAnew) {
    const version = isPresentedAnew ? 0 : replica.version;
    const lookUp = (ids: readonly ItemId[]) => stores.replicas.links(tenantId, syncId, mailboxId, ids);
    return { toMake: false, operations: await planSince(version, lookUp) };
  }
  const spec = { mailboxId, syncId, placement, folderId: replica?.folderId ?? null };
  try {
    const folder = await connector.target.findFolder(spec, signal);
    if (folder === null) return { toMake: true, operations: await planSince(0, async () => new Map()) };
    const open = { mailboxId, syncId, folderId: folder.folderId };
    const stamped = (await Array.fromAsync(connector.target.stamped(open, signal))).flat();
    const { links, surplus } = readStamps(stamped);
    const known = new Set<ItemId>();
    for await (const page of changes.since(0)) for (const { itemId } of page) known.add(itemId);
    const strays = sync.deletes.kind === 'delete' ? planOrphans(links, known) : [];
    return { toMake: false, operations: [...(await planSince(0, async () => links)), ...surplus, ...strays] };
  } catch (error) {
    if (error instanceof ConnectorError && isMailboxState(error.code)) return 'unavailable';
    throw error;
  }
}
