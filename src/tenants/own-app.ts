import { z } from 'zod';
import type { DocumentStore } from './documents.ts';
import type { TenantId } from './ports.ts';

/** An app registration of the tenant's own, with what it proves itself by. The private key never leaves the stores but for that. */
export interface OwnApp {
  readonly clientId: string;
  readonly certificatePem: string;
  readonly privateKeyPem: string;
  /** SHA-1 in capital hexadecimal digits, as Entra shows it. */
  readonly thumbprint: string;
  /** ISO UTC: end of the certificate. */
  readonly expiresAt: string;
}

const kind = 'own-app';
const documentId = 'own-app';

const contentSchema = z.object({
  app: z
    .object({
      clientId: z.string(),
      certificatePem: z.string(),
      privateKeyPem: z.string(),
      thumbprint: z.string(),
      expiresAt: z.string(),
    })
    .nullable(),
});

/** Null: the tenant uses that of Ringbook. Revision 0: it never had one. */
export async function ownApp(
  documents: DocumentStore,
  tenantId: TenantId,
): Promise<{ readonly revision: number; readonly app: OwnApp | null }> {
  const stored = await documents.document(tenantId, kind, documentId);
  if (stored === null) return { revision: 0, app: null };
  return { revision: stored.revision, app: contentSchema.parse(stored.content).app };
}

/** @returns The new revision. @throws {StoreError} `conflict` */
export function saveOwnApp(
  documents: DocumentStore,
  tenantId: TenantId,
  app: OwnApp | null,
  expected: number,
): Promise<number> {
  return documents.putDocument(tenantId, kind, documentId, { app }, expected);
}
