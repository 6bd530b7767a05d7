import { sql } from 'kysely';
import { z } from 'zod';
import type { PageStore } from '../../runs/page-store.ts';
import type { Vault } from '../../tenants/ports.ts';
import { listed, param, type SqliteDatabase } from './database.ts';
import { replicaColumns, replicaRow, stateSchema } from './replica-statements.ts';
import { openReplicas } from './replica-store.ts';
import { issueRow, runColumns, runRow, toRun } from './run-store.ts';

export function createPageStore(database: SqliteDatabase, vault: Vault): PageStore {
  const statements = preparePages(database);

  return {
    async heads(tenantId, collectionIds) {
      const rows = statements.heads({ tenantId, collectionIds: JSON.stringify(collectionIds) });
      const byId = new Map(rows.map(({ collectionId, ...head }) => [collectionId, head]));
      return new Map(collectionIds.map((id) => [id, byId.get(id) ?? { version: 0, itemCount: 0, readAt: null }]));
    },
    async replicaCounts(tenantId, versions) {
      const counts = new Map([...versions.keys()].map((syncId) => [syncId, { ...noReplicas }]));
      const wanted = JSON.stringify(Object.fromEntries(versions));
      for (const { syncId, state, count, atHead } of statements.counts({ tenantId, versions: wanted })) {
        const ofSync = counts.get(syncId);
        if (ofSync === undefined) continue;
        ofSync[state] = count;
        if (state === 'ready') ofSync.atHead = atHead;
      }
      return counts;
    },
    async latestRuns(tenantId, syncIds, limit) {
      const runs = statements
        .latestRuns({ tenantId, syncIds: JSON.stringify([...new Set(syncIds)]), limit })
        .map(toRun);
      const bySync = Map.groupBy(runs, ({ syncId }) => syncId);
      return new Map(syncIds.map((syncId) => [syncId, bySync.get(syncId) ?? []]));
    },
    async runs(tenantId, { syncId, state, before, limit }) {
      const { startedAt, runId } = before ?? { startedAt: afterAll, runId: '' };
      const values = { tenantId, state, startedAt, runId, limit };
      const rows = syncId === null ? statements.runs(values) : statements.runsOfSync({ ...values, syncId });
      return rows.map(toRun);
    },
    async issues(tenantId, runId, code, after, limit) {
      return statements.issues({ tenantId, runId, code, after, limit });
    },
    async issueGroups(tenantId, runId) {
      return statements.issueGroups({ tenantId, runId });
    },
    async issuesOfMailbox(tenantId, mailboxId, limit) {
      return statements.issuesOfMailbox({ tenantId, mailboxId, limit });
    },
    async replicasOf(tenantId, syncIds, mailboxIds) {
      const ids = { syncIds: JSON.stringify(syncIds), mailboxIds: JSON.stringify(mailboxIds) };
      return openReplicas(vault, tenantId, statements.replicas({ tenantId, ...ids }));
    },
    async mailboxesWith(tenantId, syncId, only) {
      const rows =
        only === null
          ? statements.mailboxes({ tenantId, syncId })
          : 'state' in only
            ? statements.mailboxesInState({ tenantId, syncId, state: only.state })
            : statements.mailboxesBehind({ tenantId, syncId, version: only.behind });
      return rows.map(({ mailboxId }) => mailboxId);
    },
  };
}

const noReplicas = { unknown: 0, ready: 0, writing: 0, unavailable: 0, leaving: 0, atHead: 0 };

/** Later than every instant. */
const afterAll = '~';

const headRow = z.object({
  collectionId: z.string(),
  version: z.number(),
  itemCount: z.number(),
  readAt: z.string().nullable(),
});
const countRow = z.object({ syncId: z.string(), state: stateSchema, count: z.number(), atHead: z.number() });
const placedIssueRow = z.object({ ...issueRow.shape, place: z.number() });
const groupRow = z.object({ code: z.string(), issues: z.number(), mailboxes: z.number(), items: z.number() });
const mailboxIssueRow = issueRow.omit({ mailboxId: true }).extend({ runId: z.string(), at: z.string() });
const mailboxRow = z.object({ mailboxId: z.string() });

