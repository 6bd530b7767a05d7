import { retentionSettings, saveRetentionSettings } from '../../../tenants/retention-settings.ts';
import type { Handler } from '../../endpoint/handler.ts';
import { revisionOf, tagOf } from '../../endpoint/tag.ts';

export const putRetention: Handler<'putRetention'> = async (
  { params: { tenantId }, body, ifMatch, note },
  { privacy },
) => {
  const { settings: before } = await retentionSettings(privacy.documents, tenantId);
  const revision = await saveRetentionSettings(privacy.documents, tenantId, body, revisionOf(ifMatch));
  const fields = (['days', 'purgeAfterSync'] as const).filter((field) => before[field] !== body[field]);
  note({
    changes: fields.map((field) => ({ field, before: String(before[field]), after: String(body[field]) })),
  });
  if (body.days < before.days) await privacy.purgeOld(tenantId);
  return { tag: tagOf(revision), answer: body };
};
