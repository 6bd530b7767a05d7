import { mailSettings } from '../../../tenants/telling/mail-settings.ts';
import type { Handler } from '../../endpoint/handler.ts';
import { Problem } from '../../endpoint/problem.ts';

export const testMail: Handler<'testMail'> = async ({ work }, { privacy }) => {
  const { tenantId, language } = work.tenant;
  if (!privacy.isMailConfigured) throw new Problem('not-possible', { detail: 'no mail server is set up' });
  const { settings } = await mailSettings(privacy.documents, tenantId, language);
  if (settings.recipients.length === 0) throw new Problem('not-possible', { detail: 'there are no recipients' });
  const retryAfterSeconds = privacy.testMailWait(tenantId);
  if (retryAfterSeconds > 0) throw new Problem('too-many-requests', { retryAfterSeconds });
  const { accepted, rejected } = await privacy.sendTestMail(work.tenant, settings);
  return { accepted: [...accepted], rejected: [...rejected] };
};
