import { withoutMember } from '../../../tenants/members.ts';
import type { Handler } from '../../endpoint/handler.ts';
import { changing } from './member-answer.ts';

export const removeMember: Handler<'removeMember'> = async ({ work, params }, { tenants: { members } }) => {
  await changing(() => members.saveMembers(work.tenant.tenantId, (all) => withoutMember(all, params.memberId)));
  return null;
};
