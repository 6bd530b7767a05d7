import type { Webhook } from '../../../tenants/telling/webhooks.ts';
import type { Api } from '../../contract/contract.ts';

/** A webhook without its secret. */
export function webhookAnswer({ secret: _, ...webhook }: Webhook): Api['createWebhook']['answer']['webhook'] {
  return { ...webhook, events: [...webhook.events] };
}
