import { type CreateTableBuilder, type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * Tables have a rowid and unique indexes, not WITHOUT ROWID: SQLite then finds a row by all its columns. What there is
 * much of (items, mailboxes, links, issues) names its parent by a number and not by three ids.
 */
export const firstTables: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await ofTenant(db, 'tenants')
      .addColumn('name', 'text', notNull)
      .addColumn('default_country', 'text', notNull)
      .addColumn('created_at', 'text', notNull)
      .addUniqueConstraint('tenants_by_id', ['tenant_id'])
      .execute();
    await ofTenant(db, 'wrapped_keys')
      .addColumn('master_key_id', 'text', notNull)
      .addColumn('wrapped', 'blob', notNull)
      .addUniqueConstraint('wrapped_keys_by_tenant', ['tenant_id'])
      .execute();
    await ofTenant(db, 'connections')
      .addColumn('connection_id', 'text', notNull)
      .addColumn('kind', 'text', notNull)
      .addColumn('entra_tenant_id', 'text', notNull)
      .addColumn('state', 'text', notNull)
      .addColumn('consented_at', 'text', notNull)
      .addColumn('changed_at', 'text', notNull)
      .addUniqueConstraint('connections_by_id', ['tenant_id', 'connection_id'])
      .execute();
    await ofTenant(db, 'pending_consents')
      .addColumn('state_hash', 'text', notNull)
      .addColumn('expires_at', 'text', notNull)
      .addUniqueConstraint('pending_consents_by_hash', ['tenant_id', 'state_hash'])
      .execute();
    await ofTenant(db, 'syncs')
      .addColumn('sync_id', 'text', notNull)
      .addColumn('definition_sealed', 'blob', notNull)
      .addUniqueConstraint('syncs_by_id', ['tenant_id', 'sync_id'])
      .execute();
    await createCollections(db);
    await createDirectories(db);
    await createReplicas(db);
    await createRuns(db);
  },
};

async function createCollections(db: Kysely<unknown>): Promise<void> {
  await ofTenant(db, 'collections', 'collection_key')
    .addColumn('collection_id', 'text', notNull)
    .addColumn('version', 'integer', notNull)
    .addColumn('item_count', 'integer', notNull)
    .addColumn('cursor_sealed', 'blob')
    .addColumn('definition_hash', 'text')
    .addColumn('read_at', 'text')
    .addColumn('snapshot_at', 'text')
    .addColumn('first_append_at', 'text')
    .addUniqueConstraint('collections_by_id', ['tenant_id', 'collection_id'])
    .execute();
  await db.schema
    .createTable('items')
    .addColumn('collection_key', 'integer', partOf('collections.collection_key'))
    .addColumn('item_id', 'text', notNull)
    .addColumn('version', 'integer', notNull)
    .addColumn('content_hash', 'text', notNull)
    .addColumn('item_sealed', 'blob')
    .addUniqueConstraint('items_by_id', ['collection_key', 'item_id'])
    .addUniqueConstraint('items_by_version', ['collection_key', 'version'])
    .execute();
}

async function createDirectories(db: Kysely<unknown>): Promise<void> {
  await ofTenant(db, 'directories', 'directory_key')
    .addColumn('connection_id', 'text', notNull)
    .addColumn('cursor_sealed', 'blob')
    .addColumn('written_at', 'text', notNull)
    .addUniqueConstraint('directories_by_connection', ['tenant_id', 'connection_id'])
    .execute();
  await db.schema
    .createTable('mailboxes')
    .addColumn('directory_key', 'integer', partOf('directories.directory_key'))
    .addColumn('mailbox_id', 'text', notNull)
    .addColumn('address_sealed', 'blob', notNull)
    .addColumn('excluded', 'text')
    .addUniqueConstraint('mailboxes_by_id', ['directory_key', 'mailbox_id'])
    .execute();
}

async function createReplicas(db: Kysely<unknown>): Promise<void> {
  await ofTenant(db, 'replicas', 'replica_key')
    .addColumn('sync_id', 'text', notNull)
    .addColumn('mailbox_id', 'text', notNull)
    .addColumn('folder_id', 'text')
    .addColumn('state', 'text', notNull)
    .addColumn('version', 'integer', notNull)
    .addColumn('failure_code', 'text')
    .addColumn('look_again_at', 'text')
    .addColumn('synced_at', 'text')
    .addColumn('added_at', 'text', notNull)
    .addUniqueConstraint('replicas_by_mailbox', ['tenant_id', 'sync_id', 'mailbox_id'])
    .execute();
  // What needs work is found by these two without a look at the replicas that need none.
  await db.schema
    .createIndex('replicas_by_state')
    .on('replicas')
    .columns(['tenant_id', 'sync_id', 'state', 'version', 'mailbox_id'])
    .execute();
  await db.schema
    .createIndex('replicas_to_look_at_again')
    .on('replicas')
    .columns(['tenant_id', 'sync_id', 'look_again_at', 'mailbox_id'])
    .where(sql.ref('state'), '=', sql.lit('unavailable'))
    .execute();
  await db.schema
    .createTable('links')
    .addColumn('replica_key', 'integer', partOf('replicas.replica_key'))
    .addColumn('item_id', 'text', notNull)
    .addColumn('mail_item_id', 'text', notNull)
    .addColumn('written_hash', 'text', notNull)
    .addUniqueConstraint('links_by_item', ['replica_key', 'item_id'])
    .execute();
}

async function createRuns(db: Kysely<unknown>): Promise<void> {
  await ofTenant(db, 'runs', 'run_key')
    .addColumn('run_id', 'text', notNull)
    .addColumn('sync_id', 'text', notNull)
    .addColumn('state', 'text', notNull)
    .addColumn('started_at', 'text', notNull)
    .addColumn('ended_at', 'text')
    .addColumn('totals', 'text', notNull)
    .addColumn('reason', 'text')
    .addColumn('detail', 'text')
    .addUniqueConstraint('runs_by_id', ['tenant_id', 'run_id'])
    .execute();
  await db.schema
    .createIndex('runs_by_start')
    .on('runs')
    .columns(['tenant_id', 'sync_id', 'started_at', 'run_id'])
    .execute();
  await db.schema
    .createTable('issues')
    .addColumn('issue_key', 'integer', (column) => column.primaryKey())
    .addColumn('run_key', 'integer', partOf('runs.run_key'))
    .addColumn('mailbox_id', 'text')
    .addColumn('item_id', 'text')
    .addColumn('code', 'text', notNull)
    .addColumn('detail', 'text', notNull)
    .execute();
  await db.schema.createIndex('issues_by_run').on('issues').columns(['run_key']).execute();
}

type Column = Parameters<CreateTableBuilder<string>['addColumn']>[2];

const notNull: NonNullable<Column> = (column) => column.notNull();

/** A row that goes when its parent goes. */
function partOf(parent: string): NonNullable<Column> {
  return (column) => column.notNull().references(parent).onDelete('cascade');
}

/** A table whose rows belong to a tenant; `key` is the number by which children name a row. */
function ofTenant(db: Kysely<unknown>, table: string, key?: string) {
  const created = db.schema.createTable(table);
  const keyed = key ? created.addColumn(key, 'integer', (column) => column.primaryKey()) : created;
  return keyed.addColumn('tenant_id', 'text', notNull);
}
