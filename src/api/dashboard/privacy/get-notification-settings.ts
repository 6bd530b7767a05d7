import { mailSettings } from '../../../tenants/telling/mail-settings.ts';
import type { Handler } from '../../endpoint/handler.ts';
import { tagOf } from '../../endpoint/tag.ts';
import { notificationAnswer } from './notification-answer.ts';

export const getNotificationSettings: Handler<'getNotificationSettings'> = async ({ work }, { privacy }) => {
  const { tenantId, language } = work.tenant;
  const { revision, settings } = await mailSettings(privacy.documents, tenantId, language);
  return { tag: tagOf(revision), answer: notificationAnswer(settings, privacy.isMailConfigured) };
};
