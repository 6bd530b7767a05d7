import { z } from 'zod';
import { webhookEvents } from '../../tenants/telling/webhooks.ts';
import { storedKinds } from '../../tenants/tenant-data.ts';
import { instant, language, none } from './parts.ts';

const tenantId = z.string();
const inTenant = { params: z.object({ tenantId }) };

const retention = z.object({
  /** 1 to 30. */
  days: z.int(),
  purgeAfterSync: z.boolean(),
});

const leaving = z.object({
  state: z.enum(['not-leaving', 'uninstalling', 'failed', 'deleted']),
  mailboxes: z.int(),
  mailboxesDone: z.int(),
  /** A failure code; null: none. */
  reason: z.string().nullable(),
  /** Kept by whoever left: shows the certificate when the tenant is gone. */
  certificateId: z.string().nullable(),
});

const block = z.discriminatedUnion('kind', [
  /** Level 2 or 3. */
  z.object({ kind: z.literal('heading'), level: z.int(), text: z.string() }),
  z.object({ kind: z.literal('paragraph'), text: z.string() }),
  z.object({ kind: z.literal('list'), items: z.array(z.string()).readonly() }),
  z.object({
    kind: z.literal('table'),
    header: z.array(z.string()).readonly(),
    rows: z.array(z.array(z.string()).readonly()).readonly(),
  }),
]);

const notifications = z.object({
  mail: z.object({
    /** E-mail addresses. */
    recipients: z.array(z.email()).max(50),
    language,
    on: z.array(z.enum(['run-held', 'run-failed', 'consent-withdrawn', 'mailboxes-unavailable', 'weekly-report'])),
  }),
  /** The operator set an SMTP server up: mail can be sent. */
  mailConfigured: z.boolean(),
});

const webhookEvent = z.enum(webhookEvents);
const webhook = z.object({
  webhookId: z.string(),
  url: z.string(),
  events: z.array(webhookEvent),
  createdAt: instant,
  /** Of the last delivery: status, or why there was none. */
  lastDelivery: z.object({ at: instant, ok: z.boolean(), detail: z.string() }).nullable(),
});

export const privacySchemas = {
  getStorage: {
    ...inTenant,
    answer: z.object({
      items: z.array(
        z.object({
          what: z.enum(storedKinds),
          where: z.enum(['database', 'mailboxes', 'memory', 'files']),
          /** Encrypted at rest with the tenant's own key. */
          sealed: z.boolean(),
          personal: z.boolean(),
          entries: z.int(),
          /** ISO UTC; null: there is nothing. */
          oldestAt: instant.nullable(),
          /** When the oldest goes; null: kept until the tenant leaves. */
          goneAt: instant.nullable(),
        }),
      ),
    }),
  },
  getRetention: { ...inTenant, answer: retention },
  putRetention: {
    ...inTenant,
    body: z.strictObject({ days: z.int().min(1).max(30), purgeAfterSync: z.boolean() }),
    answer: retention,
  },
  purgeNow: { ...inTenant, body: none, answer: z.object({ purgedAt: instant }) },
  leave: {
    ...inTenant,
    body: z.strictObject({
      /** The tenant's name, typed by the person. */ confirm: z.string(),
      uninstall: z.boolean(),
    }),
    answer: leaving,
  },
  getLeaving: { ...inTenant, answer: leaving },
  getCertificate: {
    params: z.object({ certificateId: z.string().max(200) }),
    answer: z.object({
      tenantName: z.string(),
      requestedAt: instant,
      deletedAt: instant,
      mailboxesCleaned: z.int(),
      mailboxesLeft: z.int(),
      deleted: z.array(z.object({ what: z.enum(storedKinds), entries: z.int() })),
      /** SHA-256 (hex) of the other fields, written as JSON with sorted keys and without spaces. */
      hash: z.string(),
    }),
  },
  getDocument: {
    params: z.object({ name: z.enum(['data-privacy-policy', 'record-of-processing', 'sub-processors']) }),
    query: z.object({ language: language.optional() }),
    answer: z.object({ title: z.string(), language, blocks: z.array(block).readonly() }),
  },
  getNotificationSettings: { ...inTenant, answer: notifications },
  putNotificationSettings: {
    ...inTenant,
    body: z.strictObject({ mail: notifications.shape.mail }),
    answer: notifications,
  },
  testMail: {
    ...inTenant,
    body: none,
    answer: z.object({ accepted: z.array(z.string()), rejected: z.array(z.string()) }),
  },
  listWebhooks: { ...inTenant, answer: z.object({ items: z.array(webhook) }) },
  createWebhook: {
    ...inTenant,
    body: z.strictObject({
      url: z.url({ protocol: /^https$/, error: 'must be an https:// address' }).max(500),
      events: z.array(webhookEvent).min(1),
    }),
    answer: z.object({ webhook, secret: z.string() }),
  },
  deleteWebhook: { params: z.object({ tenantId, webhookId: z.string() }), answer: none },
  testWebhook: {
    params: z.object({ tenantId, webhookId: z.string() }),
    body: none,
    answer: z.object({ ok: z.boolean(), detail: z.string() }),
  },
};
