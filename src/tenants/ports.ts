/** What the stores keep about tenants, and the vault that everything personal goes through. */

/** Id of a tenant of ours (never Microsoft's): a UUID. First argument of every store call. */
export type TenantId = string;

/** A customer organisation. */
export interface Tenant {
  readonly tenantId: TenantId;
  readonly name: string;
  /** ISO 3166 alpha-2: how national phone numbers are read. */
  readonly defaultCountry: string;
  /** IANA: when schedules are due. */
  readonly timeZone: string;
  /** Of mail, and of who has not chosen one. */
  readonly language: 'en' | 'de';
  /** ISO UTC. */
  readonly createdAt: string;
}

/** Stored consent to reach one system. No secret is in it. */
export interface Connection {
  readonly connectionId: string;
  readonly kind: 'microsoft-365';
  readonly entraTenantId: string;
  /** `withdrawn`: noticed at a token request or an answer; nothing runs until consent is given again. */
  readonly state: 'connected' | 'withdrawn';
  /** ISO UTC: when the proving token request worked, and when the state last changed. */
  readonly consentedAt: string;
  readonly changedAt: string;
}

/** A consent that was asked for and not yet answered. */
export interface PendingConsent {
  /** SHA-256 of the state parameter, base64url: the state itself is never stored. */
  readonly stateHash: string;
  /** ISO UTC. */
  readonly expiresAt: string;
}

export interface TenantStore {
  /** Creates or replaces. */
  saveTenant(tenant: Tenant): Promise<void>;
  tenant(tenantId: TenantId): Promise<Tenant | null>;
  /** For the operator: all tenants, oldest first. The one call without a tenant id. */
  tenants(): Promise<readonly Tenant[]>;
  /** Creates or replaces by `connectionId`. */
  saveConnection(tenantId: TenantId, connection: Connection): Promise<void>;
  connections(tenantId: TenantId): Promise<readonly Connection[]>;
  removeConnection(tenantId: TenantId, connectionId: string): Promise<void>;
  savePendingConsent(tenantId: TenantId, pending: PendingConsent): Promise<void>;
  /** Removes and returns it, so that a state works once; null: unknown or used. Expired ones are returned: the caller judges. */
  takePendingConsent(tenantId: TenantId, stateHash: string): Promise<PendingConsent | null>;
}

/** A tenant's data key as stored: encrypted by the master key. */
export interface WrappedKey {
  /** Which master key wrapped it. */
  readonly masterKeyId: string;
  readonly wrapped: Uint8Array;
}

export interface WrappedKeyStore {
  wrappedKey(tenantId: TenantId): Promise<WrappedKey | null>;
  /** Stores it unless there is one already, and returns the one that is stored: two first callers agree on one key. */
  addWrappedKey(tenantId: TenantId, key: WrappedKey): Promise<WrappedKey>;
}

/** Encryption at rest for one tenant. Synchronous, because rows are many. */
export interface TenantVault {
  /** AES-256-GCM with a fresh nonce. `context` (table, column, row id) is authenticated: a value moved elsewhere does not open. */
  seal(context: string, plaintext: Uint8Array): Uint8Array;
  /** @throws {VaultError} altered, moved, or sealed by another tenant's key. */
  open(context: string, sealed: Uint8Array): Uint8Array;
  /** A key for keyed hashes, derived from the data key: 32 bytes, one per purpose. */
  deriveKey(purpose: string): Uint8Array;
}

export interface Vault {
  /** Loads the tenant's key, making it on first use. @throws {VaultError} master key missing or wrong. */
  forTenant(tenantId: TenantId): Promise<TenantVault>;
  /** The tenant was removed, and its key: nothing opens any more, and none is made anew. */
  forget(tenantId: TenantId): void;
}

/** What the admin's browser brought back from the consent page: a hint until `prove` has worked. */
export type ConsentAnswer =
  | { readonly kind: 'granted'; readonly state: string | null; readonly entraTenantId: string }
  /** `notAdmin`: whoever was asked may not consent. */
  | { readonly kind: 'refused'; readonly state: string | null; readonly error: string; readonly notAdmin: boolean }
  | { readonly kind: 'malformed'; readonly detail: string };

/** The consent framework of one identity service. */
export interface ConsentProvider {
  /** Where to send the admin. `entraTenant`: a tenant id or domain; null lets the admin's sign-in decide. */
  consentUrl(request: {
    readonly state: string;
    readonly redirectUri: string;
    readonly entraTenant: string | null;
  }): string;
  /** Reads the query of the redirect, v1 and v2 of the endpoint; an `error` counts before everything else. */
  readAnswer(query: URLSearchParams): ConsentAnswer;
  /**
   * Requests a token for the tenant, never from a cache: the only proof of consent.
   * @throws {ConnectorError} `consent-withdrawn` (never given, or taken back), `permission-missing`, `unauthorized`, `unavailable`.
   */
  prove(entraTenantId: string, signal: AbortSignal): Promise<void>;
}
