import { z } from 'zod';
import type { DocumentStore } from '../documents.ts';
import type { Notice } from '../notices.ts';
import type { TenantId } from '../ports.ts';

/** What mail can be about. */
export const mailKinds = [
  'run-held',
  'run-failed',
  'consent-withdrawn',
  'mailboxes-unavailable',
  'weekly-report',
] as const satisfies readonly Notice['kind'][];

export type MailKind = (typeof mailKinds)[number];

/** Who gets mail about what. */
export interface MailSettings {
  /** E-mail addresses. Personal: sealed at rest, never logged. */
  readonly recipients: readonly string[];
  readonly language: 'en' | 'de';
  readonly on: readonly MailKind[];
}

const kind = 'notifications';
const schema = z.strictObject({
  recipients: z.array(z.email()).max(50).readonly(),
  language: z.enum(['en', 'de']),
  on: z.array(z.enum(mailKinds)).readonly(),
});

/** Everything but the weekly report, to nobody yet. @returns Revision 0: nothing was saved. */
export async function mailSettings(
  documents: DocumentStore,
  tenantId: TenantId,
  language: 'en' | 'de',
): Promise<{ readonly revision: number; readonly settings: MailSettings }> {
  const stored = await documents.document(tenantId, kind, kind);
  const on = mailKinds.filter((one) => one !== 'weekly-report');
  if (stored === null) return { revision: 0, settings: { recipients: [], language, on } };
  return { revision: stored.revision, settings: schema.parse(stored.content) };
}

/** @returns The new revision. @throws {StoreError} `conflict` */
export function saveMailSettings(
  documents: DocumentStore,
  tenantId: TenantId,
  settings: MailSettings,
  expected: number,
): Promise<number> {
  return documents.putDocument(tenantId, kind, kind, schema.parse(settings), expected);
}
