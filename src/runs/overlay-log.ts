import type { ItemId } from '../sync/items.ts';
import type { Change, Hashed, Version } from '../sync/log.ts';
import type { TenantId } from '../tenants/ports.ts';
import type { LogCalls } from './ingest-context.ts';
import type { LogHead, LogStore } from './stores.ts';

/** What reads a log. */
export type LogReader<Content> = Pick<LogStore<Content>, 'head' | 'hashes' | 'entries' | 'itemIds' | 'changes'>;

/** What was appended to one log, in memory. */
interface Overlay<Content> {
  readonly baseVersion: Version;
  head: LogHead;
  /** In the order of versions. */
  readonly entries: Map<ItemId, Change<Content>>;
}

export interface OverlayLog<Content> extends Pick<LogStore<Content>, LogCalls> {
  /** As `CollectionStore.ripen`, but also tombstones that were appended again before: what replicas did with them, they hold no more. */
  ripen(tenantId: TenantId, logId: string, days: number, goneBefore: string): Promise<Version>;
}

/** Logs that take what a dry run appends, in memory over those that are stored: nothing can be written to these. */
export function createOverlayLog<Content>(base: LogReader<Content>): OverlayLog<Content> {
  const overlays = new Map<string, Overlay<Content>>();

  async function overlayOf(tenantId: TenantId, logId: string): Promise<Overlay<Content>> {
    const key = JSON.stringify([tenantId, logId]);
    const known = overlays.get(key);
    if (known !== undefined) return known;
    const head = await base.head(tenantId, logId);
    const overlay: Overlay<Content> = { baseVersion: head.version, head, entries: new Map() };
    overlays.set(key, overlay);
    return overlay;
  }

  const log: OverlayLog<Content> = {
    head: async (tenantId, logId) => (await overlayOf(tenantId, logId)).head,
    async hashes(tenantId, logId, itemIds) {
      const { entries } = await overlayOf(tenantId, logId);
      const hashes = new Map(await base.hashes(tenantId, logId, itemIds));
      for (const itemId of itemIds) {
        const entry = entries.get(itemId);
        if (entry !== undefined) hashes.set(itemId, entry.contentHash);
      }
      return hashes;
    },
    async entries(tenantId, logId, itemIds) {
      const overlay = await overlayOf(tenantId, logId);
      const found = new Map(await base.entries(tenantId, logId, itemIds));
      for (const itemId of itemIds) {
        const entry = overlay.entries.get(itemId);
        if (entry !== undefined) found.set(itemId, entry);
      }
      return found;
    },
    async append(tenantId: TenantId, logId: string, items: readonly Hashed<Content>[]) {
      const overlay = await overlayOf(tenantId, logId);
      const ids = items.map((item) => item.itemId);
      const known = await log.hashes(tenantId, logId, ids);
      let { version, itemCount } = overlay.head;
      const live = new Set(ids.filter((itemId) => (known.get(itemId) ?? '') !== ''));
      itemCount -= live.size;
      for (const item of items) {
        version += 1;
        overlay.entries.delete(item.itemId);
        overlay.entries.set(item.itemId, { ...item, version });
        if (item.item === null) live.delete(item.itemId);
        else live.add(item.itemId);
      }
      overlay.head = { ...overlay.head, version, itemCount: itemCount + live.size };
      return version;
    },
    async completeRead(tenantId, logId, { cursor, definitionHash, readAt, snapshot }) {
      const overlay = await overlayOf(tenantId, logId);
      const { snapshotAt } = overlay.head;
      overlay.head = { ...overlay.head, cursor, definitionHash, readAt, snapshotAt: snapshot ? readAt : snapshotAt };
    },
    async ripen(tenantId, logId, _days, goneBefore) {
      const overlay = await overlayOf(tenantId, logId);
      let { version } = overlay.head;
      for await (const page of base.changes(tenantId, logId, 0, overlay.baseVersion)) {
        for (const change of page) {
          const { itemId, goneAt } = change;
          if (goneAt === undefined || goneAt >= goneBefore || overlay.entries.has(itemId)) continue;
          version += 1;
          overlay.entries.set(itemId, { ...change, version });
        }
      }
      overlay.head = { ...overlay.head, version };
      return version;
    },
    async *itemIds(tenantId, logId) {
      const { entries } = await overlayOf(tenantId, logId);
      for await (const page of base.itemIds(tenantId, logId)) yield page.filter((itemId) => !entries.has(itemId));
      yield [...entries.values()].filter(({ item }) => item !== null).map(({ itemId }) => itemId);
    },
    async *changes(tenantId, logId, after, upTo) {
      const { entries, baseVersion } = await overlayOf(tenantId, logId);
      if (after < baseVersion) {
        for await (const page of base.changes(tenantId, logId, after, Math.min(upTo, baseVersion))) {
          const kept = page.filter(({ itemId }) => !entries.has(itemId));
          if (kept.length > 0) yield kept;
        }
      }
      const news = [...entries.values()].filter(({ version }) => version > after && version <= upTo);
      if (news.length > 0) yield news;
    },
  };
  return log;
}
