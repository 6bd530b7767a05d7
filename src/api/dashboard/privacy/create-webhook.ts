import { addWebhook, type Webhook, webhooksOf } from '../../../tenants/telling/webhooks.ts';
import type { Handler } from '../../endpoint/handler.ts';
import { Problem } from '../../endpoint/problem.ts';
import { webhookAnswer } from './webhook-answer.ts';

const mostWebhooks = 20;

export const createWebhook: Handler<'createWebhook'> = async (
  { params: { tenantId }, body, language, note },
  { privacy, now },
) => {
  const { username, password, hash } = new URL(body.url);
  if (username !== '' || password !== '' || hash !== '') {
    throw new Problem('invalid-input', { fields: [{ path: 'body.url', message: notPlain[language] }] });
  }
  if ((await webhooksOf(privacy.documents, tenantId)).length >= mostWebhooks) {
    throw new Problem('not-possible', { detail: `there are ${mostWebhooks} webhooks already` });
  }
  const webhook: Webhook = {
    webhookId: privacy.newId(),
    url: body.url,
    events: [...new Set(body.events)],
    secret: privacy.newWebhookSecret(),
    createdAt: now(),
    lastDelivery: null,
  };
  await addWebhook(privacy.documents, tenantId, webhook);
  // Its address may hold a secret.
  note({
    subject: webhook.webhookId,
    changes: [{ field: 'events', before: null, after: webhook.events.join(', ') }],
  });
  return { webhook: webhookAnswer(webhook), secret: webhook.secret };
};

const notPlain = {
  en: 'must not hold a user name, password or fragment',
  de: 'darf keinen Benutzernamen, kein Passwort und kein Fragment enthalten',
} as const;
