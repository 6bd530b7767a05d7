import type { privacyRoutes } from '../../contract/privacy.routes.ts';
import type { Handlers } from '../../endpoint/handler.ts';
import { createWebhook } from './create-webhook.ts';
import { deleteWebhook } from './delete-webhook.ts';
import { getCertificate } from './get-certificate.ts';
import { getDocument } from './get-document.ts';
import { getLeaving } from './get-leaving.ts';
import { getNotificationSettings } from './get-notification-settings.ts';
import { getRetention } from './get-retention.ts';
import { getStorage } from './get-storage.ts';
import { leave } from './leave.ts';
import { listWebhooks } from './list-webhooks.ts';
import { purgeNow } from './purge-now.ts';
import { putNotificationSettings } from './put-notification-settings.ts';
import { putRetention } from './put-retention.ts';
import { testMail } from './test-mail.ts';
import { testWebhook } from './test-webhook.ts';

/** Every operation of this area. */
export const privacyHandlers: Handlers<keyof typeof privacyRoutes> = {
  getStorage,
  getRetention,
  putRetention,
  purgeNow,
  leave,
  getLeaving,
  getCertificate,
  getDocument,
  getNotificationSettings,
  putNotificationSettings,
  testMail,
  listWebhooks,
  createWebhook,
  deleteWebhook,
  testWebhook,
};
