import type { z } from 'zod';
import type { LogStore } from '../../runs/stores.ts';
import type { ItemId } from '../../sync/items.ts';
import type { Change, Version } from '../../sync/log.ts';
import type { TenantVault, Vault } from '../../tenants/ports.ts';
import { readStored } from '../stored-json.ts';
import type { SqliteDatabase } from './database.ts';
import { type EntryRow, prepareLogs } from './log-statements.ts';
import type { LogKind } from './schema.ts';
import { openText, type Place, sealText } from './sealed-text.ts';

export interface LogStoreOptions<Content> {
  readonly kind: LogKind;
  readonly content: z.ZodType<Content>;
  /** Whether what entries were is kept when they are replaced. */
  readonly keepsHistory: boolean;
  readonly vault: Vault;
  /** ISO UTC. */
  readonly now: () => string;
  readonly pageSize: number;
}

/** One implementation for the logs of sources and of collections. */
export function createLogStore<Content>(
  database: SqliteDatabase,
  { kind, content, keepsHistory, vault, now, pageSize }: LogStoreOptions<Content>,
): LogStore<Content> {
  const statements = prepareLogs(database, kind, pageSize);

  function open(tenantVault: TenantVault, logId: string, row: EntryRow): Change<Content> {
    const { itemId, contentHash, version, contentSealed, goneAt } = row;
    const item =
      contentSealed && readStored(content, openText(tenantVault, entryPlace(kind, logId, itemId), contentSealed));
    return { itemId, contentHash, item, version, ...(goneAt === null ? {} : { goneAt }) };
  }

  return {
    async head(tenantId, logId) {
      const [row] = statements.head({ tenantId, logId });
      if (!row) return unread;
      const { cursorSealed, ...head } = row;
      const cursor = cursorSealed && openText(await vault.forTenant(tenantId), cursorPlace(kind, logId), cursorSealed);
      return { ...head, cursor };
    },
    async hashes(tenantId, logId, itemIds) {
      const rows = statements.hashes({ tenantId, logId, itemIds: JSON.stringify(itemIds) });
      return new Map(rows.map(({ itemId, contentHash }) => [itemId, contentHash]));
    },
    async entries(tenantId, logId, itemIds) {
      const rows = statements.entries({ tenantId, logId, itemIds: JSON.stringify(itemIds) });
      if (rows.length === 0) return new Map();
      const tenantVault = await vault.forTenant(tenantId);
      return new Map(rows.map((row) => [row.itemId, open(tenantVault, logId, row)]));
    },
    async append(tenantId, logId, items) {
      const tenantVault = await vault.forTenant(tenantId);
      const sealed = items.map(({ itemId, contentHash, item }) => ({
        itemId,
        contentHash,
        contentSealed: item && sealText(tenantVault, entryPlace(kind, logId, itemId), JSON.stringify(item)),
      }));
      return database.transaction(() => {
        statements.addLog({ tenantId, logId });
        const [log] = statements.state({ tenantId, logId });
        if (!log) return 0;
        const { logKey } = log;
        const at = now();
        const itemIds = JSON.stringify(items.map(({ itemId }) => itemId));
        const known = statements.hashes({ tenantId, logId, itemIds });
        const live = new Set(known.filter(({ contentHash }) => contentHash !== '').map(({ itemId }) => itemId));
        let { version, itemCount } = log;
        itemCount -= live.size;
        for (const entry of sealed) {
          const { itemId, contentSealed } = entry;
          version += 1;
          if (keepsHistory && live.has(itemId)) statements.keepFormer({ logKey, itemId, version, at });
          statements.putEntry({ ...entry, logKey, version, goneAt: contentSealed ? null : at });
          if (contentSealed) live.add(itemId);
          else live.delete(itemId);
        }
        itemCount += live.size;
        if (sealed.length > 0) statements.moveHead({ logKey, version, itemCount, at });
        return version;
      });
    },
    async completeRead(tenantId, logId, { cursor, definitionHash, readAt, snapshot }) {
      const tenantVault = await vault.forTenant(tenantId);
      const cursorSealed = cursor === null ? null : sealText(tenantVault, cursorPlace(kind, logId), cursor);
      const snapshotAt = snapshot ? readAt : null;
      database.transaction(() => {
        statements.addLog({ tenantId, logId });
        statements.completeRead({ tenantId, logId, cursorSealed, definitionHash, readAt, snapshotAt });
      });
    },
    async *itemIds(tenantId, logId) {
      let after: ItemId | null = '';
      while (after !== null) {
        const page = statements.liveIds({ tenantId, logId, after });
        if (page.length > 0) yield page.map(({ itemId }) => itemId);
        after = page.length < pageSize ? null : (page.at(-1)?.itemId ?? null);
      }
    },
    async *changes(tenantId, logId, after, upTo) {
      let from: Version | null = after;
      while (from !== null) {
        const page = statements.changes({ tenantId, logId, after: from, upTo });
        if (page.length > 0) {
          const tenantVault = await vault.forTenant(tenantId);
          yield page.map((row) => open(tenantVault, logId, row));
        }
        from = page.length < pageSize ? null : (page.at(-1)?.version ?? null);
      }
    },
  };
}

const unread = {
  version: 0,
  itemCount: 0,
  cursor: null,
  definitionHash: null,
  readAt: null,
  snapshotAt: null,
};

/** Also of a former entry, which is moved as it is. */
export function entryPlace(kind: LogKind, logId: string, itemId: ItemId): Place {
  return ['entries.content', kind, logId, itemId];
}

function cursorPlace(kind: LogKind, logId: string): Place {
  return ['logs.cursor', kind, logId];
}
