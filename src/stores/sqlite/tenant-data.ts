import { type Compilable, type RawBuilder, sql } from 'kysely';
import { z } from 'zod';
import { outboxKind } from '../../tenants/telling/outbox.ts';
import type { RowKind, StoredAmount, TenantData } from '../../tenants/tenant-data.ts';
import { param, type SqliteDatabase } from './database.ts';
import type { LogKind, Schema } from './schema.ts';

const tenantId = sql.raw('@tenantId');

export function createTenantData(database: SqliteDatabase): TenantData {
  const statements = prepareTenantData(database);
  const amounts = (tenantId: string) =>
    statements.amounts.map(({ what, count }): StoredAmount<RowKind> => {
      const [found] = count({ tenantId });
      return { what, entries: found?.entries ?? 0, oldestAt: found?.oldestAt ?? null };
    });

  return {
    async amounts(tenantId) {
      return amounts(tenantId);
    },
    async removeTenant(tenantId, certify) {
      await database.erase(() => {
        const certificate = certify(amounts(tenantId));
        for (const remove of statements.removeAll) remove({ tenantId });
        statements.putCertificate({ ...certificate });
      });
    },
    async certificate(idHash) {
      return statements.certificate({ idHash })[0]?.sealed ?? null;
    },
  };
}

/** How much there is, and how old the oldest is, as retention counts (src/stores/sqlite/retention.ts). */
const amountQueries: readonly (readonly [RowKind, RawBuilder<unknown>])[] = [
  ['address-list', amountOf('coalesce(read_at, first_append_at)', sql`${logs('source')} join entries using (log_key)`)],
  [
    'collections',
    sql`
      select sum(entries) as entries, min("oldestAt") as "oldestAt" from (
        ${amountOf('coalesce(read_at, first_append_at)', sql`${logs('collection')} join entries using (log_key)`)}
        union all
        ${amountOf('replaced_at', sql`${logs('collection')} join former_entries using (log_key)`)}
      ) as halves`,
  ],
  ['photos', amountOf('checked_at', ofTenant('photos'))],
  ['mailboxes', amountOf('written_at', sql`${ofTenant('directories')} join mailboxes using (directory_key)`)],
  ['replicas', amountOf('added_at', ofTenant('replicas'))],
  ['links', amountOf('coalesce(synced_at, added_at)', sql`${ofTenant('replicas')} join links using (replica_key)`)],
  ['runs', amountOf('started_at', ofTenant('runs'))],
  ['issues', amountOf('started_at', sql`${ofTenant('runs')} join issues using (run_key)`)],
  ['members', amountOf('invited_at', ofTenant('members'))],
  ['sessions', amountOf('created_at', sql`${ofTenant('members')} join sessions using (entra_tenant_id, object_id)`)],
  ['api-tokens', amountOf('created_at', ofTenant('api_tokens'))],
  ['audit-trail', amountOf('null', ofTenant('audit_entries'))],
  ['definitions', amountOf('null', ofTenant('definitions'))],
  ['connections', amountOf('consented_at', ofTenant('connections'))],
  [
    'documents',
    amountOf(
      'changed_at',
      sql`(select * from documents where tenant_id = ${tenantId} and kind <> ${sql.lit(outboxKind)})`,
    ),
  ],
  [
    'notifications',
    amountOf(
      'changed_at',
      sql`(select * from documents where tenant_id = ${tenantId} and kind = ${sql.lit(outboxKind)})`,
    ),
  ],
];

/** @param at What tells the age of a row. */
function amountOf(at: string, rows: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`select count(*) as entries, min(${sql.raw(at)}) as "oldestAt" from ${rows}`;
}

function ofTenant(table: keyof Schema): RawBuilder<unknown> {
  return sql`(select * from ${sql.table(table)} where tenant_id = ${tenantId})`;
}

function logs(kind: LogKind): RawBuilder<unknown> {
  return sql`(select * from logs where tenant_id = ${tenantId} and kind = ${sql.lit(kind)})`;
}

const amountRow = z.object({ entries: z.number(), oldestAt: z.string().nullable() });

function prepareTenantData(database: SqliteDatabase) {
  const { query } = database;
  const compilable = (statement: RawBuilder<unknown>): Compilable => ({ compile: () => statement.compile(query) });
  // Asked of the database, so that a table that is added later is not forgotten; what belongs to a row goes with it.
  const tables = database.rows(
    compilable(sql`
      select tables.name as name
      from sqlite_schema as tables join pragma_table_info(tables.name) as columns
      where tables.type = 'table' and columns.name = 'tenant_id'`),
    z.object({ name: z.string() }),
  );
  return {
    amounts: amountQueries.map(([what, statement]) => ({
      what,
      count: database.rows(compilable(statement), amountRow),
    })),
    removeAll: tables({}).map(({ name }) =>
      database.change(compilable(sql`delete from ${sql.table(name)} where tenant_id = ${tenantId}`)),
    ),
    putCertificate: database.change(
      query
        .insertInto('certificates')
        .values({ id_hash: param('idHash'), deleted_at: param('deletedAt'), certificate_sealed: param('sealed') }),
    ),
    certificate: database.rows(
      query
        .selectFrom('certificates')
        .select('certificate_sealed as sealed')
        .where('id_hash', '=', param<string>('idHash')),
      z.object({ sealed: z.instanceof(Uint8Array) }),
    ),
  };
}
