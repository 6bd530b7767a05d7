/** The tables as the newest migration leaves them. Columns that hold a sealed value end in `_sealed`. */
import type { Generated } from 'kysely';

export interface Schema {
  tenants: { tenant_id: string; name: string; default_country: string; created_at: string };
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
  syncs: { tenant_id: string; sync_id: string; definition_sealed: Uint8Array };
  collections: {
    collection_key: Generated<number>;
    tenant_id: string;
    collection_id: string;
    version: number;
    item_count: number;
    cursor_sealed: Uint8Array | null;
    definition_hash: string | null;
    read_at: string | null;
    snapshot_at: string | null;
    /** When the oldest entry of a collection that was never read completely came. */
    first_append_at: string | null;
  };
  /** `item_sealed` is null in a tombstone. */
  items: {
    collection_key: number;
    item_id: string;
    version: number;
    content_hash: string;
    item_sealed: Uint8Array | null;
  };
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
  };
  links: { replica_key: number; item_id: string; mail_item_id: string; written_hash: string };
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
  };
  issues: {
    issue_key: Generated<number>;
    run_key: number;
    mailbox_id: string | null;
    item_id: string | null;
    code: string;
    detail: string;
  };
}
