import type { SimOrgContact, SimTenant } from '../../world/model.ts';
import type { Route } from '../route.ts';
import { directoryDelta } from './delta.ts';
import { countObjects, getObject, listObjects, sourceOf } from './list.ts';
import { groupsWith, transitiveGroupsWith } from './membership.ts';
import { readOrgContacts } from './permissions.ts';
import { orgContactType } from './properties.ts';
import { relationRoutes } from './relation-routes.ts';
import { resourceNotFound } from './resource.ts';

const everyone = (tenant: SimTenant) => sourceOf(orgContactType, tenant.orgContacts.values(), 'contacts');

/** Organizational contacts; at the root `/contacts` means these, below a user personal ones. */
export const orgContactRoutes: readonly Route[] = [
  route('/contacts', 'orgContacts.list', (context) => listObjects(context, everyone(context.caller.tenant))),
  route('/contacts/$count', 'orgContacts.count', (context) => countObjects(context, everyone(context.caller.tenant))),
  route('/contacts/delta', 'orgContacts.delta', (context) =>
    directoryDelta(context, 'orgContact', orgContactType, 'contacts'),
  ),
  route('/contacts/{}', 'orgContact.get', (context) =>
    getObject(context, orgContactType, orgContactOf(context.caller.tenant, context.params[0] ?? ''), 'contacts'),
  ),
  ...[
    { relation: 'memberOf', members: groupsWith },
    { relation: 'transitiveMemberOf', members: transitiveGroupsWith },
  ].flatMap(({ relation, members }) =>
    relationRoutes({
      owner: '/contacts/{}',
      relation,
      casts: ['group'],
      permissions: readOrgContacts,
      operation: `orgContact.${relation}`,
      members: (tenant, key) => members(tenant, orgContactOf(tenant, key).id),
    }),
  ),
];

function route(pattern: string, operation: string, handle: Route['handle']): Route {
  return { method: 'GET', pattern, permissions: readOrgContacts, service: 'directory', operation, handle };
}

/** @throws {GraphError} 404 `Request_ResourceNotFound`. */
function orgContactOf(tenant: SimTenant, id: string): SimOrgContact {
  const contact = tenant.orgContacts.get(id) ?? tenant.orgContacts.get(id.toLowerCase());
  if (contact === undefined) throw resourceNotFound(id);
  return contact;
}
