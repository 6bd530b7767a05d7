import type { TenantId } from './ports.ts';

/** Kinds of what is in the database. */
export const rowKinds = [
  'address-list',
  'collections',
  'photos',
  'mailboxes',
  'replicas',
  'links',
  'runs',
  'issues',
  'members',
  /** Of the people who are members; they end by themselves. */
  'sessions',
  'api-tokens',
  'audit-trail',
  'definitions',
  'connections',
  'documents',
  'notifications',
] as const;

/** Kinds of what is stored of a tenant; each names a text of the pages. */
export const storedKinds = [
  ...rowKinds,
  /** In mailboxes, not with us: what links lead to. */
  'written-contacts',
  /** Files beside the database. */
  'csv-files',
] as const;

export type RowKind = (typeof rowKinds)[number];
export type StoredKind = (typeof storedKinds)[number];

/** How much there is of a kind. */
export interface StoredAmount<Kind extends StoredKind = StoredKind> {
  readonly what: Kind;
  readonly entries: number;
  /** ISO UTC of the oldest, as retention counts its age; null: there is none, or it has no age. */
  readonly oldestAt: string | null;
}

/** A certificate as it is kept: whoever has not its id can neither find nor read it. */
export interface SealedCertificate {
  readonly idHash: string;
  /** ISO UTC. */
  readonly deletedAt: string;
  readonly sealed: Uint8Array;
}

/** All of a tenant at once: how much there is, and its end. */
export interface TenantData {
  /** Of every kind, by one query each. */
  amounts(tenantId: TenantId): Promise<readonly StoredAmount<RowKind>[]>;
  /**
   * Removes everything of the tenant from every table, its key too, and keeps the certificate: both or neither. What
   * was there is overwritten on disk, and copies of the key are removed.
   * @param certify Gets what there was.
   */
  removeTenant(
    tenantId: TenantId,
    certify: (removed: readonly StoredAmount<RowKind>[]) => SealedCertificate,
  ): Promise<void>;
  /** Null: there is none by this id. */
  certificate(idHash: string): Promise<Uint8Array | null>;
}
