import { z } from 'zod';
import type { WrappedKey, WrappedKeyStore } from '../../tenants/ports.ts';
import { StoreError } from '../store-error.ts';
import { param, type SqliteDatabase } from './database.ts';

const wrappedKeyRow: z.ZodType<WrappedKey> = z.object({ masterKeyId: z.string(), wrapped: z.instanceof(Uint8Array) });

export function createWrappedKeyStore(database: SqliteDatabase): WrappedKeyStore {
  const { query } = database;
  const tenantId = param<string>('tenantId');
  const find = database.rows(
    query
      .selectFrom('wrapped_keys')
      .select(['master_key_id as masterKeyId', 'wrapped'])
      .where('tenant_id', '=', tenantId),
    wrappedKeyRow,
  );
  const add = database.change(
    query
      .insertInto('wrapped_keys')
      .values({ tenant_id: tenantId, master_key_id: param('masterKeyId'), wrapped: param('wrapped') })
      .onConflict((conflict) => conflict.column('tenant_id').doNothing()),
  );

  return {
    async wrappedKey(tenantId) {
      return find({ tenantId })[0] ?? null;
    },
    async addWrappedKey(tenantId, { masterKeyId, wrapped }) {
      add({ tenantId, masterKeyId, wrapped });
      const [stored] = find({ tenantId });
      if (!stored) throw new StoreError('failed', `The key of tenant ${tenantId} was removed while it was added.`);
      return stored;
    },
  };
}
