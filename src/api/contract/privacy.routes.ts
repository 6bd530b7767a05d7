import type { Routes } from './route.ts';

const base = '/tenants/{tenantId}';

export const privacyRoutes = {
  getStorage: {
    method: 'GET',
    path: `${base}/privacy/storage`,
    access: 'see',
    summary: 'What is stored of a tenant, where, how protected, until when.',
  },
  getRetention: {
    method: 'GET',
    path: `${base}/privacy/retention`,
    access: 'see',
    summary: 'How long what is cached and logged is kept.',
    tagged: true,
  },
  putRetention: {
    method: 'PUT',
    path: `${base}/privacy/retention`,
    access: 'own',
    summary: 'Changes how long what is cached and logged is kept.',
    kind: 'edit',
    tagged: true,
  },
  purgeNow: {
    method: 'POST',
    path: `${base}/privacy/purge`,
    access: 'own',
    summary: 'Removes everything cached and logged now. The next run reads it anew.',
    kind: 'start',
  },
  leave: {
    method: 'POST',
    path: `${base}/privacy/leave`,
    access: 'own',
    summary: 'Takes everything out of mailboxes, withdraws, and deletes the tenant.',
    kind: 'start',
    peopleOnly: true,
  },
  getLeaving: { method: 'GET', path: `${base}/privacy/leave`, access: 'see', summary: 'How far leaving is.' },
  getCertificate: {
    method: 'GET',
    path: '/certificates/{certificateId}',
    access: 'anyone',
    summary: 'Certificate of deletion, by the id that only who left knows.',
  },
  getDocument: {
    method: 'GET',
    path: '/documents/{name}',
    access: 'anyone',
    summary: 'A document on data protection, in the language of the caller or the one asked for.',
  },
  getNotificationSettings: {
    method: 'GET',
    path: `${base}/notifications`,
    access: 'see',
    summary: 'Who is told what, and how.',
    tagged: true,
  },
  putNotificationSettings: {
    method: 'PUT',
    path: `${base}/notifications`,
    access: 'change',
    summary: 'Changes who is told what.',
    kind: 'edit',
    tagged: true,
  },
  testMail: {
    method: 'POST',
    path: `${base}/notifications/test-mail`,
    access: 'change',
    summary: 'Sends a test mail to the recipients.',
  },
  listWebhooks: { method: 'GET', path: `${base}/webhooks`, access: 'own', summary: 'Webhooks; never their secrets.' },
  createWebhook: {
    method: 'POST',
    path: `${base}/webhooks`,
    access: 'own',
    summary: 'A new webhook; its signing secret is in this answer and nowhere else.',
  },
  deleteWebhook: {
    method: 'DELETE',
    path: `${base}/webhooks/{webhookId}`,
    access: 'own',
    summary: 'Removes a webhook.',
  },
  testWebhook: {
    method: 'POST',
    path: `${base}/webhooks/{webhookId}/test`,
    access: 'own',
    summary: 'Sends a test event to a webhook.',
  },
} as const satisfies Routes;
