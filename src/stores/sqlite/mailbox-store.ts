import { z } from 'zod';
import type { MailboxId } from '../../runs/ports.ts';
import type { MailboxStore } from '../../runs/stores.ts';
import type { Vault } from '../../tenants/ports.ts';
import { listed, param, type SqliteDatabase, type Values } from './database.ts';
import { openText, type Place, sealText } from './sealed-text.ts';

const cursorRow = z.object({ cursorSealed: z.instanceof(Uint8Array).nullable() });

const cursorOfRow = z.object({ connectionId: z.string(), cursorSealed: z.instanceof(Uint8Array) });

const mailboxRow = z.object({
  mailboxId: z.string(),
  addressSealed: z.instanceof(Uint8Array),
  excluded: z.enum(['guest', 'disabled', 'no-exchange-licence', 'no-address']).nullable(),
});

export function createMailboxStore(
  database: SqliteDatabase,
  vault: Vault,
  now: () => string,
  pageSize: number,
): MailboxStore {
  const statements = prepareMailboxes(database, pageSize);

  /** Notes that the directory is written now, making it on first use. */
  function touch(tenantId: string, connectionId: string): void {
    statements.touchDirectory({ tenantId, connectionId, writtenAt: now() });
  }

  function* pagesOf<Row extends { readonly mailboxId: MailboxId }>(
    read: (values: Values) => readonly Row[],
    tenantId: string,
    connectionId: string,
  ): Iterable<readonly Row[]> {
    let after: MailboxId | null = '';
    while (after !== null) {
      const page = read({ tenantId, connectionId, after });
      if (page.length > 0) yield page;
      after = page.length < pageSize ? null : (page.at(-1)?.mailboxId ?? null);
    }
  }

  return {
    async cursor(tenantId, connectionId) {
      const sealed = statements.cursor({ tenantId, connectionId })[0]?.cursorSealed;
      return sealed ? openText(await vault.forTenant(tenantId), cursorPlace(connectionId), sealed) : null;
    },
    async cursors(tenantId) {
      const rows = statements.cursors({ tenantId });
      if (rows.length === 0) return new Map();
      const tenantVault = await vault.forTenant(tenantId);
      return new Map(
        rows.map(({ connectionId, cursorSealed }) => [
          connectionId,
          openText(tenantVault, cursorPlace(connectionId), cursorSealed),
        ]),
      );
    },
    async putMailboxes(tenantId, connectionId, mailboxes) {
      const tenantVault = await vault.forTenant(tenantId);
      const rows = mailboxes.map(({ address, ...mailbox }) => ({
        ...mailbox,
        addressSealed: sealText(tenantVault, addressPlace(connectionId, mailbox.mailboxId), address),
      }));
      database.transaction(() => {
        touch(tenantId, connectionId);
        for (const row of rows) statements.putMailbox({ ...row, tenantId, connectionId });
      });
    },
    async removeMailboxes(tenantId, connectionId, mailboxIds) {
      database.transaction(() => {
        touch(tenantId, connectionId);
        statements.removeMailboxes({ tenantId, connectionId, mailboxIds: JSON.stringify(mailboxIds) });
      });
    },
    async saveCursor(tenantId, connectionId, cursor) {
      const tenantVault = await vault.forTenant(tenantId);
      const cursorSealed = cursor === null ? null : sealText(tenantVault, cursorPlace(connectionId), cursor);
      database.transaction(() => {
        touch(tenantId, connectionId);
        statements.putCursor({ tenantId, connectionId, cursorSealed });
      });
    },
    async *mailboxes(tenantId, connectionId) {
      for (const page of pagesOf(statements.mailboxes, tenantId, connectionId)) {
        const tenantVault = await vault.forTenant(tenantId);
        yield page.map(({ addressSealed, mailboxId, excluded }) => ({
          mailboxId,
          address: openText(tenantVault, addressPlace(connectionId, mailboxId), addressSealed),
          excluded,
        }));
      }
    },
    async *mailboxIds(tenantId, connectionId) {
      yield* pagesOf(statements.mailboxIds, tenantId, connectionId);
    },
    async address(tenantId, connectionId, mailboxId) {
      const [row] = statements.address({ tenantId, connectionId, mailboxId });
      if (!row) return null;
      return openText(await vault.forTenant(tenantId), addressPlace(connectionId, mailboxId), row.addressSealed);
    },
  };
}

function prepareMailboxes(database: SqliteDatabase, pageSize: number) {
  const { query } = database;
  const tenantId = param<string>('tenantId');
  const connectionId = param<string>('connectionId');
  const directory = query
    .selectFrom('directories')
    .where('tenant_id', '=', tenantId)
    .where('connection_id', '=', connectionId);
  const directoryKey = directory.select('directory_key');
  const page = query
    .selectFrom('mailboxes')
    .where('directory_key', '=', directoryKey)
    .where('mailbox_id', '>', param<string>('after'))
    .orderBy('mailbox_id')
    .limit(pageSize);

  return {
    cursor: database.rows(directory.select('cursor_sealed as cursorSealed'), cursorRow),
    cursors: database.rows(
      query
        .selectFrom('directories')
        .select(['connection_id as connectionId', 'cursor_sealed as cursorSealed'])
        .where('tenant_id', '=', tenantId)
        .where('cursor_sealed', 'is not', null),
      cursorOfRow,
    ),
    touchDirectory: database.change(
      query
        .insertInto('directories')
        .values({ tenant_id: tenantId, connection_id: connectionId, written_at: param('writtenAt') })
        .onConflict((conflict) =>
          conflict
            .columns(['tenant_id', 'connection_id'])
            .doUpdateSet((row) => ({ written_at: row.ref('excluded.written_at') })),
        ),
    ),
    putCursor: database.change(
      query
        .updateTable('directories')
        .set({ cursor_sealed: param<Uint8Array>('cursorSealed') })
        .where('tenant_id', '=', tenantId)
        .where('connection_id', '=', connectionId),
    ),
    putMailbox: database.change(
      query
        .insertInto('mailboxes')
        .values({
          directory_key: directoryKey,
          mailbox_id: param('mailboxId'),
          address_sealed: param('addressSealed'),
          excluded: param('excluded'),
        })
        .onConflict((conflict) =>
          conflict.columns(['directory_key', 'mailbox_id']).doUpdateSet((row) => ({
            address_sealed: row.ref('excluded.address_sealed'),
            excluded: row.ref('excluded.excluded'),
          })),
        ),
    ),
    removeMailboxes: database.change(
      query
        .deleteFrom('mailboxes')
        .where('directory_key', '=', directoryKey)
        .where('mailbox_id', 'in', listed('mailboxIds')),
    ),
    mailboxes: database.rows(
      page.select(['mailbox_id as mailboxId', 'address_sealed as addressSealed', 'excluded']),
      mailboxRow,
    ),
    mailboxIds: database.rows(
      page.select(['mailbox_id as mailboxId', 'excluded']),
      mailboxRow.omit({ addressSealed: true }),
    ),
    address: database.rows(
      query
        .selectFrom('mailboxes')
        .select('address_sealed as addressSealed')
        .where('directory_key', '=', directoryKey)
        .where('mailbox_id', '=', param<string>('mailboxId')),
      mailboxRow.pick({ addressSealed: true }),
    ),
  };
}

function addressPlace(connectionId: string, mailboxId: MailboxId): Place {
  return ['mailboxes.address', connectionId, mailboxId];
}

function cursorPlace(connectionId: string): Place {
  return ['directories.cursor', connectionId];
}
