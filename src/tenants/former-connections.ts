import { z } from 'zod';
import type { DocumentStore } from './documents.ts';
import type { Connection, TenantId } from './ports.ts';

const kind = 'former-connection';
const contentSchema = z.object({ connectionId: z.string() });

/** The id that a connection to the Entra tenant had before it was forgotten: what is set up names it still. */
export async function formerConnectionId(
  documents: DocumentStore,
  tenantId: TenantId,
  entraTenantId: string,
): Promise<string | null> {
  const stored = await documents.document(tenantId, kind, entraTenantId);
  return stored === null ? null : contentSchema.parse(stored.content).connectionId;
}

export async function rememberConnectionId(
  documents: DocumentStore,
  tenantId: TenantId,
  { connectionId, entraTenantId }: Connection,
): Promise<void> {
  const revision = (await documents.document(tenantId, kind, entraTenantId))?.revision ?? 0;
  await documents.putDocument(tenantId, kind, entraTenantId, { connectionId }, revision);
}
