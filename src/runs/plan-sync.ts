import { compareByCodePoint } from '../sync/compare-texts.ts';
import { isMailboxState } from '../sync/failure.ts';
import type { Item, ItemId } from '../sync/items.ts';
import type { TenantId, Vault } from '../tenants/ports.ts';
import { judgeAudience, readMailboxesAnew } from './audience.ts';
import { createChangeReader } from './change-reader.ts';
import { ConnectorError } from './connector-error.ts';
import type { ResolvedSync, SourceDefinition } from './definition.ts';
import { foldersAtOnce } from './folders-at-once.ts';
import { forEachConcurrent, onePage } from './for-each-concurrent.ts';
import { createHeldChanges, type HeldChanges } from './held-changes.ts';
import { ingestCollection, ripenCollection } from './ingest-collection.ts';
import type { LogCalls } from './ingest-context.ts';
import { ingestSource } from './ingest-source.ts';
import { createOverlayLog, type LogReader, type OverlayLog } from './overlay-log.ts';
import {
  countTakenOut,
  leavingPlan,
  type MailboxPlan,
  type MailboxPlanWork,
  type PlannedMailbox,
  planMailbox,
} from './plan-mailbox.ts';
import type { ContactSource, MailboxDirectory, MailboxId, TargetReader } from './ports.ts';
import { createPresentation } from './presentation.ts';
import { wasRefused } from './record-run.ts';
import { changeOfSetUp, type SetUpChange, setUpOf } from './set-up-change.ts';
import type { CollectionStore, PhotoStore, Replica, ReplicaStore, RunStore, SourceStore } from './stores.ts';

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
    readonly replicas: Pick<ReplicaStore, 'replicas' | 'links' | 'allLinks'>;
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
  /** New ones among them. */
  readonly itemsChanged: number;
  readonly itemsAdded: number;
  readonly itemsRemoved: number;
  readonly mailboxes: number;
  /** Mailboxes that were not in the audience so far. */
  readonly mailboxesJoining: number;
  /** Mailboxes that are no longer in the audience, also those that wait. */
  readonly mailboxesLeaving: number;
  /** Folders that do not exist yet. */
  readonly foldersToMake: number;
  readonly foldersUnavailable: number;
  readonly creates: number;
  readonly updates: number;
  readonly deletes: number;
  /** What sources and mapping reported, e.g. a number that could not be made international. */
  readonly mappingIssues: number;
  /** Deletes that would wait for a person: of the list, and of strays in folders. */
  readonly deletesHeld: number;
  /** Additions and changes of the list that would wait for a person. */
  readonly changesHeld: number;
  /** Mailboxes that would leave, and wait for a person; until then they stay. */
  readonly leaversHeld: number;
  /** The guard that would hold the run; `refused`: a person refused exactly what is held; null: nothing is held. */
  readonly heldBy: string | null;
}

/** An item that the list would gain, lose, or have otherwise. */
export interface PlannedItem {
  readonly itemId: ItemId;
  readonly change: 'added' | 'changed' | 'removed';
  /** As it is now and as it would be; null: not on the list. */
  readonly before: Item | null;
  readonly after: Item | null;
}

/** Hears of each part of a plan, in no order, each once. */
export interface PlanListener {
  onItem(item: PlannedItem): void;
  onMailbox(mailbox: PlannedMailbox): void;
}

const nobody: PlanListener = { onItem: () => {}, onMailbox: () => {} };

const nothingApproved = { deletes: 0, changes: 0 };

/**
 * Says what `runSync` would do, without doing it. What people changed in mailboxes is not looked for.
 * @throws {ConnectorError} A source, the directory or the audience could not be read.
 */
