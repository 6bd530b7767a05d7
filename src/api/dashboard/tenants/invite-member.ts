import { type Member, type MemberIdentity, withMember } from '../../../tenants/members.ts';
import type { Handler } from '../../endpoint/handler.ts';
import { Problem } from '../../endpoint/problem.ts';
import { changing, memberAnswer } from './member-answer.ts';

export const inviteMember: Handler<'inviteMember'> = async ({ work, body, caller, note }, { tenants: ports, now }) => {
  const { tenantId } = work.tenant;
  const identity: MemberIdentity =
    body.kind === 'person'
      ? { kind: 'person', userName: body.userName, person: null }
      : { kind: 'group', entraTenantId: await connectedTenant(work), groupId: body.groupId.toLowerCase() };
  const base = { displayName: null, role: body.role, invitedAt: now(), lastSeenAt: null };
  const member: Member = { memberId: ports.newId(), identity, ...base };
  await changing(() => ports.members.saveMembers(tenantId, (members) => withMember(members, member)));
  note({ subject: member.memberId, changes: [{ field: 'role', before: null, after: body.role }] });
  return memberAnswer(member, caller);
};

/** Groups are those of the Entra tenant that is connected. @throws {Problem} `not-connected` */
async function connectedTenant(work: {
  connections(): Promise<readonly { readonly entraTenantId: string }[]>;
}): Promise<string> {
  const [connection] = await work.connections();
  if (connection === undefined) throw new Problem('not-connected');
  return connection.entraTenantId;
}
