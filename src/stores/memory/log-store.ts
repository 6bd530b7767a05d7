import type { LogStore } from '../../runs/stores.ts';
import type { Change } from '../../sync/log.ts';
import type { TenantId } from '../../tenants/ports.ts';
import { pages } from './pages.ts';
import { getOrAdd, type LogEntry, type LogRows } from './tenant-rows.ts';

export interface LogStoreOptions<Content> {
  readonly logsOf: (tenantId: TenantId) => Map<string, LogRows<Content>>;
  /** Whether what entries were is kept when they are replaced. */
  readonly keepsHistory: boolean;
  readonly now: () => string;
  readonly pageSize: number;
}

/** One implementation for the logs of sources and of collections. */
export function createLogStore<Content>({
  logsOf,
  keepsHistory,
  now,
  pageSize,
}: LogStoreOptions<Content>): LogStore<Content> {
  const logOf = (tenantId: string, logId: string) => getOrAdd(logsOf(tenantId), logId, emptyLog<Content>);

  return {
    async head(tenantId, logId) {
      const { version, entries, read, snapshotAt } = logOf(tenantId, logId);
      return {
        version,
        itemCount: liveIds(entries).length,
        cursor: read?.cursor ?? null,
        definitionHash: read?.definitionHash ?? null,
        readAt: read?.readAt ?? null,
        snapshotAt,
      };
    },
    async hashes(tenantId, logId, itemIds) {
      return new Map([...changesOf(logOf(tenantId, logId), itemIds)].map(([id, change]) => [id, change.contentHash]));
    },
    async entries(tenantId, logId, itemIds) {
      return changesOf(logOf(tenantId, logId), itemIds);
    },
    async append(tenantId, logId, items) {
      const log = logOf(tenantId, logId);
      const at = now();
      const changes = items.map(({ itemId, contentHash, item }, index) => ({
        itemId,
        contentHash,
        item,
        version: log.version + index + 1,
      }));
      for (const change of changes) appendChange(log, change, at, keepsHistory);
      return log.version;
    },
    async completeRead(tenantId, logId, { cursor, definitionHash, readAt, snapshot }) {
      const log = logOf(tenantId, logId);
      log.read = { cursor, definitionHash, readAt, snapshot };
      if (snapshot) log.snapshotAt = readAt;
    },
    async *itemIds(tenantId, logId) {
      yield* pages(liveIds(logOf(tenantId, logId).entries), pageSize);
    },
    async *changes(tenantId, logId, after, upTo) {
      const changes = [...logOf(tenantId, logId).entries.values()].map(({ change }) => change);
      yield* pages(
        changes.filter(({ version }) => after < version && version <= upTo),
        pageSize,
      );
    },
  };
}

export function emptyLog<Content>(): LogRows<Content> {
  return {
    version: 0,
    entries: new Map(),
    former: [],
    historyFrom: 0,
    read: null,
    snapshotAt: null,
    firstAppendAt: null,
  };
}

/** Puts an entry at the head; a tombstone of what was gone before stays as old as it was. */
function appendChange<Content>(
  log: LogRows<Content>,
  change: Change<Content>,
  at: string,
  keepsHistory: boolean,
): void {
  const known = log.entries.get(change.itemId);
  if (keepsHistory && known && known.change.item !== null) {
    const { itemId, contentHash, item, version } = known.change;
    log.former.push({ itemId, contentHash, item, version, replacedVersion: change.version, replacedAt: at });
  }
  if (change.item !== null) moveHead(log, { change, ripenedDays: 0 }, at);
  else {
    const goneAt = known?.change.goneAt ?? at;
    moveHead(log, { change: { ...change, goneAt }, ripenedDays: known?.ripenedDays ?? 0 }, at);
  }
}

/** Puts an entry in place of the item's former one, at its version. */
export function moveHead<Content>(log: LogRows<Content>, entry: LogEntry<Content>, at: string): void {
  const { itemId, version } = entry.change;
  log.version = version;
  log.firstAppendAt ??= at;
  // Taken out first, so that the map's order stays that of the versions.
  log.entries.delete(itemId);
  log.entries.set(itemId, entry);
}

function changesOf<Content>(log: LogRows<Content>, itemIds: readonly string[]): Map<string, Change<Content>> {
  return new Map(
    itemIds.flatMap((itemId) => {
      const entry = log.entries.get(itemId);
      return entry ? [[itemId, entry.change] as const] : [];
    }),
  );
}

function liveIds<Content>(entries: LogRows<Content>['entries']): string[] {
  return [...entries.values()].flatMap(({ change: { itemId, item } }) => (item === null ? [] : [itemId]));
}
