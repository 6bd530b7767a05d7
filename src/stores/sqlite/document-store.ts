import { z } from 'zod';
import type { DocumentStore, StoredDocument } from '../../tenants/documents.ts';
import type { TenantVault, Vault } from '../../tenants/ports.ts';
import { documentConflict } from '../store-error.ts';
import { readStored } from '../stored-json.ts';
import { param, type SqliteDatabase } from './database.ts';
import { openText, type Place, sealText } from './sealed-text.ts';

const documentRow = z.object({
  kind: z.string(),
  documentId: z.string(),
  revision: z.number(),
  changedAt: z.string(),
  sealed: z.instanceof(Uint8Array),
});

export function createDocumentStore(database: SqliteDatabase, vault: Vault, now: () => string): DocumentStore {
  const statements = prepareDocuments(database);

  return {
    async document(tenantId, kind, documentId) {
      const [row] = statements.one({ tenantId, kind, documentId });
      return row === undefined ? null : toDocument(await vault.forTenant(tenantId))(row);
    },
    async documents(tenantId, kind) {
      const rows = statements.all({ tenantId, kind });
      return rows.length === 0 ? [] : rows.map(toDocument(await vault.forTenant(tenantId)));
    },
    async putDocument(tenantId, kind, documentId, content, expected) {
      const revision = expected + 1;
      const row = { kind, documentId, revision, changedAt: now() };
      const sealed = sealText(await vault.forTenant(tenantId), place(row), JSON.stringify(content ?? null));
      return database.transaction(() => {
        const found = statements.one({ tenantId, kind, documentId })[0]?.revision ?? 0;
        if (found !== expected) throw documentConflict(expected, found);
        statements.put({ tenantId, ...row, sealed });
        return revision;
      });
    },
    async removeDocument(tenantId, kind, documentId) {
      return statements.remove({ tenantId, kind, documentId }) > 0;
    },
  };
}

/** Opens every document of a tenant, to meet damage. @throws {VaultError} @throws {StoreError} */
export async function checkDocuments(database: SqliteDatabase, vault: Vault, tenantId: string): Promise<void> {
  const rows = prepareDocuments(database).ofTenant({ tenantId });
  if (rows.length > 0) rows.map(toDocument(await vault.forTenant(tenantId)));
}

function toDocument(tenantVault: TenantVault) {
  return ({ sealed, ...row }: z.infer<typeof documentRow>): StoredDocument => {
    const { documentId, revision, changedAt } = row;
    const content = readStored(z.unknown(), openText(tenantVault, place(row), sealed));
    return { documentId, revision, content, changedAt };
  };
}

/** With all of the row: an older content does not open in place of a newer one. */
function place({ kind, documentId, revision, changedAt }: Omit<z.infer<typeof documentRow>, 'sealed'>): Place {
  return ['documents.content', kind, documentId, String(revision), changedAt];
}

function prepareDocuments(database: SqliteDatabase) {
  const { query } = database;
  const select = query
    .selectFrom('documents')
    .select(['kind', 'document_id as documentId', 'revision', 'changed_at as changedAt', 'content_sealed as sealed'])
    .where('tenant_id', '=', param<string>('tenantId'));
  const ofKind = select.where('kind', '=', param<string>('kind'));

  return {
    one: database.rows(ofKind.where('document_id', '=', param<string>('documentId')), documentRow),
    all: database.rows(ofKind.orderBy('document_id'), documentRow),
    ofTenant: database.rows(select, documentRow),
    put: database.change(
      query
        .insertInto('documents')
        .values({
          tenant_id: param('tenantId'),
          kind: param('kind'),
          document_id: param('documentId'),
          revision: param('revision'),
          changed_at: param('changedAt'),
          content_sealed: param('sealed'),
        })
        .onConflict((conflict) =>
          conflict.columns(['tenant_id', 'kind', 'document_id']).doUpdateSet((row) => ({
            revision: row.ref('excluded.revision'),
            changed_at: row.ref('excluded.changed_at'),
            content_sealed: row.ref('excluded.content_sealed'),
          })),
        ),
    ),
    remove: database.change(
      query
        .deleteFrom('documents')
        .where('tenant_id', '=', param<string>('tenantId'))
        .where('kind', '=', param<string>('kind'))
        .where('document_id', '=', param<string>('documentId')),
    ),
  };
}
