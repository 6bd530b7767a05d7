import { type MailSettings, mailSettings, saveMailSettings } from '../../../tenants/telling/mail-settings.ts';
import type { Handler } from '../../endpoint/handler.ts';
import { revisionOf, tagOf } from '../../endpoint/tag.ts';
import { notificationAnswer } from './notification-answer.ts';

export const putNotificationSettings: Handler<'putNotificationSettings'> = async (
  { body, work, ifMatch, note },
  { privacy },
) => {
  const { tenantId, language } = work.tenant;
  const { settings: before } = await mailSettings(privacy.documents, tenantId, language);
  const recipients = [...new Map(body.mail.recipients.map((one) => [one.toLowerCase(), one])).values()];
  const after: MailSettings = { ...body.mail, recipients, on: [...new Set(body.mail.on)] };
  const revision = await saveMailSettings(privacy.documents, tenantId, after, revisionOf(ifMatch));
  const [was, is] = [told(before), told(after)];
  const fields = (['recipients', 'language', 'on'] as const).filter((field) => was[field] !== is[field]);
  note({ changes: fields.map((field) => ({ field: `mail.${field}`, before: was[field], after: is[field] })) });
  return { tag: tagOf(revision), answer: notificationAnswer(after, privacy.isMailConfigured) };
};

/** What the audit trail is told: of addresses only how many. */
function told({ recipients, language, on }: MailSettings) {
  return { recipients: String(recipients.length), language, on: [...on].sort().join(', ') };
}
