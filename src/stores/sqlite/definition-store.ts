import { z } from 'zod';
import { definitionsSchema } from '../../runs/definition-schema.ts';
import type { DefinitionStore } from '../../runs/stores.ts';
import type { Vault } from '../../tenants/ports.ts';
import { definitionsConflict } from '../store-error.ts';
import { readStored } from '../stored-json.ts';
import { param, type SqliteDatabase } from './database.ts';
import { openText, type Place, sealText } from './sealed-text.ts';

const definitionsRow = z.object({ revision: z.number(), sealed: z.instanceof(Uint8Array) });

const none = { revision: 0, definitions: { sources: [], collections: [], audiences: [], syncs: [] } };

export function createDefinitionStore(database: SqliteDatabase, vault: Vault): DefinitionStore {
  const { query } = database;
  const select = database.rows(
    query
      .selectFrom('definitions')
      .select(['revision', 'definitions_sealed as sealed'])
      .where('tenant_id', '=', param<string>('tenantId')),
    definitionsRow,
  );
  const put = database.change(
    query
      .insertInto('definitions')
      .values({ tenant_id: param('tenantId'), revision: param('revision'), definitions_sealed: param('sealed') })
      .onConflict((conflict) =>
        conflict.column('tenant_id').doUpdateSet((row) => ({
          revision: row.ref('excluded.revision'),
          definitions_sealed: row.ref('excluded.definitions_sealed'),
        })),
      ),
  );

  return {
    async definitions(tenantId) {
      const [row] = select({ tenantId });
      if (!row) return none;
      const { revision, sealed } = row;
      const tenantVault = await vault.forTenant(tenantId);
      return { revision, definitions: readStored(definitionsSchema, openText(tenantVault, place(revision), sealed)) };
    },
    async saveDefinitions(tenantId, definitions, expected) {
      const tenantVault = await vault.forTenant(tenantId);
      const revision = expected + 1;
      const sealed = sealText(tenantVault, place(revision), JSON.stringify(definitions));
      return database.transaction(() => {
        const found = select({ tenantId })[0]?.revision ?? none.revision;
        if (found !== expected) throw definitionsConflict(expected, found);
        put({ tenantId, revision, sealed });
        return revision;
      });
    },
  };
}

/** With the revision: older definitions do not open in place of newer ones. */
function place(revision: number): Place {
  return ['definitions.definitions', String(revision)];
}
