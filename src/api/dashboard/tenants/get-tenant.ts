import type { Handler } from '../../endpoint/handler.ts';
import { tenantAnswer } from './tenant-answer.ts';
import { tagOfTenant } from './tenant-tag.ts';

export const getTenant: Handler<'getTenant'> = async ({ work }, { tenants: ports }) => ({
  tag: tagOfTenant(work.tenant),
  answer: await tenantAnswer(ports, work.tenant),
});
