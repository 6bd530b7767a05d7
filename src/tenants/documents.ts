import type { TenantId } from './ports.ts';

/** A small thing that a tenant keeps, as JSON: settings, a webhook, a template. Whoever uses it parses its content. */
export interface StoredDocument {
  readonly documentId: string;
  /** Rises by one with each change; 1: it was never changed. */
  readonly revision: number;
  /** JSON. May be personal: sealed at rest. */
  readonly content: unknown;
  /** ISO UTC. */
  readonly changedAt: string;
}

/** Small documents of a tenant, by what they are and their id. */
export interface DocumentStore {
  document(tenantId: TenantId, kind: string, documentId: string): Promise<StoredDocument | null>;
  /** By id. */
  documents(tenantId: TenantId, kind: string): Promise<readonly StoredDocument[]>;
  /**
   * Creates or replaces.
   * @param expected Revision that the change was made from; 0: there is none yet.
   * @returns The new revision.
   * @throws {StoreError} `conflict`: someone else changed, made or removed it meanwhile.
   */
  putDocument(
    tenantId: TenantId,
    kind: string,
    documentId: string,
    content: unknown,
    expected: number,
  ): Promise<number>;
  /** @returns Whether there was one. */
  removeDocument(tenantId: TenantId, kind: string, documentId: string): Promise<boolean>;
}
