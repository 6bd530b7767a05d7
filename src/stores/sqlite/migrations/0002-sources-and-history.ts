import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * Logs of sources beside those of collections, what collections were before, photos, and definitions as a whole.
 *
 * What was cached goes, and is read again: nothing here can open what is sealed. Of replicas remain the folders, in state
 * `unknown`: mailboxes are looked at before anything is written to them, so nothing comes twice.
 */
export const sourcesAndHistory: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    // Children first: a parent's rows would take them along one by one.
    for (const table of ['links', 'items', 'collections', 'syncs']) await db.schema.dropTable(table).execute();
    for (const statement of [definitions, ...logs, ...photos, links, ...replicas, ...runs]) await statement.execute(db);
  },
};

const definitions = sql`
  create table definitions (
    tenant_id text not null,
    revision integer not null,
    definitions_sealed blob not null,
    constraint definitions_by_tenant unique (tenant_id)
  )`;

const logs = [
  sql`
    create table logs (
      log_key integer primary key,
      tenant_id text not null,
      kind text not null,
      log_id text not null,
      version integer not null,
      item_count integer not null,
      history_from integer not null,
      cursor_sealed blob,
      definition_hash text,
      read_at text,
      snapshot_at text,
      first_append_at text,
      constraint logs_by_id unique (tenant_id, kind, log_id)
    )`,
  sql`
    create table entries (
      log_key integer not null references logs (log_key) on delete cascade,
      item_id text not null,
      version integer not null,
      content_hash text not null,
      content_sealed blob,
      gone_at text,
      ripened_days integer not null,
      constraint entries_by_id unique (log_key, item_id),
      constraint entries_by_version unique (log_key, version)
    )`,
  // Of the tombstones only: what ripens is found without a look at what is there.
  sql`create index entries_gone on entries (log_key, gone_at) where gone_at is not null`,
  sql`
    create table former_entries (
      log_key integer not null references logs (log_key) on delete cascade,
      item_id text not null,
      version integer not null,
      content_hash text not null,
      content_sealed blob not null,
      replaced_version integer not null,
      replaced_at text not null,
      constraint former_entries_by_id unique (log_key, item_id, version)
    )`,
  sql`create index former_entries_by_time on former_entries (log_key, replaced_at)`,
];

const photos = [
  sql`
    create table photos (
      tenant_id text not null,
      source_id text not null,
      item_id text not null,
      etag text,
      hash text,
      checked_at text not null,
      constraint photos_by_item unique (tenant_id, source_id, item_id)
    )`,
  sql`create index photos_by_hash on photos (tenant_id, hash) where hash is not null`,
  sql`
    create table images (
      tenant_id text not null,
      hash text not null,
      jpeg_sealed blob not null,
      constraint images_by_hash unique (tenant_id, hash)
    )`,
];

const links = sql`
  create table links (
    replica_key integer not null references replicas (replica_key) on delete cascade,
    item_id text not null,
    mail_item_id text not null,
    written_hash text not null,
    change_key text,
    photo text,
    dismissed integer not null,
    constraint links_by_item unique (replica_key, item_id)
  )`;

const replicas = [
  sql`alter table replicas add column drift_cursor_sealed blob`,
  sql`alter table replicas add column look_at text`,
  sql`
    update replicas
    set state = 'unknown', version = 0, failure_code = null, look_again_at = null, synced_at = null`,
  // As replicas_to_look_at_again: what is due is found without a look at what is at the head.
  sql`
    create index replicas_to_look_at on replicas (tenant_id, sync_id, look_at, mailbox_id) where state = 'ready'`,
];

const runs = [
  sql`alter table runs add column kind text not null default 'sync'`,
  sql`alter table runs add column version_before integer`,
  sql`alter table runs add column set_up text`,
  sql`alter table runs add column held_hash text`,
];
