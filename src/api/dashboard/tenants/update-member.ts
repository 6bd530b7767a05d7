import { withRole } from '../../../tenants/members.ts';
import type { Handler } from '../../endpoint/handler.ts';
import { Problem } from '../../endpoint/problem.ts';
import { changing, memberAnswer } from './member-answer.ts';

export const updateMember: Handler<'updateMember'> = async (
  { work, params, body, caller, note },
  { tenants: ports },
) => {
  const { memberId } = params;
  let before: string | null = null;
  const members = await changing(() =>
    ports.members.saveMembers(work.tenant.tenantId, (all) => {
      const member = all.find((one) => one.memberId === memberId);
      before = member?.role ?? null;
      if (member?.identity.kind === 'group' && body.role === 'owner') {
        throw new Problem('not-possible', { detail: 'a group cannot own a tenant' });
      }
      return withRole(all, memberId, body.role);
    }),
  );
  const member = members.find((one) => one.memberId === memberId);
  if (member === undefined) throw new Problem('not-found');
  note({ subject: memberId, changes: [{ field: 'role', before, after: body.role }] });
  return memberAnswer(member, caller);
};
