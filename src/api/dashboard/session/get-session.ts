import type { Caller } from '../../../tenants/caller.ts';
import { consentState } from '../../../tenants/consent-state.ts';
import type { Membership } from '../../../tenants/memberships.ts';
import { type Permission, permissionsOfScope } from '../../../tenants/roles.ts';
import type { Api } from '../../contract/contract.ts';
import type { Handler } from '../../endpoint/handler.ts';
import type { SessionPorts } from './ports.ts';

type MembershipAnswer = Api['getSession']['answer']['memberships'][number];

/** Who is signed in: nobody is an answer, too. A token is nobody, but tells its tenant. */
export const getSession: Handler<'getSession'> = async ({ caller }, { session: ports }) => {
  const { version, demo } = ports;
  if (caller?.kind !== 'person') {
    const ofToken = caller === null ? null : await membershipAnswer(ports, membershipOfToken(caller));
    return { person: null, memberships: ofToken === null ? [] : [ofToken], csrfToken: null, version, demo };
  }
  const { displayName, userName, language, csrfToken } = caller;
  const order = new Intl.Collator('en').compare;
  const found = await Promise.all((await ports.membershipsOf(caller)).map((one) => membershipAnswer(ports, one)));
  const memberships = found
    .filter((one) => one !== null)
    .sort((one, other) => order(one.name, other.name) || order(one.tenantId, other.tenantId));
  return { person: { displayName, userName, language }, memberships, csrfToken, version, demo };
};

/** The role that comes next to what the token may. */
function membershipOfToken({ tenantId, scope }: Extract<Caller, { readonly kind: 'token' }>) {
  const role = ({ see: 'billing', read: 'reader', change: 'admin' } as const)[scope];
  return { tenantId, role, permissions: permissionsOfScope[scope] };
}

/** Null: the tenant is gone. */
async function membershipAnswer(
  { tenants }: SessionPorts,
  {
    tenantId,
    role,
    permissions,
  }: Pick<Membership, 'tenantId' | 'role'> & { readonly permissions: Iterable<Permission> },
): Promise<MembershipAnswer | null> {
  const tenant = await tenants.tenant(tenantId);
  if (tenant === null) return null;
  const state = consentState(await tenants.connections(tenantId));
  return { tenantId, name: tenant.name, role, permissions: [...permissions], state };
}
