import { z } from 'zod';
import type { DocumentStore } from './documents.ts';
import type { TenantId } from './ports.ts';

/** How long a tenant keeps what is cached and logged. */
export interface RetentionSettings {
  /** 1 to 30: never longer. */
  readonly days: number;
  /** Nothing of contacts is kept between syncs. */
  readonly purgeAfterSync: boolean;
}

/** Nothing cached or logged gets older, whatever a tenant chooses. */
export const maxRetentionDays = 30;

const kind = 'retention';
const schema = z.strictObject({ days: z.int().min(1).max(maxRetentionDays), purgeAfterSync: z.boolean() });
const defaults: RetentionSettings = { days: maxRetentionDays, purgeAfterSync: false };
const dayMs = 24 * 3_600_000;

/** @returns Revision 0: the defaults. */
export async function retentionSettings(
  documents: DocumentStore,
  tenantId: TenantId,
): Promise<{ readonly revision: number; readonly settings: RetentionSettings }> {
  const stored = await documents.document(tenantId, kind, kind);
  return stored === null
    ? { revision: 0, settings: defaults }
    : { revision: stored.revision, settings: schema.parse(stored.content) };
}

/** @returns The new revision. @throws {StoreError} `conflict` */
export function saveRetentionSettings(
  documents: DocumentStore,
  tenantId: TenantId,
  settings: RetentionSettings,
  expected: number,
): Promise<number> {
  return documents.putDocument(tenantId, kind, kind, schema.parse(settings), expected);
}

/** What is older than this goes. @param now ISO UTC. */
export function keptSince({ days }: RetentionSettings, now: string): string {
  return new Date(Date.parse(now) - days * dayMs).toISOString();
}

/** When something that old goes at the latest. @param at ISO UTC. */
export function goneAfter({ days }: Pick<RetentionSettings, 'days'>, at: string): string {
  return new Date(Date.parse(at) + days * dayMs).toISOString();
}
