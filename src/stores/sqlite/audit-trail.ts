import { z } from 'zod';
import { entryAfter } from '../../tenants/audit-chain.ts';
import type { AuditEntry, AuditHead, AuditTrail } from '../../tenants/audit-trail.ts';
import type { TenantVault, Vault } from '../../tenants/ports.ts';
import { readStored } from '../stored-json.ts';
import { param, type SqliteDatabase } from './database.ts';
import { openText, type Place, sealText } from './sealed-text.ts';

const optionalText = z.string().nullable();
const entrySchema: z.ZodType<AuditEntry> = z.strictObject({
  entryId: z.number(),
  at: z.string(),
  actor: z.string(),
  actorKind: z.enum(['person', 'token', 'system']),
  action: z.string(),
  subject: optionalText,
  changes: z.array(z.strictObject({ field: z.string(), before: optionalText, after: optionalText })),
  from: optionalText,
  hash: z.string(),
});
const headSchema: z.ZodType<AuditHead> = z.strictObject({ entryId: z.number(), hash: z.string() });
const sealedRow = z.object({ entryId: z.number(), sealed: z.instanceof(Uint8Array) });

/** Sealed as a whole: a hash in the open would let guesses at what it was made of be tried. */
export function createAuditTrail(database: SqliteDatabase, vault: Vault, now: () => string): AuditTrail {
  const statements = prepareTrail(database);

  const openHead = (tenantVault: TenantVault, tenantId: string): AuditHead | null => {
    const [row] = statements.head({ tenantId });
    return row === undefined ? null : readStored(headSchema, openText(tenantVault, headPlace(row.entryId), row.sealed));
  };
  const openAll = async (tenantId: string, rows: readonly z.infer<typeof sealedRow>[]) => {
    if (rows.length === 0) return [];
    const tenantVault = await vault.forTenant(tenantId);
    return rows.map(({ entryId, sealed }) =>
      readStored(entrySchema, openText(tenantVault, entryPlace(entryId), sealed)),
    );
  };

  return {
    async append(tenantId, draft) {
      const tenantVault = await vault.forTenant(tenantId);
      database.transaction(() => {
        const entry = entryAfter(openHead(tenantVault, tenantId), draft, now());
        const { entryId, hash } = entry;
        const head = JSON.stringify({ entryId, hash });
        statements.add({
          tenantId,
          entryId,
          sealed: sealText(tenantVault, entryPlace(entryId), JSON.stringify(entry)),
        });
        statements.moveHead({ tenantId, entryId, sealed: sealText(tenantVault, headPlace(entryId), head) });
      });
    },
    async head(tenantId) {
      return statements.head({ tenantId }).length === 0 ? null : openHead(await vault.forTenant(tenantId), tenantId);
    },
    async entriesBefore(tenantId, before, limit) {
      return openAll(tenantId, statements.before({ tenantId, before: before ?? Number.MAX_SAFE_INTEGER, limit }));
    },
    async entriesAfter(tenantId, after, limit) {
      return openAll(tenantId, statements.after({ tenantId, after, limit }));
    },
  };
}

const entryPlace = (entryId: number): Place => ['audit_entries.entry', String(entryId)];
const headPlace = (entryId: number): Place => ['audit_heads.head', String(entryId)];

function prepareTrail(database: SqliteDatabase) {
  const { query } = database;
  const tenantId = param<string>('tenantId');
  const entries = query
    .selectFrom('audit_entries')
    .select(['entry_id as entryId', 'entry_sealed as sealed'])
    .where('tenant_id', '=', tenantId)
    .limit(param<number>('limit'));

  return {
    head: database.rows(
      query
        .selectFrom('audit_heads')
        .select(['entry_id as entryId', 'head_sealed as sealed'])
        .where('tenant_id', '=', tenantId),
      sealedRow,
    ),
    before: database.rows(
      entries.where('entry_id', '<', param<number>('before')).orderBy('entry_id', 'desc'),
      sealedRow,
    ),
    after: database.rows(entries.where('entry_id', '>', param<number>('after')).orderBy('entry_id'), sealedRow),
    add: database.change(
      query
        .insertInto('audit_entries')
        .values({ tenant_id: tenantId, entry_id: param('entryId'), entry_sealed: param('sealed') }),
    ),
    moveHead: database.change(
      query
        .insertInto('audit_heads')
        .values({ tenant_id: tenantId, entry_id: param('entryId'), head_sealed: param('sealed') })
        .onConflict((conflict) =>
          conflict.column('tenant_id').doUpdateSet((row) => ({
            entry_id: row.ref('excluded.entry_id'),
            head_sealed: row.ref('excluded.head_sealed'),
          })),
        ),
    ),
  };
}
