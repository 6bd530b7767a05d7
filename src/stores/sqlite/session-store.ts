import { z } from 'zod';
import type { Vault } from '../../tenants/ports.ts';
import type { Session, SessionStore } from '../../tenants/sessions.ts';
import { readStored } from '../stored-json.ts';
import { param, type SqliteDatabase } from './database.ts';
import { installation } from './installation-key.ts';
import { openText, type Place, sealText } from './sealed-text.ts';

const sessionRow = z.object({
  sessionId: z.string(),
  secretHash: z.string(),
  entraTenantId: z.string(),
  objectId: z.string(),
  createdAt: z.string(),
  lastUsedAt: z.string(),
  sealed: z.instanceof(Uint8Array),
});
const names = z.strictObject({
  userName: z.string(),
  displayName: z.string(),
  device: z.string(),
  address: z.string(),
});
const languageRow = z.object({ language: z.enum(['en', 'de']) });

export function createSessionStore(database: SqliteDatabase, vault: Vault): SessionStore {
  const statements = prepareSessions(database);

  async function open(rows: readonly z.infer<typeof sessionRow>[]): Promise<readonly Session[]> {
    if (rows.length === 0) return [];
    const sealing = await vault.forTenant(installation);
    return rows.map(({ sealed, entraTenantId, objectId, ...row }) => {
      const session = { ...row, person: { entraTenantId, objectId } };
      return { ...session, ...readStored(names, openText(sealing, namesPlace(session), sealed)) };
    });
  }

  return {
    async addSession({ person, userName, displayName, device, address, ...session }) {
      const text = JSON.stringify({ userName, displayName, device, address });
      const sealed = sealText(await vault.forTenant(installation), namesPlace({ ...session, person }), text);
      statements.add({ ...session, ...person, sealed });
    },
    async sessionBySecret(secretHash) {
      return (await open(statements.bySecret({ secretHash })))[0] ?? null;
    },
    async sessionsOf({ entraTenantId, objectId }) {
      return open(statements.ofPerson({ entraTenantId, objectId }));
    },
    async noteUse(sessionId, lastUsedAt) {
      statements.noteUse({ sessionId, lastUsedAt });
    },
    async removeSession({ entraTenantId, objectId }, sessionId) {
      return statements.remove({ entraTenantId, objectId, sessionId }) > 0;
    },
    async removeSessionsOf({ entraTenantId, objectId }) {
      return statements.removeAll({ entraTenantId, objectId });
    },
    async removeSessionsBefore(lastUsed, created) {
      statements.purge({ lastUsed, created });
    },
    async languageOf({ entraTenantId, objectId }) {
      return statements.language({ entraTenantId, objectId })[0]?.language ?? null;
    },
    async saveLanguage({ entraTenantId, objectId }, language) {
      statements.putLanguage({ entraTenantId, objectId, language });
    },
  };
}

/** With what decides: whoever can write to the file, but has no key, can be nobody else. */
function namesPlace({
  sessionId,
  secretHash,
  person: { entraTenantId, objectId },
  createdAt,
}: Pick<Session, 'sessionId' | 'secretHash' | 'person' | 'createdAt'>): Place {
  return ['sessions.names', sessionId, secretHash, entraTenantId, objectId, createdAt];
}

function prepareSessions(database: SqliteDatabase) {
  const { query } = database;
  const entraTenantId = param<string>('entraTenantId');
  const objectId = param<string>('objectId');
  const select = query
    .selectFrom('sessions')
    .select([
      'session_id as sessionId',
      'secret_hash as secretHash',
      'entra_tenant_id as entraTenantId',
      'object_id as objectId',
      'created_at as createdAt',
      'last_used_at as lastUsedAt',
      'names_sealed as sealed',
    ]);
  const removeOfPerson = query
    .deleteFrom('sessions')
    .where('entra_tenant_id', '=', entraTenantId)
    .where('object_id', '=', objectId);

  return {
    add: database.change(
      query.insertInto('sessions').values({
        session_id: param('sessionId'),
        secret_hash: param('secretHash'),
        entra_tenant_id: entraTenantId,
        object_id: objectId,
        created_at: param('createdAt'),
        last_used_at: param('lastUsedAt'),
        names_sealed: param('sealed'),
      }),
    ),
    bySecret: database.rows(select.where('secret_hash', '=', param<string>('secretHash')), sessionRow),
    ofPerson: database.rows(
      select
        .where('entra_tenant_id', '=', entraTenantId)
        .where('object_id', '=', objectId)
        .orderBy('created_at', 'desc')
        .orderBy('session_id'),
      sessionRow,
    ),
    noteUse: database.change(
      query
        .updateTable('sessions')
        .set({ last_used_at: param('lastUsedAt') })
        .where('session_id', '=', param<string>('sessionId')),
    ),
    remove: database.change(removeOfPerson.where('session_id', '=', param<string>('sessionId'))),
    removeAll: database.change(removeOfPerson),
    purge: database.change(
      query
        .deleteFrom('sessions')
        .where((where) =>
          where.or([
            where('last_used_at', '<', param<string>('lastUsed')),
            where('created_at', '<', param<string>('created')),
          ]),
        ),
    ),
    language: database.rows(
      query
        .selectFrom('people')
        .select('language')
        .where('entra_tenant_id', '=', entraTenantId)
        .where('object_id', '=', objectId),
      languageRow,
    ),
    putLanguage: database.change(
      query
        .insertInto('people')
        .values({ entra_tenant_id: entraTenantId, object_id: objectId, language: param('language') })
        .onConflict((conflict) =>
          conflict
            .columns(['entra_tenant_id', 'object_id'])
            .doUpdateSet((row) => ({ language: row.ref('excluded.language') })),
        ),
    ),
  };
}
