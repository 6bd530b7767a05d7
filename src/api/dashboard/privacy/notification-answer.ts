import type { MailSettings } from '../../../tenants/telling/mail-settings.ts';
import type { Api } from '../../contract/contract.ts';

export function notificationAnswer(
  { recipients, language, on }: MailSettings,
  mailConfigured: boolean,
): Api['getNotificationSettings']['answer'] {
  return { mail: { recipients: [...recipients], language, on: [...on] }, mailConfigured };
}
