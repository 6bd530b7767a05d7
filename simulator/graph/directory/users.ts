import type { SimResponse } from '../../http/message.ts';
import type { SimTenant, SimUser } from '../../world/model.ts';
import { GraphError } from '../errors.ts';
import type { Route, RouteContext } from '../route.ts';
import { directoryDelta } from './delta.ts';
import { managerOf } from './expand.ts';
import { licenseDetailsProperties, licensesOf } from './licenses.ts';
import { countObjects, getObject, listObjects, sourceOf } from './list.ts';
import { userOf } from './lookup.ts';
import { directReportsOf, groupsWith, transitiveGroupsWith } from './membership.ts';
import { readMemberships, readUsers, writeUsers } from './permissions.ts';
import { listPlain } from './plain-list.ts';
import { userType } from './properties.ts';
import { relationRoutes } from './relation-routes.ts';
import { resourceNotFound } from './resource.ts';

const everyone = (tenant: SimTenant) => sourceOf(userType, tenant.users.values(), 'users');

export const userRoutes: readonly Route[] = [
  route('/users', 'users.list', (context) => listObjects(context, everyone(context.caller.tenant))),
  route('/users/$count', 'users.count', (context) => countObjects(context, everyone(context.caller.tenant))),
  route('/users/delta', 'users.delta', (context) => directoryDelta(context, 'user', userType, 'users')),
  route('/users/{}', 'user.get', (context) => getObject(context, userType, addressed(context), 'users')),
  route('/users/{}/manager', 'user.manager', getManager),
  route('/users/{}/licenseDetails', 'user.licenses', (context) => {
    const user = addressed(context);
    return listPlain(
      context,
      `users('${user.id}')/licenseDetails`,
      licenseDetailsProperties,
      licensesOf(user.properties),
    );
  }),
  ...relationRoutes({
    owner: '/users/{}',
    relation: 'directReports',
    casts: ['user', 'orgContact'],
    permissions: readUsers,
    operation: 'user.directReports',
    members: (tenant, key) => directReportsOf(tenant, userOf(tenant, key).id),
  }),
  ...relationRoutes({
    owner: '/users/{}',
    relation: 'memberOf',
    casts: ['group'],
    permissions: readMemberships,
    operation: 'user.memberOf',
    members: (tenant, key) => groupsWith(tenant, userOf(tenant, key).id),
  }),
  ...relationRoutes({
    owner: '/users/{}',
    relation: 'transitiveMemberOf',
    casts: ['group'],
    permissions: readMemberships,
    operation: 'user.transitiveMemberOf',
    members: (tenant, key) => transitiveGroupsWith(tenant, userOf(tenant, key).id),
  }),
  notServed('POST', '/users'),
  notServed('PATCH', '/users/{}'),
  notServed('DELETE', '/users/{}'),
];

function route(pattern: string, operation: string, handle: Route['handle']): Route {
  return { method: 'GET', pattern, permissions: readUsers, service: 'directory', operation, handle };
}

/** Changing people is the control API's business. */
function notServed(method: string, pattern: string): Route {
  return {
    method,
    pattern,
    permissions: writeUsers,
    service: 'directory',
    operation: 'user.write',
    handle: () => {
      throw new GraphError(501, 'NotImplemented', 'The simulator does not let apps change users.');
    },
  };
}

function addressed(context: RouteContext): SimUser {
  return userOf(context.caller.tenant, context.params[0] ?? '');
}

function getManager(context: RouteContext): SimResponse {
  const manager = managerOf(context.caller.tenant, addressed(context).id);
  if (manager === undefined) throw resourceNotFound('manager');
  return getObject(context, manager.type, manager.object, 'directoryObjects', true);
}
