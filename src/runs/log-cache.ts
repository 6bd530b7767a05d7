import type { ItemId } from '../sync/items.ts';
import type { Change } from '../sync/log.ts';
import type { TenantId } from '../tenants/ports.ts';
import { ConnectorError } from './connector-error.ts';
import type { FreshCache } from './fresh-cache.ts';
import type { LogCalls } from './ingest-context.ts';
import type { LogHead, LogStore } from './stores.ts';

/** What a log holds at its head, opened. */
export interface OpenedLog<Content> {
  readonly head: LogHead;
  /** Without tombstones, in the order of versions. */
  readonly entries: ReadonlyMap<ItemId, LiveEntry<Content>>;
}

export type LiveEntry<Content> = Change<Content> & { readonly item: Content };

/** What opens a log. */
export type LogPages<Content> = Pick<LogStore<Content>, 'head' | 'changes'>;

/**
 * Everything that a log holds: opened once, and then only what changed since.
 * @param pause Called between pages, so that others get their turn.
 */
export async function openLog<Content>(
  cache: FreshCache<OpenedLog<Content>>,
  store: LogPages<Content>,
  tenantId: TenantId,
  logId: string,
  pause: () => Promise<void>,
): Promise<OpenedLog<Content>> {
  const head = await store.head(tenantId, logId);
  // A purge takes entries away without a new version.
  const stamp = JSON.stringify([head.version, head.itemCount, head.readAt]);
  return cache.get(tenantId, logId, stamp, async (former) => {
    const read = (known: OpenedLog<Content> | null) => readOn(store, tenantId, logId, head, known, pause);
    const opened = await read(former !== null && former.head.version <= head.version ? former : null);
    return former === null || opened.entries.size === head.itemCount ? opened : read(null);
  });
}

async function readOn<Content>(
  store: LogPages<Content>,
  tenantId: TenantId,
  logId: string,
  head: LogHead,
  known: OpenedLog<Content> | null,
  pause: () => Promise<void>,
): Promise<OpenedLog<Content>> {
  const entries = new Map(known?.entries);
  for await (const page of store.changes(tenantId, logId, known?.head.version ?? 0, head.version)) {
    for (const change of page) {
      entries.delete(change.itemId);
      if (isLive(change)) entries.set(change.itemId, change);
    }
    await pause();
  }
  return { head, entries };
}

function isLive<Content>(change: Change<Content>): change is LiveEntry<Content> {
  return change.item !== null;
}

const entriesPerPage = 1000;

/** A log as use cases know it, with what it holds taken from what was opened before. Nothing is written to it. */
export function openedLog<Content>(
  cache: FreshCache<OpenedLog<Content>>,
  store: LogPages<Content>,
  pause: () => Promise<void>,
  signal: AbortSignal,
): Pick<LogStore<Content>, LogCalls> {
  const open = (tenantId: TenantId, logId: string) => openLog(cache, store, tenantId, logId, pause);
  const entries = async (tenantId: TenantId, logId: string, itemIds: readonly ItemId[]) => {
    const opened = await open(tenantId, logId);
    return new Map(
      itemIds.flatMap((itemId) => {
        const entry = opened.entries.get(itemId);
        return entry === undefined ? [] : [[itemId, entry] as const];
      }),
    );
  };
  return {
    head: (tenantId, logId) => store.head(tenantId, logId),
    entries,
    async hashes(tenantId, logId, itemIds) {
      const found = await entries(tenantId, logId, itemIds);
      return new Map([...found].map(([itemId, { contentHash }]) => [itemId, contentHash]));
    },
    async *itemIds(tenantId, logId) {
      yield [...(await open(tenantId, logId)).entries.keys()];
    },
    async *changes(tenantId, logId, after, upTo) {
      let page: Change<Content>[] = [];
      for (const entry of (await open(tenantId, logId)).entries.values()) {
        if (entry.version <= after || entry.version > upTo) continue;
        page.push(entry);
        if (page.length < entriesPerPage) continue;
        yield page;
        page = [];
        await pause();
        if (signal.aborted) throw new ConnectorError({ code: 'cancelled', detail: 'nobody waits for it any more' });
      }
      if (page.length > 0) yield page;
    },
    append: refuse,
    completeRead: refuse,
  };
}

async function refuse(): Promise<never> {
  throw new Error('a log that is only looked at was written to');
}
