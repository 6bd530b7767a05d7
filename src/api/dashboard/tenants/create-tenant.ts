import { type Member, withMember } from '../../../tenants/members.ts';
import type { Tenant } from '../../../tenants/ports.ts';
import type { Handler } from '../../endpoint/handler.ts';
import { Problem } from '../../endpoint/problem.ts';
import { tenantAnswer } from './tenant-answer.ts';

/** Makes a tenant and its owner; the first entry of its audit trail says who. */
export const createTenant: Handler<'createTenant'> = async ({ body, caller, address }, { tenants: ports, now }) => {
  if (caller.kind !== 'person') throw new Problem('forbidden');
  if (!(await ports.mayCreateTenant(caller))) {
    throw new Problem('forbidden', {
      detail: 'The operator lets only owners of a tenant make new ones: ask one of them, or the operator.',
    });
  }
  const tenant: Tenant = { tenantId: ports.newId(), ...body, createdAt: now() };
  await ports.tenants.saveTenant(tenant);
  const owner: Member = {
    memberId: ports.newId(),
    identity: { kind: 'person', userName: caller.userName, person: caller.person },
    displayName: caller.displayName,
    role: 'owner',
    invitedAt: now(),
    lastSeenAt: now(),
  };
  await ports.members.saveMembers(tenant.tenantId, (members) => withMember(members, owner));
  await ports.audit.append(tenant.tenantId, {
    actor: caller.userName,
    actorKind: 'person',
    action: 'createTenant',
    subject: tenant.tenantId,
    changes: [],
    from: address,
  });
  return tenantAnswer(ports, tenant);
};
