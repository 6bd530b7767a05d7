import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { Compilable } from 'kysely';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { masterKeyFrom } from '../../platform/vault/master-key.ts';
import { createVault } from '../../platform/vault/vault.ts';
import { sourceRecordSchema } from '../stored-json.ts';
import { createApiTokenStore } from './api-token-store.ts';
import { createAuditTrail } from './audit-trail.ts';
import { createCollectionStore } from './collection-store.ts';
import { openDatabase, type SqliteDatabase } from './database.ts';
import { createDefinitionStore } from './definition-store.ts';
import { createDocumentStore } from './document-store.ts';
import { createLogStore } from './log-store.ts';
import { createMailboxStore } from './mailbox-store.ts';
import { createMemberStore } from './member-store.ts';
import { createPageStore } from './page-store.ts';
import { createPhotoStore } from './photo-store.ts';
import { createRememberedAnswers } from './remembered-answers.ts';
import { createReplicaStore } from './replica-store.ts';
import { createRetention } from './retention.ts';
import { createRunStore } from './run-store.ts';
import { createSessionStore } from './session-store.ts';
import { createTenantData } from './tenant-data.ts';
import { createTenantStore } from './tenant-store.ts';
import { createWrappedKeyStore } from './wrapped-key-store.ts';

const planRows = z.array(z.object({ detail: z.string() }));

/** Many rows of each kind, and all replicas at the head: what statistics would tempt SQLite to read through. */
const manyRows = `
  create temp table series as
    with recursive numbers(value) as (select 1 union all select value + 1 from numbers where value < 5000)
    select value from numbers;
  insert into replicas (tenant_id, sync_id, mailbox_id, state, version, added_at, look_at)
    select 't', 's', 'm' || value, 'ready', 5, '2026-03-01T00:00:00.000Z', '2026-03-02T00:00:00.000Z' from series;
  insert into links select 1 + value % 50, 'i' || value, 'mail' || value, 'hash', null, null, 0 from series;
  insert into logs (tenant_id, kind, log_id, version, item_count, history_from)
    select 't' || value, 'collection', 's', 5, 5, 0 from series;
  insert into entries select 1 + value % 50, 'i' || value, value, 'hash', x'00', null, 0 from series;
  insert into former_entries
    select 1 + value % 50, 'i' || value, value, 'hash', x'00', value + 1, '2026-03-01T00:00:00.000Z' from series;
  insert into photos select 't', 's', 'i' || value, 'etag', 'hash' || value, '2026-03-01T00:00:00.000Z' from series;
  insert into images select 't', 'hash' || value, x'00' from series;
  analyze;`;

/** How SQLite goes about each statement of all stores, in a database where this was done before. */
async function plansOfAllStatements(before: string): Promise<ReadonlyMap<string, readonly string[]>> {
  const folder = await mkdtemp(join(tmpdir(), 'ringbook-plans-'));
  const file = join(folder, 'ringbook.db');
  const opened = await openDatabase(file);
  const explaining = new Database(file);
  explaining.exec(before);
  const plans = new Map<string, readonly string[]>();
  const explain = (query: Compilable, inOrder = false) => {
    const { sql, parameters } = query.compile();
    const values = Object.fromEntries([...sql.matchAll(/@(\w+)/g)].map(([, name]) => [name, null]));
    const statement = explaining.prepare(`explain query plan ${sql}`);
    const nulls = inOrder ? [...sql.matchAll(/\?/g)].map(() => null) : parameters;
    const plan = planRows.parse(statement.all(nulls, values));
    plans.set(
      sql,
      plan.map(({ detail }) => detail),
    );
  };
  const database: SqliteDatabase = {
    ...opened,
    rows(query, row) {
      explain(query);
      return opened.rows(query, row);
    },
    change(query) {
      explain(query);
      return opened.change(query);
    },
    changeInOrder(query) {
      explain(query, true);
      return opened.changeInOrder(query);
    },
  };
  const now = () => '2026-03-01T00:00:00.000Z';
  const masterKey = masterKeyFrom(new Uint8Array(32).fill(1), 'test key');
  const vault = createVault({ keys: createWrappedKeyStore(database), masterKey });
  createTenantStore(database);
  const definitions = createDefinitionStore(database, vault);
  createLogStore(database, {
    kind: 'source',
    content: sourceRecordSchema,
    keepsHistory: false,
    vault,
    now,
    pageSize: 500,
  });
  createPhotoStore(database, vault);
  createCollectionStore(database, vault, now, 500);
  createMailboxStore(database, vault, now, 500);
  createReplicaStore(database, vault, now, 500);
  createRunStore(database);
  createPageStore(database, vault);
  createDocumentStore(database, vault, now);
  createMemberStore(database, vault);
  createApiTokenStore(database, vault);
  createAuditTrail(database, vault, now);
  createSessionStore(database, vault);
  createRememberedAnswers(database, vault, now);
  createRetention(database, definitions);
  createTenantData(database);
  explaining.close();
  await opened.close();
  await rm(folder, { recursive: true });
  return plans;
}

