import { webhooksOf } from '../../../tenants/telling/webhooks.ts';
import type { Handler } from '../../endpoint/handler.ts';
import { Problem } from '../../endpoint/problem.ts';

export const testWebhook: Handler<'testWebhook'> = async ({ params: { tenantId, webhookId }, signal }, { privacy }) => {
  const webhooks = await webhooksOf(privacy.documents, tenantId);
  const webhook = webhooks.find((one) => one.webhookId === webhookId);
  if (webhook === undefined) throw new Problem('not-found');
  const { ok, detail } = await privacy.sendTestEvent(tenantId, webhook, signal);
  return { ok, detail };
};
