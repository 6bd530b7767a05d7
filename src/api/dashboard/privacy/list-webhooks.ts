import { webhooksOf } from '../../../tenants/telling/webhooks.ts';
import type { Handler } from '../../endpoint/handler.ts';
import { webhookAnswer } from './webhook-answer.ts';

export const listWebhooks: Handler<'listWebhooks'> = async ({ params: { tenantId } }, { privacy }) => {
  return { items: (await webhooksOf(privacy.documents, tenantId)).map(webhookAnswer) };
};