export async function planSync(
  context: PlanContext,
  signal: AbortSignal,
  listener: PlanListener = nobody,
): Promise<PlannedRun> {
  const collections = createOverlayLog(context.stores.collections);
  const held = createHeldChanges();
  const { deletesHeld, ...lists } = await planLists(context, collections, held, signal);
  const items = await planItems(context, collections, listener);
  const { straysHeld, ...mailboxes } = await planMailboxes(context, collections, held, listener, signal);
  const heldBy = held.heldBy() !== null && (await wasRefused(context, held)) ? 'refused' : held.heldBy();
  return { ...lists, ...items, ...mailboxes, deletesHeld: deletesHeld + straysHeld, heldBy };
}

/** What the list would gain, lose, or have otherwise. */
async function planItems(
  { tenantId, sync, stores }: PlanContext,
  collections: LogReader<Item>,
  listener: PlanListener,
): Promise<Pick<PlannedRun, 'items' | 'itemsChanged' | 'itemsAdded' | 'itemsRemoved'>> {
  const { collectionId } = sync;
  const before = await stores.collections.head(tenantId, collectionId);
  const after = await collections.head(tenantId, collectionId);
  const counts = { itemsChanged: 0, itemsAdded: 0, itemsRemoved: 0 };
  for await (const page of collections.changes(tenantId, collectionId, before.version, after.version)) {
    const ids = page.map(({ itemId }) => itemId);
    const known = await stores.collections.entries(tenantId, collectionId, ids);
    for (const { itemId, item } of page) {
      const old = known.get(itemId)?.item ?? null;
      const change = item === null ? 'removed' : old === null ? 'added' : 'changed';
      counts[item === null ? 'itemsRemoved' : 'itemsChanged'] += 1;
      if (change === 'added') counts.itemsAdded += 1;
      listener.onItem({ itemId, change, before: old, after: item });
    }
  }
  return { items: after.itemCount, ...counts };
}

const noMailboxes = {
  mailboxesJoining: 0,
  mailboxesLeaving: 0,
  foldersToMake: 0,
  foldersUnavailable: 0,
  creates: 0,
  updates: 0,
  deletes: 0,
  straysHeld: 0,
};

type MailboxTotals = typeof noMailboxes & Pick<PlannedRun, 'mailboxes' | 'leaversHeld'>;

/** Who would join and leave, and what would happen in each mailbox. */
async function planMailboxes(
  context: PlanContext,
  collections: OverlayLog<Item>,
  held: HeldChanges,
  listener: PlanListener,
  signal: AbortSignal,
): Promise<MailboxTotals> {
  const { tenantId, sync, stores, connector, settings } = context;
  const presentation = createPresentation(sync);
  const last = (await stores.runs.runs(tenantId, sync.syncId, 1))[0]?.setUp ?? null;
  const { isMoved, outdated } = changeOfSetUp(last, setUpOf(sync, presentation));
  const mailboxes = (await readMailboxesAnew(connector.mailboxes, signal)).toSorted((a, b) =>
    compareByCodePoint(a.mailboxId, b.mailboxId),
  );
  const addresses = new Map(mailboxes.map(({ mailboxId, address }) => [mailboxId, address]));
  const addressOf = (mailboxId: MailboxId) => addresses.get(mailboxId) ?? null;
  const emptied = isMoved ? await emptyAll(context, addressOf, signal) : null;
  const known = { mailboxes: () => onePage(mailboxes), replicas: () => replicasNow(context, outdated, emptied) };
  const audience = await judgeAudience(context, known, 0, held, signal);
  const { version, snapshotAt } = await collections.head(tenantId, sync.collectionId);
  const head = await ripenCollection(context, collections, version);
  const { present } = presentation;
  const work: MailboxPlanWork = {
    changes: createChangeReader(collections, tenantId, sync.collectionId, head, settings.cachedItems, present),
    collectionComplete: snapshotAt !== null,
    approved: 0,
    held,
    areLeaversHeld: audience.leaversHeld > 0,
    emptied: emptied ?? new Map(),
    addressOf,
  };
  const totals = { ...noMailboxes };
  const left = new Map(emptied);
  const take = ({ planned, toMake, straysHeld }: MailboxPlan) => {
    left.delete(planned.mailboxId);
    if (toMake) totals.foldersToMake += 1;
    if (planned.state === 'unavailable') totals.foldersUnavailable += 1;
    for (const name of ['creates', 'updates', 'deletes'] as const) totals[name] += planned[name];
    totals.straysHeld += straysHeld;
    listener.onMailbox(planned);
  };
  await forEachConcurrent(
    audience.pages(),
    () => foldersAtOnce(context),
    () => !signal.aborted,
    async (member) => {
      const plan = await planMailbox(context, work, member, signal);
      if (plan === null) return;
      const { isMember, replica, mailboxId } = member;
      if (isMember && replica === null && !left.has(mailboxId)) totals.mailboxesJoining += 1;
      if (!isMember) totals.mailboxesLeaving += 1;
      take(plan);
    },
  );
  signal.throwIfAborted();
  // Emptied, and no member: nothing tells of them any more.
  for (const [mailboxId, deletes] of left) {
    totals.mailboxesLeaving += 1;
    const address = addressOf(mailboxId);
    take(leavingPlan({ mailboxId, address, deletes }));
  }
  return { ...totals, mailboxes: audience.members, leaversHeld: audience.leaversHeld };
}

