import type { RunStore } from '../../runs/stores.ts';
import { StoreError } from '../store-error.ts';
import { byText } from './pages.ts';
import { getOrAdd, type Rows } from './tenant-rows.ts';

export function createRunStore(rows: Rows): RunStore {
  return {
    async saveRun(tenantId, run) {
      getOrAdd(rows(tenantId).runs, run.runId, () => ({ run, issues: [] })).run = run;
    },
    async run(tenantId, runId) {
      return rows(tenantId).runs.get(runId)?.run ?? null;
    },
    async runs(tenantId, syncId, limit) {
      const runs = [...rows(tenantId).runs.values()].map(({ run }) => run).filter((run) => run.syncId === syncId);
      return runs
        .sort(byText((run) => `${run.startedAt} ${run.runId}`))
        .reverse()
        .slice(0, limit);
    },
    async addIssues(tenantId, runId, issues) {
      const known = rows(tenantId).runs.get(runId);
      if (!known) throw new StoreError('run-missing', `There is no run ${runId}: save it before its issues.`);
      known.issues.push(...issues);
    },
    async issues(tenantId, runId, limit) {
      return (rows(tenantId).runs.get(runId)?.issues ?? []).slice(0, limit);
    },
  };
}
