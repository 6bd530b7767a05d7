import { z } from 'zod';
import type { DocumentStore } from '../documents.ts';
import type { Notice } from '../notices.ts';
import type { TenantId } from '../ports.ts';

/** What programs can be told. */
export const webhookEvents = [
  'run.ended',
  'run.held',
  'run.failed',
  'consent.withdrawn',
  'consent.given',
  'tenant.left',
] as const;

export type WebhookEvent = (typeof webhookEvents)[number];

/** What came of a delivery. */
export interface Delivery {
  /** ISO UTC. */
  readonly at: string;
  readonly ok: boolean;
  /** `HTTP 204`, or why there was no answer; nothing of what was answered. */
  readonly detail: string;
}

/** Where a program of the tenant wants to be told. */
export interface Webhook {
  readonly webhookId: string;
  /** May hold a secret of its receiver: sealed at rest, never logged. */
  readonly url: string;
  readonly events: readonly WebhookEvent[];
  /** `whsec_` and base64: signs what is delivered. Shown once, sealed at rest. */
  readonly secret: string;
  /** ISO UTC. */
  readonly createdAt: string;
  readonly lastDelivery: Delivery | null;
}

const kind = 'webhook';
const schema = z.strictObject({
  url: z.string(),
  events: z.array(z.enum(webhookEvents)).readonly(),
  secret: z.string(),
  createdAt: z.string(),
  lastDelivery: z.strictObject({ at: z.string(), ok: z.boolean(), detail: z.string() }).nullable(),
});

/** Oldest first. */
export async function webhooksOf(documents: DocumentStore, tenantId: TenantId): Promise<readonly Webhook[]> {
  const stored = await documents.documents(tenantId, kind);
  const webhooks = stored.map(({ documentId, content }) => ({ webhookId: documentId, ...schema.parse(content) }));
  return webhooks.toSorted((one, other) => (one.createdAt < other.createdAt ? -1 : 1));
}

export async function addWebhook(documents: DocumentStore, tenantId: TenantId, webhook: Webhook): Promise<void> {
  const { webhookId, ...content } = webhook;
  await documents.putDocument(tenantId, kind, webhookId, content, 0);
}

/** @returns Whether there was one. */
export function removeWebhook(documents: DocumentStore, tenantId: TenantId, webhookId: string): Promise<boolean> {
  return documents.removeDocument(tenantId, kind, webhookId);
}

/** Notes what came of the last delivery; of a webhook that was removed meanwhile nothing. */
export async function noteDelivery(
  documents: DocumentStore,
  tenantId: TenantId,
  webhookId: string,
  lastDelivery: Delivery,
): Promise<void> {
  const stored = await documents.document(tenantId, kind, webhookId);
  if (stored === null) return;
  const content = { ...schema.parse(stored.content), lastDelivery };
  try {
    await documents.putDocument(tenantId, kind, webhookId, content, stored.revision);
  } catch (error) {
    // Another delivery noted itself first, or the webhook went: either is as good.
    if (!(error instanceof Error && 'code' in error && error.code === 'conflict')) throw error;
  }
}

/** Which event a notice is for programs; null: it is for people only. */
export function eventOf(notice: Notice): WebhookEvent | null {
  switch (notice.kind) {
    case 'run-ended':
      return 'run.ended';
    case 'run-held':
      return 'run.held';
    case 'run-failed':
      return 'run.failed';
    case 'consent-withdrawn':
      return 'consent.withdrawn';
    case 'consent-given':
      return 'consent.given';
    case 'tenant-left':
      return 'tenant.left';
    case 'mailboxes-unavailable':
    case 'weekly-report':
      return null;
  }
}

/** The body of an event: ids, counts and codes. @param at ISO UTC of when it happened. */
export function webhookBody(
  tenantId: TenantId,
  type: WebhookEvent | 'test',
  at: string,
  notice: Notice | null,
): string {
  const { kind: _, ...data } = notice ?? { kind: 'test' };
  return JSON.stringify({ type, timestamp: at, data: { tenantId, ...data } });
}
