import { removeWebhook } from '../../../tenants/telling/webhooks.ts';
import type { Handler } from '../../endpoint/handler.ts';
import { Problem } from '../../endpoint/problem.ts';

export const deleteWebhook: Handler<'deleteWebhook'> = async ({ params: { tenantId, webhookId } }, { privacy }) => {
  if (!(await removeWebhook(privacy.documents, tenantId, webhookId))) throw new Problem('not-found');
  return null;
};
