import type { TenantId } from './ports.ts';

/** One change, before it is in the trail. Ids, codes and settings; never contacts, addresses or secrets. */
export interface AuditDraft {
  /** User name of a person, name of a token, or `ringbook`. Personal: sealed at rest. */
  readonly actor: string;
  readonly actorKind: 'person' | 'token' | 'system';
  /** Id of an operation of the API, `signIn`, or what the program did: `consentWithdrawn`. */
  readonly action: string;
  readonly subject: string | null;
  readonly changes: readonly {
    readonly field: string;
    readonly before: string | null;
    readonly after: string | null;
  }[];
  /** Network address of the caller; null: the program itself. */
  readonly from: string | null;
}

/** A change as it stands in the trail of a tenant. */
export interface AuditEntry extends AuditDraft {
  /** 1, 2, 3 … without a gap. */
  readonly entryId: number;
  /** ISO UTC. */
  readonly at: string;
  /** SHA-256 over all of the above and the hash of the entry before, hexadecimal (`hashOfEntry`). */
  readonly hash: string;
}

/** The end of a trail: kept beside the entries, so that it shows when the last of them are gone. */
export type AuditHead = Pick<AuditEntry, 'entryId' | 'hash'>;

/** Keeps who changed what. Nothing in it can be changed, and nothing goes before its tenant does. */
export interface AuditTrail {
  /** Appends with the time and the hash of the entry before, in one step. */
  append(tenantId: TenantId, draft: AuditDraft): Promise<void>;
  /** Null: nothing was appended. */
  head(tenantId: TenantId): Promise<AuditHead | null>;
  /** At most `limit` entries before one, newest first; null: from the newest on. */
  entriesBefore(tenantId: TenantId, before: number | null, limit: number): Promise<readonly AuditEntry[]>;
  /** At most `limit` entries after one, oldest first; 0: from the first on. */
  entriesAfter(tenantId: TenantId, after: number, limit: number): Promise<readonly AuditEntry[]>;
}
