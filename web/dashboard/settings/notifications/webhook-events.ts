import type { Api } from '../../../../src/api/contract/contract.ts';

export type WebhookEvent = Api['createWebhook']['body']['events'][number];

/** Names of what a webhook is told: programs read them, so that they are in no language. */
export const webhookEvents: readonly WebhookEvent[] = [
  'run.ended',
  'run.held',
  'run.failed',
  'consent.withdrawn',
  'consent.given',
  'tenant.left',
];
