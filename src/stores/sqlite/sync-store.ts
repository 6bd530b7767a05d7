import { z } from 'zod';
import type { SyncDefinition } from '../../runs/definition.ts';
import type { SyncStore } from '../../runs/stores.ts';
import type { TenantVault, Vault } from '../../tenants/ports.ts';
import { readStored, syncDefinitionSchema } from '../stored-json.ts';
import { param, type SqliteDatabase } from './database.ts';
import { openText, type Place, sealText } from './sealed-text.ts';

const syncRow = z.object({ syncId: z.string(), sealed: z.instanceof(Uint8Array) });

export function createSyncStore(database: SqliteDatabase, vault: Vault): SyncStore {
  const { query } = database;
  const tenantId = param<string>('tenantId');
  const selectSyncs = query
    .selectFrom('syncs')
    .select(['sync_id as syncId', 'definition_sealed as sealed'])
    .where('tenant_id', '=', tenantId);

  const oneSync = database.rows(selectSyncs.where('sync_id', '=', param<string>('syncId')), syncRow);
  const allSyncs = database.rows(selectSyncs.orderBy('sync_id'), syncRow);
  const putSync = database.change(
    query
      .insertInto('syncs')
      .values({ tenant_id: tenantId, sync_id: param('syncId'), definition_sealed: param('sealed') })
      .onConflict((conflict) =>
        conflict
          .columns(['tenant_id', 'sync_id'])
          .doUpdateSet((row) => ({ definition_sealed: row.ref('excluded.definition_sealed') })),
      ),
  );

  function open(tenantVault: TenantVault, { syncId, sealed }: z.infer<typeof syncRow>): SyncDefinition {
    return readStored(syncDefinitionSchema, openText(tenantVault, place(syncId), sealed));
  }

  return {
    async saveSync(tenantId, sync) {
      const tenantVault = await vault.forTenant(tenantId);
      putSync({
        tenantId,
        syncId: sync.syncId,
        sealed: sealText(tenantVault, place(sync.syncId), JSON.stringify(sync)),
      });
    },
    async sync(tenantId, syncId) {
      const [row] = oneSync({ tenantId, syncId });
      return row ? open(await vault.forTenant(tenantId), row) : null;
    },
    async syncs(tenantId) {
      const rows = allSyncs({ tenantId });
      if (rows.length === 0) return [];
      const tenantVault = await vault.forTenant(tenantId);
      return rows.map((row) => open(tenantVault, row));
    },
  };
}

function place(syncId: string): Place {
  return ['syncs.definition', syncId];
}
