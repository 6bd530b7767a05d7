import { z } from 'zod';
import type { Connection, PendingConsent, Tenant, TenantStore } from '../../tenants/ports.ts';
import { param, type SqliteDatabase } from './database.ts';

const tenantRow: z.ZodType<Tenant> = z.object({
  tenantId: z.string(),
  name: z.string(),
  defaultCountry: z.string(),
  timeZone: z.string(),
  language: z.enum(['en', 'de']),
  createdAt: z.string(),
});

const connectionRow: z.ZodType<Connection> = z.object({
  connectionId: z.string(),
  kind: z.literal('microsoft-365'),
  entraTenantId: z.string(),
  state: z.enum(['connected', 'withdrawn']),
  consentedAt: z.string(),
  changedAt: z.string(),
});

const pendingConsentRow: z.ZodType<PendingConsent> = z.object({ stateHash: z.string(), expiresAt: z.string() });

export function createTenantStore(database: SqliteDatabase): TenantStore {
  const { query } = database;
  const tenantId = param<string>('tenantId');
  const selectTenants = query
    .selectFrom('tenants')
    .select([
      'tenant_id as tenantId',
      'name',
      'default_country as defaultCountry',
      'time_zone as timeZone',
      'language',
      'created_at as createdAt',
    ]);

  const oneTenant = database.rows(selectTenants.where('tenant_id', '=', tenantId), tenantRow);
  const allTenants = database.rows(selectTenants.orderBy('created_at').orderBy('tenant_id'), tenantRow);
  const putTenant = database.change(
    query
      .insertInto('tenants')
      .values({
        tenant_id: tenantId,
        name: param('name'),
        default_country: param('defaultCountry'),
        time_zone: param('timeZone'),
        language: param('language'),
        created_at: param('createdAt'),
      })
      .onConflict((conflict) =>
        conflict.column('tenant_id').doUpdateSet((row) => ({
          name: row.ref('excluded.name'),
          default_country: row.ref('excluded.default_country'),
          time_zone: row.ref('excluded.time_zone'),
          language: row.ref('excluded.language'),
          created_at: row.ref('excluded.created_at'),
        })),
      ),
  );
  const connections = database.rows(
    query
      .selectFrom('connections')
      .select([
        'connection_id as connectionId',
        'kind',
        'entra_tenant_id as entraTenantId',
        'state',
        'consented_at as consentedAt',
        'changed_at as changedAt',
      ])
      .where('tenant_id', '=', tenantId)
      .orderBy('connection_id'),
    connectionRow,
  );
  const putConnection = database.change(
    query
      .insertInto('connections')
      .values({
        tenant_id: tenantId,
        connection_id: param('connectionId'),
        kind: param('kind'),
        entra_tenant_id: param('entraTenantId'),
        state: param('state'),
        consented_at: param('consentedAt'),
        changed_at: param('changedAt'),
      })
      .onConflict((conflict) =>
        conflict.columns(['tenant_id', 'connection_id']).doUpdateSet((row) => ({
          kind: row.ref('excluded.kind'),
          entra_tenant_id: row.ref('excluded.entra_tenant_id'),
          state: row.ref('excluded.state'),
          consented_at: row.ref('excluded.consented_at'),
          changed_at: row.ref('excluded.changed_at'),
        })),
      ),
  );
  const removeConnection = database.change(
    query
      .deleteFrom('connections')
      .where('tenant_id', '=', tenantId)
      .where('connection_id', '=', param<string>('connectionId')),
  );
  const putPendingConsent = database.change(
    query
      .insertInto('pending_consents')
      .values({ tenant_id: tenantId, state_hash: param('stateHash'), expires_at: param('expiresAt') })
      .onConflict((conflict) =>
        conflict
          .columns(['tenant_id', 'state_hash'])
          .doUpdateSet((row) => ({ expires_at: row.ref('excluded.expires_at') })),
      ),
  );
  const takePendingConsent = database.rows(
    query
      .deleteFrom('pending_consents')
      .where('tenant_id', '=', tenantId)
      .where('state_hash', '=', param<string>('stateHash'))
      .returning(['state_hash as stateHash', 'expires_at as expiresAt']),
    pendingConsentRow,
  );

  return {
    async saveTenant(tenant) {
      putTenant({ ...tenant });
    },
    async tenant(tenantId) {
      return oneTenant({ tenantId })[0] ?? null;
    },
    async tenants() {
      return allTenants({});
    },
    async saveConnection(tenantId, connection) {
      putConnection({ ...connection, tenantId });
    },
    async connections(tenantId) {
      return connections({ tenantId });
    },
    async removeConnection(tenantId, connectionId) {
      removeConnection({ tenantId, connectionId });
    },
    async savePendingConsent(tenantId, pending) {
      putPendingConsent({ ...pending, tenantId });
    },
    async takePendingConsent(tenantId, stateHash) {
      return takePendingConsent({ tenantId, stateHash })[0] ?? null;
    },
  };
}
