import { randomUUID } from 'node:crypto';
import type { SessionPorts } from '../../api/dashboard/session/ports.ts';
import { inviteOwners } from '../../tenants/join.ts';
import type { Tenant } from '../../tenants/ports.ts';
import type { Program } from '../program.ts';
import { now } from '../sync-context.ts';
import type { Control } from './control.ts';

/** Who can be signed in as, and what they are there for. */
export type SignInAs = NonNullable<SessionPorts['demo']>['signInAs'];

const secondCompany = {
  domain: 'fabrikam-demo.onmicrosoft.com',
  displayName: 'Fabrikam Demo AG',
  people: 40,
  mailboxes: 30,
};

/** A second company that is not connected yet, and people of both who may look around. */
export async function openDemo(
  { stores, configuredTenantId }: Program,
  control: Control,
  entraTenantId: string,
): Promise<SignInAs> {
  const second: Tenant = {
    tenantId: randomUUID(),
    name: secondCompany.displayName,
    defaultCountry: 'DE',
    timeZone: 'Europe/Berlin',
    language: 'de',
    createdAt: now(),
  };
  await stores.tenants.saveTenant(second);
  const secondEntraTenant = await control.addTenant(secondCompany);
  const [admin, partner, user] = await control.userNames(entraTenantId);
  const [newAdmin] = await control.userNames(secondEntraTenant);
  const context = { members: stores.members, audit: stores.audit, now, newId: randomUUID };
  const known = (...names: readonly (string | undefined)[]) => names.filter((name) => name !== undefined);
  await inviteOwners(context, configuredTenantId, known(admin, partner));
  await inviteOwners(context, second.tenantId, known(newAdmin, partner));
  const all = { admin, 'new-tenant-admin': newAdmin, partner, user } as const;
  return (['admin', 'new-tenant-admin', 'partner', 'user'] as const).flatMap((says) => {
    const userName = all[says];
    return userName === undefined ? [] : [{ userName, says }];
  });
}
