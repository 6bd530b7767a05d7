import { z } from 'zod';
import type { Issue, Run, RunSetUp, RunStore, RunTotals } from '../../runs/stores.ts';
import { StoreError } from '../store-error.ts';
import { readStored, runSetUpSchema, runTotalsSchema } from '../stored-json.ts';
import { param, type SqliteDatabase } from './database.ts';

export const runRow = z.object({
  runId: z.string(),
  kind: z.enum(['sync', 'uninstall', 'undo']),
  syncId: z.string(),
  state: z.enum(['running', 'done', 'held', 'refused', 'cancelled', 'failed']),
  startedAt: z.string(),
  endedAt: z.string().nullable(),
  totals: z.string(),
  versionBefore: z.number().nullable(),
  setUp: z.string().nullable(),
  heldHash: z.string().nullable(),
  reason: z.string().nullable(),
  detail: z.string().nullable(),
});

export const issueRow = z.object({
  mailboxId: z.string().nullable(),
  itemId: z.string().nullable(),
  code: z.string(),
  detail: z.string(),
} satisfies Readonly<Record<keyof Issue, z.ZodType>>);

export const runColumns = [
  'run_id as runId',
  'kind',
  'sync_id as syncId',
  'state',
  'started_at as startedAt',
  'ended_at as endedAt',
  'totals',
  'version_before as versionBefore',
  'set_up as setUp',
  'held_hash as heldHash',
  'reason',
  'detail',
] as const;

export function createRunStore(database: SqliteDatabase): RunStore {
  const statements = prepareRuns(database);

  return {
    async saveRun(tenantId, { totals, setUp, ...run }) {
      const stored = { totals: JSON.stringify(totals), setUp: setUp === null ? null : JSON.stringify(setUp) };
      statements.put({ ...run, ...stored, tenantId });
    },
    async run(tenantId, runId) {
      const [row] = statements.one({ tenantId, runId });
      return row ? toRun(row) : null;
    },
    async runs(tenantId, syncId, limit) {
      return statements.newest({ tenantId, syncId, limit }).map(toRun);
    },
    async addIssues(tenantId, runId, issues) {
      database.transaction(() => {
        const [run] = statements.key({ tenantId, runId });
        if (!run) throw new StoreError('run-missing', `There is no run ${runId}: save it before its issues.`);
        for (const issue of issues) statements.addIssue({ ...run, ...issue });
      });
    },
    async issues(tenantId, runId, limit) {
      return statements.issues({ tenantId, runId, limit });
    },
  };
}

export function toRun({ totals, setUp, ...run }: z.infer<typeof runRow>): Run {
  return {
    ...run,
    totals: readStored<RunTotals>(runTotalsSchema, totals),
    setUp: setUp === null ? null : readStored<RunSetUp>(runSetUpSchema, setUp),
  };
}

function prepareRuns(database: SqliteDatabase) {
  const { query } = database;
  const tenantId = param<string>('tenantId');
  const selectRuns = query.selectFrom('runs').select(runColumns).where('tenant_id', '=', tenantId);
  const runKey = query
    .selectFrom('runs')
    .where('tenant_id', '=', tenantId)
    .where('run_id', '=', param<string>('runId'));

  return {
    one: database.rows(selectRuns.where('run_id', '=', param<string>('runId')), runRow),
    newest: database.rows(
      selectRuns
        .where('sync_id', '=', param<string>('syncId'))
        .orderBy('started_at', 'desc')
        .orderBy('run_id', 'desc')
        .limit(param<number>('limit')),
      runRow,
    ),
    put: database.change(
      query
        .insertInto('runs')
        .values({
          tenant_id: tenantId,
          run_id: param('runId'),
          kind: param('kind'),
          sync_id: param('syncId'),
          state: param('state'),
          started_at: param('startedAt'),
          ended_at: param('endedAt'),
          totals: param('totals'),
          version_before: param('versionBefore'),
          set_up: param('setUp'),
          held_hash: param('heldHash'),
          reason: param('reason'),
          detail: param('detail'),
        })
        .onConflict((conflict) =>
          conflict.columns(['tenant_id', 'run_id']).doUpdateSet((row) => ({
            kind: row.ref('excluded.kind'),
            sync_id: row.ref('excluded.sync_id'),
            state: row.ref('excluded.state'),
            started_at: row.ref('excluded.started_at'),
            ended_at: row.ref('excluded.ended_at'),
            totals: row.ref('excluded.totals'),
            version_before: row.ref('excluded.version_before'),
            set_up: row.ref('excluded.set_up'),
            held_hash: row.ref('excluded.held_hash'),
            reason: row.ref('excluded.reason'),
            detail: row.ref('excluded.detail'),
          })),
        ),
    ),
    key: database.rows(runKey.select('run_key as runKey'), z.object({ runKey: z.number() })),
    addIssue: database.change(
      query.insertInto('issues').values({
        run_key: param('runKey'),
        mailbox_id: param('mailboxId'),
        item_id: param('itemId'),
        code: param('code'),
        detail: param('detail'),
      }),
    ),
    issues: database.rows(
      query
        .selectFrom('issues')
        .select(['mailbox_id as mailboxId', 'item_id as itemId', 'code', 'detail'])
        .where('run_key', '=', runKey.select('run_key'))
        .orderBy('issue_key')
        .limit(param<number>('limit')),
      issueRow,
    ),
  };
}
