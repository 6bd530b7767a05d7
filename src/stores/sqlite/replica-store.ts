import type { MailboxId } from '../../runs/ports.ts';
import type { Replica, ReplicaStore } from '../../runs/stores.ts';
import type { ItemId } from '../../sync/items.ts';
import type { Link } from '../../sync/operations.ts';
import type { TenantId, TenantVault, Vault } from '../../tenants/ports.ts';
import type { SqliteDatabase, Value } from './database.ts';
import { type LinkRow, linksPerCall, prepareReplicas, type ReplicaRow } from './replica-statements.ts';
import { openText, type Place, sealText } from './sealed-text.ts';

export function createReplicaStore(
  database: SqliteDatabase,
  vault: Vault,
  now: () => string,
  pageSize: number,
): ReplicaStore {
  const statements = prepareReplicas(database, pageSize);

  const open = (tenantId: TenantId, rows: readonly ReplicaRow[]) => openReplicas(vault, tenantId, rows);

  return {
    async addReplicas(tenantId, syncId, mailboxIds) {
      statements.add({ tenantId, syncId, mailboxIds: JSON.stringify(mailboxIds), addedAt: now() });
    },
    async replica(tenantId, syncId, mailboxId) {
      const [replica] = await open(tenantId, statements.one({ tenantId, syncId, mailboxId }));
      return replica ?? null;
    },
    async *replicas(tenantId, syncId) {
      let after: MailboxId | null = '';
      while (after !== null) {
        const page = statements.page({ tenantId, syncId, after });
        if (page.length > 0) yield await open(tenantId, page);
        after = page.length < pageSize ? null : (page.at(-1)?.mailboxId ?? null);
      }
    },
    async *replicasBehind(tenantId, syncId, version, at) {
      // All keys first: to find each page anew, in the order of mailboxes, would read all that is behind for each page.
      const keys = statements.keysBehind({ tenantId, syncId, version, at }).map(({ replicaKey }) => replicaKey);
      for (let start = 0; start < keys.length; start += pageSize) {
        const asked = keys.slice(start, start + pageSize);
        const rows = statements.behindOf({ tenantId, syncId, version, at, replicaKeys: JSON.stringify(asked) });
        const byKey = new Map(rows.map(({ replicaKey, ...row }) => [replicaKey, row]));
        const page = asked.flatMap((key) => byKey.get(key) ?? []);
        if (page.length > 0) yield await open(tenantId, page);
      }
    },
    async countReplicas(tenantId, syncId, version) {
      const counts = { unknown: 0, ready: 0, writing: 0, unavailable: 0, leaving: 0, atHead: 0 };
      for (const { state, count, atHead } of statements.count({ tenantId, syncId, version })) {
        counts[state] = count;
        if (state === 'ready') counts.atHead = atHead;
      }
      return counts;
    },
    async saveReplica(tenantId, { driftCursor, ...replica }) {
      const driftCursorSealed =
        driftCursor === null ? null : sealText(await vault.forTenant(tenantId), cursorPlace(replica), driftCursor);
      statements.save({ ...replica, driftCursorSealed, tenantId });
      if (replica.state === 'writing') await database.durable();
    },
    async forgetVersions(tenantId, syncId) {
      statements.forgetVersions({ tenantId, syncId });
    },
    async removeReplica(tenantId, syncId, mailboxId) {
      statements.remove({ tenantId, syncId, mailboxId });
    },
    async links(tenantId, syncId, mailboxId, itemIds) {
      const links = statements.links({ tenantId, syncId, mailboxId, itemIds: JSON.stringify(itemIds) });
      return new Map(links.map((link) => [link.itemId, toLink(link)]));
    },
    async *allLinks(tenantId, syncId, mailboxId) {
      let after: ItemId | null = '';
      while (after !== null) {
        const page = statements.allLinks({ tenantId, syncId, mailboxId, after });
        if (page.length > 0) yield page.map(toLink);
        after = page.length < pageSize ? null : (page.at(-1)?.itemId ?? null);
      }
    },
    async writeLinks(tenantId, syncId, mailboxId, { clear = false, put, remove }) {
      database.transaction(() => {
        const [replica] = statements.key({ tenantId, syncId, mailboxId });
        if (!replica) return;
        if (clear) statements.clearLinks({ ...replica });
        let next = 0;
        for (; next + linksPerCall <= put.length; next += linksPerCall)
          statements.putManyLinks(toValues(replica, put.slice(next, next + linksPerCall)));
        for (const link of put.slice(next)) statements.putLink(toValues(replica, [link]));
        if (remove.length > 0) statements.removeLinks({ ...replica, itemIds: JSON.stringify(remove) });
      });
    },
    async countLinks(tenantId, syncId, mailboxId) {
      return statements.countLinks({ tenantId, syncId, mailboxId })[0]?.count ?? 0;
    },
  };
}

/** Replicas of a tenant as they are stored. */
export async function openReplicas(
  vault: Vault,
  tenantId: TenantId,
  rows: readonly ReplicaRow[],
): Promise<readonly Replica[]> {
  const isSealed = rows.some(({ driftCursorSealed }) => driftCursorSealed);
  const tenantVault = isSealed ? await vault.forTenant(tenantId) : null;
  return rows.map((row) => toReplica(tenantVault, row));
}

/** @param vault Null only if no cursor is sealed in the row. */
function toReplica(vault: TenantVault | null, { driftCursorSealed, ...row }: ReplicaRow): Replica {
  const driftCursor = vault && driftCursorSealed && openText(vault, cursorPlace(row), driftCursorSealed);
  return { ...row, driftCursor };
}

function toLink({ itemId, mailItemId, writtenHash, changeKey, photo, dismissed }: LinkRow): Link {
  return {
    itemId,
    mailItemId,
    writtenHash,
    ...(changeKey === null ? {} : { changeKey }),
    ...(photo === null ? {} : { photo }),
    ...(dismissed === 0 ? {} : { dismissed: true }),
  };
}

function toValues({ replicaKey }: { readonly replicaKey: number }, links: readonly Link[]): readonly Value[] {
  const values: Value[] = [];
  for (const { itemId, mailItemId, writtenHash, changeKey = null, photo = null, dismissed = false } of links) {
    values.push(replicaKey, itemId, mailItemId, writtenHash, changeKey, photo, dismissed ? 1 : 0);
  }
  return values;
}

function cursorPlace({ syncId, mailboxId }: Pick<Replica, 'syncId' | 'mailboxId'>): Place {
  return ['replicas.drift-cursor', syncId, mailboxId];
}
