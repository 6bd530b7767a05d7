import type { PageStore } from '../../runs/page-store.ts';
import type { CollectionStore, Issue, Replica, ReplicaStore, RunStore } from '../../runs/stores.ts';
import { byText } from './pages.ts';
import type { Rows } from './tenant-rows.ts';

export interface PagedStores {
  readonly collections: Pick<CollectionStore, 'head'>;
  readonly replicas: Pick<ReplicaStore, 'countReplicas'>;
  readonly runs: Pick<RunStore, 'runs'>;
}

export function createPageStore(rows: Rows, stores: PagedStores): PageStore {
  const newestFirst = (tenantId: string) => {
    const runs = [...rows(tenantId).runs.values()];
    return runs.sort(byText(({ run }) => `${run.startedAt} ${run.runId}`)).reverse();
  };
  const replicas = (tenantId: string, syncId: string): readonly Replica[] =>
    [...(rows(tenantId).replicas.get(syncId)?.values() ?? [])].map(({ replica }) => replica);

  return {
    async heads(tenantId, collectionIds) {
      const heads = collectionIds.map(async (id) => [id, await stores.collections.head(tenantId, id)] as const);
      return new Map(
        (await Promise.all(heads)).map(([id, { version, itemCount, readAt }]) => [id, { version, itemCount, readAt }]),
      );
    },
    async replicaCounts(tenantId, versions) {
      const counts = [...versions].map(
        async ([syncId, version]) => [syncId, await stores.replicas.countReplicas(tenantId, syncId, version)] as const,
      );
      return new Map(await Promise.all(counts));
    },
    async latestRuns(tenantId, syncIds, limit) {
      const runs = syncIds.map(async (syncId) => [syncId, await stores.runs.runs(tenantId, syncId, limit)] as const);
      return new Map(await Promise.all(runs));
    },
    async runs(tenantId, { syncId, state, before, limit }) {
      const place = before === null ? null : `${before.startedAt} ${before.runId}`;
      return newestFirst(tenantId)
        .map(({ run }) => run)
        .filter((run) => (syncId === null || run.syncId === syncId) && (state === null || run.state === state))
        .filter((run) => place === null || `${run.startedAt} ${run.runId}` < place)
        .slice(0, limit);
    },
    async issues(tenantId, runId, code, after, limit) {
      return (rows(tenantId).runs.get(runId)?.issues ?? [])
        .map((issue, index) => ({ ...issue, place: index + 1 }))
        .filter((issue) => issue.place > after && (code === null || issue.code === code))
        .slice(0, limit);
    },
    async issueGroups(tenantId, runId) {
      const byCode = Map.groupBy(rows(tenantId).runs.get(runId)?.issues ?? [], ({ code }) => code);
      const groups = [...byCode].map(([code, issues]) => ({
        code,
        issues: issues.length,
        mailboxes: distinct(issues, 'mailboxId'),
        items: distinct(issues, 'itemId'),
      }));
      return groups.sort((a, b) => b.issues - a.issues || (a.code < b.code ? -1 : 1));
    },
    async issuesOfMailbox(tenantId, mailboxId, limit) {
      return newestFirst(tenantId)
        .flatMap(({ run, issues }) =>
          issues
            .filter((issue) => issue.mailboxId === mailboxId)
            .map(({ code, detail, itemId }) => ({ runId: run.runId, at: run.startedAt, code, detail, itemId }))
            .reverse(),
        )
        .slice(0, limit);
    },
    async replicasOf(tenantId, syncIds, mailboxIds) {
      const wanted = new Set(mailboxIds);
      return [...new Set(syncIds)].flatMap((syncId) =>
        replicas(tenantId, syncId).filter(({ mailboxId }) => wanted.has(mailboxId)),
      );
    },
    async mailboxesWith(tenantId, syncId, only) {
      return replicas(tenantId, syncId)
        .filter(({ state, version }) => {
          if (only === null) return true;
          return 'state' in only ? state === only.state : state === 'ready' && version < only.behind;
        })
        .map(({ mailboxId }) => mailboxId);
    },
  };
}

function distinct(issues: readonly Issue[], of: 'mailboxId' | 'itemId'): number {
  return new Set(issues.map((issue) => issue[of]).filter((id) => id !== null)).size;
}
