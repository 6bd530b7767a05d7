import type { MailboxId } from '../../runs/ports.ts';
import type { ReplicaStore } from '../../runs/stores.ts';
import type { SqliteDatabase } from './database.ts';
import { prepareReplicas } from './replica-statements.ts';

export function createReplicaStore(database: SqliteDatabase, now: () => string, pageSize: number): ReplicaStore {
  const statements = prepareReplicas(database, pageSize);

  return {
    async addReplicas(tenantId, syncId, mailboxIds) {
      statements.add({ tenantId, syncId, mailboxIds: JSON.stringify(mailboxIds), addedAt: now() });
    },
    async replica(tenantId, syncId, mailboxId) {
      return statements.one({ tenantId, syncId, mailboxId })[0] ?? null;
    },
    async *replicas(tenantId, syncId) {
      let after: MailboxId | null = '';
      while (after !== null) {
        const page = statements.page({ tenantId, syncId, after });
        if (page.length > 0) yield page;
        after = page.length < pageSize ? null : (page.at(-1)?.mailboxId ?? null);
      }
    },
    async *replicasBehind(tenantId, syncId, version, at) {
      // All keys first: to find each page anew, in the order of mailboxes, would read all that is behind for each page.
      const keys = statements.keysBehind({ tenantId, syncId, version, at }).map(({ replicaKey }) => replicaKey);
      for (let start = 0; start < keys.length; start += pageSize) {
        const replicaKeys = JSON.stringify(keys.slice(start, start + pageSize));
        const page = statements.behindOf({ tenantId, syncId, version, at, replicaKeys });
        if (page.length > 0) yield page;
      }
    },
    async countReplicas(tenantId, syncId, version) {
      const counts = { unknown: 0, ready: 0, writing: 0, unavailable: 0, atHead: 0 };
      for (const { state, count, atHead } of statements.count({ tenantId, syncId, version })) {
        counts[state] = count;
        if (state === 'ready') counts.atHead = atHead;
      }
      return counts;
    },
    async saveReplica(tenantId, replica) {
      statements.save({ ...replica, tenantId });
      if (replica.state === 'writing') await database.durable();
    },
    async removeReplica(tenantId, syncId, mailboxId) {
      statements.remove({ tenantId, syncId, mailboxId });
    },
    async links(tenantId, syncId, mailboxId, itemIds) {
      const links = statements.links({ tenantId, syncId, mailboxId, itemIds: JSON.stringify(itemIds) });
      return new Map(links.map((link) => [link.itemId, link]));
    },
    async writeLinks(tenantId, syncId, mailboxId, { clear = false, put, remove }) {
      database.transaction(() => {
        const [replica] = statements.key({ tenantId, syncId, mailboxId });
        if (!replica) return;
        if (clear) statements.clearLinks({ ...replica });
        for (const link of put) statements.putLink({ ...replica, ...link });
        if (remove.length > 0) statements.removeLinks({ ...replica, itemIds: JSON.stringify(remove) });
      });
    },
    async countLinks(tenantId, syncId, mailboxId) {
      return statements.countLinks({ tenantId, syncId, mailboxId })[0]?.count ?? 0;
    },
  };
}