function preparePages(database: SqliteDatabase) {
  const { query } = database;
  const tenantId = param<string>('tenantId');
  const runs = query
    .selectFrom('runs')
    .select(runColumns)
    .where('tenant_id', '=', tenantId)
    .where(sql<boolean>`(started_at, run_id) < (@startedAt, @runId)`)
    .where(sql<boolean>`(@state is null or state = @state)`)
    .orderBy('started_at', 'desc')
    .orderBy('run_id', 'desc')
    .limit(param<number>('limit'));
  const issuesOfRun = query
    .selectFrom('issues')
    .where(
      'run_key',
      '=',
      query
        .selectFrom('runs')
        .select('run_key')
        .where('tenant_id', '=', tenantId)
        .where('run_id', '=', param<string>('runId')),
    );
  const replicasOfSync = query
    .selectFrom('replicas')
    .select('mailbox_id as mailboxId')
    .where('tenant_id', '=', tenantId)
    .where('sync_id', '=', param<string>('syncId'));

  return {
    heads: database.rows(
      query
        .selectFrom('logs')
        .select(['log_id as collectionId', 'version', 'item_count as itemCount', 'read_at as readAt'])
        .where('tenant_id', '=', tenantId)
        .where('kind', '=', 'collection')
        .where('log_id', 'in', listed('collectionIds')),
      headRow,
    ),
    counts: database.rows(
      query
        .selectFrom(sql<{ key: string; value: number }>`json_each(@versions)`.as('wanted'))
        .crossJoin('replicas')
        .select((row) => [
          'sync_id as syncId',
          'state',
          row.fn.countAll<number>().as('count'),
          sql<number>`sum(version >= wanted.value)`.as('atHead'),
        ])
        .where('tenant_id', '=', tenantId)
        .whereRef('sync_id', '=', 'wanted.key')
        .groupBy(['sync_id', 'state']),
      countRow,
    ),
    latestRuns: database.rows(
      query
        .selectFrom(sql<{ value: string }>`json_each(@syncIds)`.as('wanted'))
        .crossJoin('runs')
        .select(runColumns)
        .where((row) =>
          row(
            'run_key',
            'in',
            query
              .selectFrom('runs as latest')
              .select('latest.run_key')
              .where('latest.tenant_id', '=', tenantId)
              .where('latest.sync_id', '=', sql.ref<string>('wanted.value'))
              .orderBy('latest.started_at', 'desc')
              .orderBy('latest.run_id', 'desc')
              .limit(param<number>('limit')),
          ),
        )
        .orderBy('started_at', 'desc')
        .orderBy('run_id', 'desc'),
      runRow,
    ),
    runs: database.rows(runs, runRow),
    runsOfSync: database.rows(runs.where('sync_id', '=', param<string>('syncId')), runRow),
    issues: database.rows(
      issuesOfRun
        .select(['mailbox_id as mailboxId', 'item_id as itemId', 'code', 'detail', 'issue_key as place'])
        .where('issue_key', '>', param<number>('after'))
        .where(sql<boolean>`(@code is null or code = @code)`)
        .orderBy('issue_key')
        .limit(param<number>('limit')),
      placedIssueRow,
    ),
    issueGroups: database.rows(
      issuesOfRun
        .select((row) => [
          'code',
          row.fn.countAll<number>().as('issues'),
          sql<number>`count(distinct mailbox_id)`.as('mailboxes'),
          sql<number>`count(distinct item_id)`.as('items'),
        ])
        .groupBy('code')
        .orderBy('issues', 'desc')
        .orderBy('code'),
      groupRow,
    ),
    issuesOfMailbox: database.rows(
      query
        .selectFrom('issues')
        .innerJoin('runs', 'runs.run_key', 'issues.run_key')
        .select([
          'runs.run_id as runId',
          'runs.started_at as at',
          'code',
          'issues.detail as detail',
          'item_id as itemId',
        ])
        .where('mailbox_id', '=', param<string>('mailboxId'))
        .where('runs.tenant_id', '=', tenantId)
        .orderBy('runs.started_at', 'desc')
        .orderBy('runs.run_id', 'desc')
        .orderBy('issue_key', 'desc')
        .limit(param<number>('limit')),
      mailboxIssueRow,
    ),
    replicas: database.rows(
      query
        .selectFrom('replicas')
        .select(replicaColumns)
        .where('tenant_id', '=', tenantId)
        .where('sync_id', 'in', listed('syncIds'))
        .where('mailbox_id', 'in', listed('mailboxIds')),
      replicaRow,
    ),
    mailboxes: database.rows(replicasOfSync, mailboxRow),
    mailboxesInState: database.rows(replicasOfSync.where('state', '=', param<string>('state')), mailboxRow),
    mailboxesBehind: database.rows(
      replicasOfSync.where('state', '=', 'ready').where('version', '<', param<number>('version')),
      mailboxRow,
    ),
  };
}
