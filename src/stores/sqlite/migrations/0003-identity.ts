import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Members, sessions, API tokens, the audit trail, remembered answers, and small documents of tenants. */
export const identity: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of statements) await statement.execute(db);
  },
};

const statements = [
  sql`
    create table documents (
      tenant_id text not null,
      kind text not null,
      document_id text not null,
      revision integer not null,
      changed_at text not null,
      content_sealed blob not null,
      constraint documents_by_id unique (tenant_id, kind, document_id)
    )`,
  sql`
    create table members (
      tenant_id text not null,
      member_id text not null,
      role text not null,
      entra_tenant_id text,
      object_id text,
      group_id text,
      user_name_hash text,
      invited_at text not null,
      last_seen_at text,
      names_sealed blob not null,
      constraint members_by_id unique (tenant_id, member_id)
    )`,
  sql`create index members_by_person on members (entra_tenant_id, object_id) where object_id is not null`,
  sql`create index members_by_group on members (entra_tenant_id) where group_id is not null`,
  sql`create index members_invited on members (user_name_hash) where user_name_hash is not null`,
  sql`
    create table sessions (
      session_id text not null,
      secret_hash text not null,
      entra_tenant_id text not null,
      object_id text not null,
      created_at text not null,
      last_used_at text not null,
      names_sealed blob not null,
      constraint sessions_by_id unique (session_id),
      constraint sessions_by_secret unique (secret_hash)
    )`,
  sql`create index sessions_by_person on sessions (entra_tenant_id, object_id, created_at)`,
  sql`create index sessions_by_use on sessions (last_used_at)`,
  sql`create index sessions_by_age on sessions (created_at)`,
  sql`
    create table people (
      entra_tenant_id text not null,
      object_id text not null,
      language text not null,
      constraint people_by_id unique (entra_tenant_id, object_id)
    )`,
  sql`
    create table api_tokens (
      tenant_id text not null,
      token_id text not null,
      secret_hash text not null,
      scope text not null,
      created_at text not null,
      expires_at text not null,
      last_used_at text,
      names_sealed blob not null,
      constraint api_tokens_by_id unique (tenant_id, token_id)
    )`,
  sql`create index api_tokens_by_token on api_tokens (token_id)`,
  sql`
    create table audit_entries (
      tenant_id text not null,
      entry_id integer not null,
      entry_sealed blob not null,
      constraint audit_entries_by_id unique (tenant_id, entry_id)
    )`,
  sql`
    create table audit_heads (
      tenant_id text not null,
      entry_id integer not null,
      head_sealed blob not null,
      constraint audit_heads_by_tenant unique (tenant_id)
    )`,
  sql`
    create table remembered_answers (
      caller_hash text not null,
      key_hash text not null,
      request_hash text not null,
      begun_at text not null,
      answer_sealed blob,
      constraint remembered_answers_by_key unique (caller_hash, key_hash)
    )`,
  sql`create index remembered_answers_by_age on remembered_answers (begun_at)`,
];
