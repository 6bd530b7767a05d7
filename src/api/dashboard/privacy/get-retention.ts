import { retentionSettings } from '../../../tenants/retention-settings.ts';
import type { Handler } from '../../endpoint/handler.ts';
import { tagOf } from '../../endpoint/tag.ts';

export const getRetention: Handler<'getRetention'> = async ({ params: { tenantId } }, { privacy }) => {
  const { revision, settings } = await retentionSettings(privacy.documents, tenantId);
  return { tag: tagOf(revision), answer: settings };
};