describe.each([
  ['a new database', ''],
  ['a large database with statistics', manyRows],
])('in %s', async (_, before) => {
  const plans = await plansOfAllStatements(before);

  /** Which indexes the statements that contain this text search in, and by what. */
  function searchesOf(part: string): string[] {
    const steps = [...plans].filter(([sql]) => sql.includes(part)).flatMap(([, plan]) => plan);
    return steps.flatMap((step) => (step.startsWith('SEARCH ') ? [step.slice('SEARCH '.length)] : []));
  }

  test('no statement reads a whole table, but the list of all tenants', () => {
    expect(plans.size).toBeGreaterThan(60);
    for (const [sql, plan] of plans) {
      const scans = plan.filter((step) =>
        /^SCAN (?!json_each|link |mailbox VIRTUAL|wanted VIRTUAL|behind|CONSTANT ROW|\d+-ROW VALUES|halves$|tables$|columns VIRTUAL)/.test(
          step,
        ),
      );
      const listsTenants = sql.includes('from "tenants" order by');
      expect({ sql, scans }).toEqual({ sql, scans: listsTenants ? ['SCAN tenants'] : [] });
    }
  });

  test('what is behind is found by state and version, without a look at what is at the head', () => {
    expect(searchesOf('as "behind"')).toEqual([
      'replicas USING COVERING INDEX replicas_by_state (tenant_id=? AND sync_id=? AND state=?)',
      'replicas USING COVERING INDEX replicas_by_state (tenant_id=? AND sync_id=? AND state=? AND version<?)',
      'replicas USING INDEX replicas_to_look_at (tenant_id=? AND sync_id=? AND look_at<?)',
      'replicas USING COVERING INDEX replicas_to_look_at_again (tenant_id=? AND sync_id=? AND look_again_at<?)',
      'replicas USING INDEX replicas_by_state (tenant_id=? AND sync_id=? AND state=?)',
    ]);
    expect(searchesOf('json_each(@replicaKeys)')).toEqual(['replicas USING INTEGER PRIMARY KEY (rowid=?)']);
  });

  test('links and entries are found by all columns that are asked for', () => {
    expect(searchesOf('"written_hash" as "writtenHash"')[0]).toMatch(/^links .* \(replica_key=\? AND item_id=\?\)$/);
    expect(searchesOf('json_each(@itemIds)')).not.toContainEqual(expect.stringMatching(/_key=\?\)$/));
    expect(searchesOf('"version" > @after')[0]).toMatch(/^entries .* \(log_key=\? AND version>\? AND version<\?\)$/);
  });

  test('what was there before is found without sorting it for each page', () => {
    expect(searchesOf('"replaced_version" >')).toEqual([
      expect.stringMatching(/^entries .* \(log_key=\? AND item_id>\?\)$/),
      expect.stringMatching(/^former .* \(log_key=\? AND item_id=\? AND version<\?\) LEFT-JOIN$/),
    ]);
    const sorts = [...plans].filter(
      ([sql, plan]) => sql.includes('"replaced_version" >') && plan.some((step) => step.includes('TEMP B-TREE')),
    );
    expect(sorts).toEqual([]);
  });

  test('tombstones that ripen are found without a look at what is there', () => {
    expect(searchesOf('"gone_at" < @goneBefore')).toEqual([
      'entries USING INDEX entries_gone (log_key=? AND gone_at<?)',
    ]);
  });

  test('whether a photo is an image is found by its hash', () => {
    const searches = searchesOf('delete from "images"');
    expect(searches).toContainEqual(expect.stringMatching(/^images .* \(tenant_id=\? AND hash=\?\)$/));
    expect(searches).toContainEqual('photos USING COVERING INDEX photos_by_hash (tenant_id=? AND hash=?)');
  });
});
