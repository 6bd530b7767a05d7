/** Tables of members, sessions, tokens, the audit trail and documents; as `Schema`. */
export interface IdentitySchema {
  documents: {
    tenant_id: string;
    kind: string;
    document_id: string;
    revision: number;
    changed_at: string;
    content_sealed: Uint8Array;
  };
  /** Of a group: `entra_tenant_id` and `group_id`; of a person who signed in: `entra_tenant_id` and `object_id`. */
  members: {
    tenant_id: string;
    member_id: string;
    role: string;
    entra_tenant_id: string | null;
    object_id: string | null;
    group_id: string | null;
    /** Keyed; of an invitation that nobody took up, and of nothing else. */
    user_name_hash: string | null;
    invited_at: string;
    last_seen_at: string | null;
    names_sealed: Uint8Array;
  };
  sessions: {
    session_id: string;
    secret_hash: string;
    entra_tenant_id: string;
    object_id: string;
    created_at: string;
    last_used_at: string;
    names_sealed: Uint8Array;
  };
  people: { entra_tenant_id: string; object_id: string; language: string };
  api_tokens: {
    tenant_id: string;
    token_id: string;
    secret_hash: string;
    scope: string;
    created_at: string;
    expires_at: string;
    last_used_at: string | null;
    names_sealed: Uint8Array;
  };
  audit_entries: { tenant_id: string; entry_id: number; entry_sealed: Uint8Array };
  audit_heads: { tenant_id: string; entry_id: number; head_sealed: Uint8Array };
  /** `answer_sealed` null: the first request has not ended. */
  remembered_answers: {
    caller_hash: string;
    key_hash: string;
    request_hash: string;
    begun_at: string;
    answer_sealed: Uint8Array | null;
  };
}
