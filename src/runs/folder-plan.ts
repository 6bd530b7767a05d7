import { type GuardPolicy, guardPlan } from '../sync/guards.ts';
import type { ItemId } from '../sync/items.ts';
import type { Change, Version } from '../sync/log.ts';
import type { DeleteOperation, Link, Operation, StampedItem } from '../sync/operations.ts';
import { ownedBy } from '../sync/own-card.ts';
import { isRipe, type PlanOptions, planChanges, planOrphans, readStamps } from '../sync/plan.ts';
import type { DeletePolicy } from '../sync/policies.ts';
import type { TenantId } from '../tenants/ports.ts';
import type { ChangeReader } from './change-reader.ts';
import type { SyncDefinition } from './definition.ts';
import { type ApprovedCount, type HeldChanges, isApproved } from './held-changes.ts';
import type { MailboxId } from './ports.ts';
import type { ReplicaStore } from './stores.ts';

/** What deciding about a folder needs: nothing in here writes, so a dry run decides by the same. */
export interface FolderPlanContext {
  readonly tenantId: TenantId;
  readonly sync: SyncDefinition;
  readonly stores: { readonly replicas: Pick<ReplicaStore, 'links' | 'allLinks'> };
  /** ISO UTC. */
  readonly now: () => string;
}

/** Which tombstones are due, and whose card is whose. */
export function planOptions(
  { sync, now }: Pick<FolderPlanContext, 'sync' | 'now'>,
  mailbox: { readonly mailboxId: MailboxId; readonly address: string },
): PlanOptions {
  const nowMs = Date.parse(now());
  return {
    ripe: (change) => isRipe(sync.deletes, change, nowMs),
    ...(sync.ownCard === 'leave-out' ? { isOwn: ownedBy(mailbox) } : {}),
  };
}

/** What a folder is known to hold. */
export interface KnownLinks {
  /** Of the items of these changes, and maybe of others. */
  of(changes: readonly Change[]): Promise<ReadonlyMap<ItemId, Link>>;
  all(): Promise<ReadonlyMap<ItemId, Link>>;
}

const noItems: ReadonlySet<ItemId> = new Set();
const noLinks: ReadonlyMap<ItemId, Link> = new Map();
export const nothingKnown: KnownLinks = { of: async () => noLinks, all: async () => noLinks };

/** Links as stored. What a person deleted counts as missing again once it is to be put back. */
export function storedLinks({ tenantId, sync, stores }: FolderPlanContext, mailboxId: MailboxId): KnownLinks {
  const isThere = ({ dismissed }: Link) => sync.drift.deleted === 'leave' || dismissed === undefined;
  return {
    async of(changes) {
      const itemIds = changes.map(({ itemId }) => itemId);
      const links = await stores.replicas.links(tenantId, sync.syncId, mailboxId, itemIds);
      return new Map([...links].filter(([, link]) => isThere(link)));
    },
    async all() {
      const links = (await Array.fromAsync(stores.replicas.allLinks(tenantId, sync.syncId, mailboxId))).flat();
      return new Map(links.filter(isThere).map((link) => [link.itemId, link]));
    },
  };
}

/** What a look at a folder tells. */
export interface SeenFolder {
  readonly links: ReadonlyMap<ItemId, Link>;
  readonly surplus: readonly DeleteOperation[];
  readonly known: KnownLinks;
}

/** Links by the stamps in a folder, and by what was known before: photos, and what a person deleted, no stamp tells. */
export async function seeFolder(
  context: FolderPlanContext,
  mailboxId: MailboxId,
  stamped: readonly StampedItem[],
): Promise<SeenFolder> {
  const former = await storedLinks(context, mailboxId).all();
  const { links, surplus } = readStamps(stamped, former.values());
  return {
    links,
    surplus,
    known: { of: async (changes) => withoutLostPhotos(changes, links), all: async () => links },
  };
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

export type FolderPart =
  /** Creates and updates of a page of changes, with what the folder holds of them. */
  | { readonly kind: 'writes'; readonly operations: readonly Operation[]; readonly links: ReadonlyMap<ItemId, Link> }
  /** Comes once, at the end, so that deletes are last and strays are judged together. */
  | {
      readonly kind: 'deletes';
      readonly operations: readonly DeleteOperation[];
      /** What the collection knows nothing of. */
      readonly strays: readonly DeleteOperation[];
      /** Items that the folder holds, where there may be strays. */
      readonly size: number;
    };

/** Decides what brings a folder from a version to the collection's head, a page of changes at a time. */
export async function* planFolder(
  changes: ChangeReader,
  from: Version,
  known: KnownLinks,
  options: PlanOptions,
  policy: DeletePolicy,
): AsyncIterable<FolderPart> {
  // Of what was kept while the collection forgot it, no change will ever tell.
  const seesStrays = from === 0 && policy.kind === 'delete';
  const unnamed = new Map(seesStrays ? await known.all() : noLinks);
  const size = unnamed.size;
  const deletes: DeleteOperation[] = [];
  for await (const page of changes.since(from)) {
    for (const { itemId } of page) unnamed.delete(itemId);
    const links = await known.of(page);
    const writes: Operation[] = [];
    for (const operation of planChanges(page, links, options).operations) {
      if (operation.kind === 'delete') deletes.push(operation);
      else writes.push(operation);
    }
    yield { kind: 'writes', operations: writes, links };
  }
  yield { kind: 'deletes', operations: deletes, strays: planOrphans(unnamed, noItems), size };
}

/** What judging the strays of a folder needs. */
export interface StrayGuard {
  /** Whether the collection was ever read completely: without that, none is deleted. */
  readonly collectionComplete: boolean;
  readonly approved: ApprovedCount;
  readonly held: HeldChanges;
}

/** Judges strays, and notes those that are held. @returns The code of why they stay; null: they may be deleted. */
export function holdStrays(
  { collectionComplete, approved, held }: StrayGuard,
  policy: GuardPolicy,
  mailboxId: MailboxId,
  { strays, size }: Extract<FolderPart, { kind: 'deletes' }>,
): string | null {
  if (strays.length === 0) return null;
  const facts = { deletes: strays.length, held: size, collectionComplete };
  const verdict = guardPlan(facts, policy, isApproved(strays.length, approved));
  if (verdict.kind === 'pass') return null;
  const code = verdict.kind === 'hold' ? verdict.guard : verdict.reason;
  held.note(
    code,
    `folder ${mailboxId}`,
    strays.map(({ itemId }) => itemId),
  );
  return code;
}
