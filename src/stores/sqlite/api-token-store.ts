import { z } from 'zod';
import type { ApiToken, ApiTokenStore } from '../../tenants/api-tokens.ts';
import type { Vault } from '../../tenants/ports.ts';
import { readStored } from '../stored-json.ts';
import { param, type SqliteDatabase } from './database.ts';
import { openText, type Place, sealText } from './sealed-text.ts';

const tokenRow = z.object({
  tenantId: z.string(),
  tokenId: z.string(),
  secretHash: z.string(),
  scope: z.enum(['see', 'read', 'change']),
  createdAt: z.string(),
  expiresAt: z.string(),
  lastUsedAt: z.string().nullable(),
  sealed: z.instanceof(Uint8Array),
});
const names = z.strictObject({ name: z.string(), createdBy: z.string() });

export function createApiTokenStore(database: SqliteDatabase, vault: Vault): ApiTokenStore {
  const statements = prepareTokens(database);

  async function open({ tenantId, sealed, ...row }: z.infer<typeof tokenRow>): Promise<ApiToken> {
    const tenantVault = await vault.forTenant(tenantId);
    return { ...row, ...readStored(names, openText(tenantVault, namesPlace(row), sealed)) };
  }

  return {
    async apiTokens(tenantId) {
      return Promise.all(statements.ofTenant({ tenantId }).map(open));
    },
    async addApiToken(tenantId, { name, createdBy, ...token }) {
      const text = JSON.stringify({ name, createdBy });
      const sealed = sealText(await vault.forTenant(tenantId), namesPlace(token), text);
      statements.add({ ...token, tenantId, sealed });
    },
    async noteTokenUse(tenantId, tokenId, lastUsedAt) {
      statements.noteUse({ tenantId, tokenId, lastUsedAt });
    },
    async removeApiToken(tenantId, tokenId) {
      return statements.remove({ tenantId, tokenId }) > 0;
    },
    async apiTokenById(tokenId) {
      const [row] = statements.byId({ tokenId });
      return row === undefined ? null : { tenantId: row.tenantId, token: await open(row) };
    },
  };
}

/** With what decides: whoever can write to the file, but has no key, can open no other way in. */
function namesPlace({ tokenId, secretHash, scope, createdAt, expiresAt }: Omit<ApiToken, 'name' | 'createdBy'>): Place {
  return ['api_tokens.names', tokenId, secretHash, scope, createdAt, expiresAt];
}

function prepareTokens(database: SqliteDatabase) {
  const { query } = database;
  const [tenantId, tokenId] = [param<string>('tenantId'), param<string>('tokenId')];
  const select = query
    .selectFrom('api_tokens')
    .select([
      'tenant_id as tenantId',
      'token_id as tokenId',
      'secret_hash as secretHash',
      'scope',
      'created_at as createdAt',
      'expires_at as expiresAt',
      'last_used_at as lastUsedAt',
      'names_sealed as sealed',
    ]);

  return {
    ofTenant: database.rows(
      select.where('tenant_id', '=', tenantId).orderBy('created_at', 'desc').orderBy('token_id'),
      tokenRow,
    ),
    byId: database.rows(select.where('token_id', '=', tokenId), tokenRow),
    add: database.change(
      query.insertInto('api_tokens').values({
        tenant_id: tenantId,
        token_id: tokenId,
        secret_hash: param('secretHash'),
        scope: param('scope'),
        created_at: param('createdAt'),
        expires_at: param('expiresAt'),
        last_used_at: param('lastUsedAt'),
        names_sealed: param('sealed'),
      }),
    ),
    noteUse: database.change(
      query
        .updateTable('api_tokens')
        .set({ last_used_at: param('lastUsedAt') })
        .where('tenant_id', '=', tenantId)
        .where('token_id', '=', tokenId),
    ),
    remove: database.change(
      query.deleteFrom('api_tokens').where('tenant_id', '=', tenantId).where('token_id', '=', tokenId),
    ),
  };
}
