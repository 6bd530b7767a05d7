/** The tables as the newest migration leaves them. Columns that hold a sealed value end in `_sealed`. */
import type { Generated } from 'kysely';
import type { IdentitySchema } from './identity-schema.ts';

/** Whose log it is. */
export type LogKind = 'source' | 'collection';

export interface Schema extends IdentitySchema {
  tenants: {
    tenant_id: string;
    name: string;
    default_country: string;
    time_zone: string;
    language: string;
    created_at: string;
  };
  wrapped_keys: { tenant_id: string; master_key_id: string; wrapped: Uint8Array };
  connections: {
    tenant_id: string;
    connection_id: string;
    kind: string;
    entra_tenant_id: string;
    state: string;
    consented_at: string;
    changed_at: string;
  };
  pending_consents: { tenant_id: string; state_hash: string; expires_at: string };
  definitions: { tenant_id: string; revision: number; definitions_sealed: Uint8Array };
  logs: {
    log_key: Generated<number>;
    tenant_id: string;
    kind: LogKind;
    log_id: string;
    version: number;
    item_count: number;
    /** The lowest version at which all that was there is known. */
    history_from: number;
    cursor_sealed: Uint8Array | null;
    definition_hash: string | null;
    read_at: string | null;
    snapshot_at: string | null;
    /** When the oldest entry of a log that was never read completely came. */
    first_append_at: string | null;
  };
  /** `content_sealed` is null in a tombstone, `gone_at` in everything else. */
  entries: {
    log_key: number;
    item_id: string;
    version: number;
    content_hash: string;
    content_sealed: Uint8Array | null;
    gone_at: string | null;
    /** After how many days the tombstone was last appended again; 0: it was not. */
    ripened_days: number;
  };
  /** What an item was from `version` to the version before `replaced_version`; no tombstones. */
  former_entries: {
    log_key: number;
    item_id: string;
    version: number;
    content_hash: string;
    content_sealed: Uint8Array;
    replaced_version: number;
    replaced_at: string;
  };
  photos: {
    tenant_id: string;
    source_id: string;
    item_id: string;
    etag: string | null;
    hash: string | null;
    checked_at: string;
  };
  images: { tenant_id: string; hash: string; jpeg_sealed: Uint8Array };
  directories: {
    directory_key: Generated<number>;
    tenant_id: string;
    connection_id: string;
    cursor_sealed: Uint8Array | null;
    written_at: string;
  };
  mailboxes: { directory_key: number; mailbox_id: string; address_sealed: Uint8Array; excluded: string | null };
  replicas: {
    replica_key: Generated<number>;
    tenant_id: string;
    sync_id: string;
    mailbox_id: string;
    folder_id: string | null;
    state: string;
    version: number;
    failure_code: string | null;
    look_again_at: string | null;
    synced_at: string | null;
    added_at: string;
    drift_cursor_sealed: Uint8Array | null;
    look_at: string | null;
  };
  /** `dismissed` is 0 or 1. */
  links: {
    replica_key: number;
    item_id: string;
    mail_item_id: string;
    written_hash: string;
    change_key: string | null;
    photo: string | null;
    dismissed: number;
  };
  runs: {
    run_key: Generated<number>;
    tenant_id: string;
    run_id: string;
    sync_id: string;
    state: string;
    started_at: string;
    ended_at: string | null;
    totals: string;
    reason: string | null;
    detail: string | null;
    kind: Generated<string>;
    version_before: number | null;
    set_up: string | null;
    held_hash: string | null;
  };
  issues: {
    issue_key: Generated<number>;
    run_key: number;
    mailbox_id: string | null;
    item_id: string | null;
    code: string;
    detail: string;
  };
  /** Of no tenant: whoever has not the id of a certificate can neither find nor open it. */
  certificates: { id_hash: string; deleted_at: string; certificate_sealed: Uint8Array };
}
