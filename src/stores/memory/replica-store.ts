import type { MailboxId } from '../../runs/ports.ts';
import type { Replica, ReplicaStore } from '../../runs/stores.ts';
import type { TenantId } from '../../tenants/ports.ts';
import { byText, pages } from './pages.ts';
import { getOrAdd, type Rows } from './tenant-rows.ts';

export function createReplicaStore(rows: Rows, now: () => string, pageSize: number): ReplicaStore {
  const find = (tenantId: TenantId, syncId: string, mailboxId: MailboxId) =>
    rows(tenantId).replicas.get(syncId)?.get(mailboxId);

  function replicasOf(tenantId: TenantId, syncId: string): Replica[] {
    const replicas = [...(rows(tenantId).replicas.get(syncId)?.values() ?? [])].map(({ replica }) => replica);
    return replicas.sort(byText(({ mailboxId }) => mailboxId));
  }

  return {
    async addReplicas(tenantId, syncId, mailboxIds) {
      const replicas = getOrAdd(rows(tenantId).replicas, syncId, () => new Map());
      for (const mailboxId of mailboxIds) {
        getOrAdd(replicas, mailboxId, () => ({
          replica: newReplica(syncId, mailboxId),
          addedAt: now(),
          links: new Map(),
        }));
      }
    },
    async replica(tenantId, syncId, mailboxId) {
      return find(tenantId, syncId, mailboxId)?.replica ?? null;
    },
    async *replicas(tenantId, syncId) {
      yield* pages(replicasOf(tenantId, syncId), pageSize);
    },
    async *replicasBehind(tenantId, syncId, version, at) {
      const all = replicasOf(tenantId, syncId).filter((replica) => needsWork(replica, version, at));
      const inOrder = all.sort((one, other) => sizeOfWork(one, version) - sizeOfWork(other, version));
      for await (const page of pages(inOrder, pageSize)) {
        const current = page.flatMap(({ mailboxId }) => find(tenantId, syncId, mailboxId)?.replica ?? []);
        const behind = current.filter((replica) => needsWork(replica, version, at));
        if (behind.length > 0) yield behind;
      }
    },
    async countReplicas(tenantId, syncId, version) {
      const counts = { unknown: 0, ready: 0, writing: 0, unavailable: 0, leaving: 0, atHead: 0 };
      for (const replica of replicasOf(tenantId, syncId)) {
        counts[replica.state] += 1;
        if (replica.state === 'ready' && replica.version >= version) counts.atHead += 1;
      }
      return counts;
    },
    async saveReplica(tenantId, replica) {
      const row = find(tenantId, replica.syncId, replica.mailboxId);
      if (row) row.replica = replica;
    },
    async forgetVersions(tenantId, syncId) {
      for (const row of rows(tenantId).replicas.get(syncId)?.values() ?? []) {
        if (row.replica.state === 'ready') row.replica = { ...row.replica, version: 0 };
      }
    },
    async removeReplica(tenantId, syncId, mailboxId) {
      rows(tenantId).replicas.get(syncId)?.delete(mailboxId);
    },
    async links(tenantId, syncId, mailboxId, itemIds) {
      const links = find(tenantId, syncId, mailboxId)?.links;
      return new Map(
        itemIds.flatMap((itemId) => {
          const link = links?.get(itemId);
          return link ? [[itemId, link] as const] : [];
        }),
      );
    },
    async *allLinks(tenantId, syncId, mailboxId) {
      const links = [...(find(tenantId, syncId, mailboxId)?.links.values() ?? [])];
      yield* pages(links.sort(byText(({ itemId }) => itemId)), pageSize);
    },
    async writeLinks(tenantId, syncId, mailboxId, { clear = false, put, remove }) {
      const links = find(tenantId, syncId, mailboxId)?.links;
      if (!links) return;
      const copies = put.map((link) => ({ ...link }));
      if (clear) links.clear();
      for (const link of copies) links.set(link.itemId, link);
      for (const itemId of remove) links.delete(itemId);
    },
    async countLinks(tenantId, syncId, mailboxId) {
      return find(tenantId, syncId, mailboxId)?.links.size ?? 0;
    },
  };
}

/** As it is before anything was done with it. */
export function newReplica(syncId: string, mailboxId: MailboxId): Replica {
  return {
    syncId,
    mailboxId,
    folderId: null,
    state: 'unknown',
    version: 0,
    failureCode: null,
    lookAgainAt: null,
    syncedAt: null,
    driftCursor: null,
    lookAt: null,
  };
}

/** Changes are less than a look, and a look less than what needs one before anything else is known. */
function sizeOfWork({ state, version }: Replica, head: number): number {
  if (state !== 'ready') return 2;
  return version < head ? 0 : 1;
}

function needsWork({ state, version, lookAgainAt, lookAt }: Replica, head: number, at: string): boolean {
  switch (state) {
    case 'unknown':
    case 'writing':
      return true;
    case 'ready':
      return version < head || (lookAt !== null && lookAt <= at);
    case 'leaving':
      return lookAgainAt === null || lookAgainAt <= at;
    case 'unavailable':
      return lookAgainAt !== null && lookAgainAt <= at;
  }
}