/** Where the sync moved, everything at the old place goes first. @returns How much, of each mailbox that can be used. */
async function emptyAll(
  context: PlanContext,
  addressOf: MailboxPlanWork['addressOf'],
  signal: AbortSignal,
): Promise<ReadonlyMap<MailboxId, number>> {
  const emptied = new Map<MailboxId, number>();
  await forEachConcurrent(
    context.stores.replicas.replicas(context.tenantId, context.sync.syncId),
    () => foldersAtOnce(context),
    () => !signal.aborted,
    async (replica) => {
      try {
        emptied.set(replica.mailboxId, await countTakenOut(context, { addressOf }, replica, signal));
      } catch (error) {
        if (!(error instanceof ConnectorError) || !isMailboxState(error.code)) throw error;
      }
    },
  );
  signal.throwIfAborted();
  return emptied;
}

/** Replicas as a run finds them when it comes to its audience. @param emptied Null: the sync did not move. */
async function* replicasNow(
  { tenantId, sync, stores }: PlanContext,
  outdated: SetUpChange['outdated'],
  emptied: ReadonlyMap<MailboxId, number> | null,
): AsyncIterable<readonly Replica[]> {
  for await (const page of stores.replicas.replicas(tenantId, sync.syncId)) {
    yield page.flatMap((replica) => {
      if (emptied !== null) {
        return emptied.has(replica.mailboxId) ? [] : [{ ...replica, state: 'leaving' as const, lookAgainAt: null }];
      }
      if (replica.state !== 'ready' || outdated === null) return [replica];
      return [{ ...replica, version: 0, state: outdated === 'everything' ? ('unknown' as const) : replica.state }];
    });
  }
}

/** Reads the sources and merges them, in memory. */
async function planLists(
  context: PlanContext,
  collections: Pick<CollectionStore, LogCalls>,
  held: HeldChanges,
  signal: AbortSignal,
): Promise<Pick<PlannedRun, 'mappingIssues' | 'deletesHeld' | 'changesHeld'>> {
  let mappingIssues = 0;
  let deletesHeld = 0;
  const ingest = {
    ...context,
    stores: { sources: createOverlayLog(context.stores.sources), collections, photos: context.stores.photos },
    note: async (issues: readonly unknown[]) => {
      mappingIssues += issues.length;
    },
  };
  const listener = { onRecords: () => {}, onGone: async () => {} };
  for (const source of context.sources) {
    deletesHeld += (await ingestSource(ingest, source, 0, held, listener, signal)).held;
  }
  const merged = await ingestCollection(ingest, nothingApproved, held, signal);
  return { mappingIssues, deletesHeld: deletesHeld + merged.deletesHeld, changesHeld: merged.changesHeld };
}
