import type { SimGroup, SimTenant } from '../../world/model.ts';
import { GraphError } from '../errors.ts';
import type { Route } from '../route.ts';
import { directoryDelta } from './delta.ts';
import { countObjects, getObject, listObjects, sourceOf } from './list.ts';
import { groupsWith, membersOf, transitiveGroupsWith, transitiveMembersOf } from './membership.ts';
import { readGroups, readMemberships, writeGroups } from './permissions.ts';
import { groupType } from './properties.ts';
import { relationRoutes } from './relation-routes.ts';
import { resourceNotFound } from './resource.ts';

const everything = (tenant: SimTenant) => sourceOf(groupType, tenant.groups.values(), 'groups');

const memberRelations = [
  { relation: 'members', members: membersOf, permissions: readGroups, casts: ['user', 'group', 'orgContact'] as const },
  {
    relation: 'transitiveMembers',
    members: transitiveMembersOf,
    permissions: readGroups,
    casts: ['user', 'group', 'orgContact'] as const,
  },
  { relation: 'memberOf', members: groupsWith, permissions: readMemberships, casts: ['group'] as const },
  {
    relation: 'transitiveMemberOf',
    members: transitiveGroupsWith,
    permissions: readMemberships,
    casts: ['group'] as const,
  },
];

export const groupRoutes: readonly Route[] = [
  route('/groups', 'groups.list', (context) => listObjects(context, everything(context.caller.tenant))),
  route('/groups/$count', 'groups.count', (context) => countObjects(context, everything(context.caller.tenant))),
  route('/groups/delta', 'groups.delta', (context) => directoryDelta(context, 'group', groupType, 'groups')),
  route('/groups/{}', 'group.get', (context) =>
    getObject(context, groupType, groupOf(context.caller.tenant, context.params[0] ?? ''), 'groups'),
  ),
  ...memberRelations.flatMap(({ relation, members, permissions, casts }) =>
    relationRoutes({
      owner: '/groups/{}',
      relation,
      casts,
      permissions,
      operation: `group.${relation}`,
      members: (tenant, key) => members(tenant, groupOf(tenant, key).id),
    }),
  ),
  notServed('POST', '/groups'),
  notServed('PATCH', '/groups/{}'),
  notServed('DELETE', '/groups/{}'),
  notServed('POST', '/groups/{}/members/$ref'),
  notServed('DELETE', '/groups/{}/members/{}/$ref'),
];

function route(pattern: string, operation: string, handle: Route['handle']): Route {
  return { method: 'GET', pattern, permissions: readGroups, service: 'directory', operation, handle };
}

function notServed(method: string, pattern: string): Route {
  return {
    method,
    pattern,
    permissions: writeGroups,
    service: 'directory',
    operation: 'group.write',
    handle: () => {
      throw new GraphError(501, 'NotImplemented', 'The simulator does not let apps change groups.');
    },
  };
}

/** @throws {GraphError} 404 `Request_ResourceNotFound`. */
function groupOf(tenant: SimTenant, id: string): SimGroup {
  const group = tenant.groups.get(id) ?? tenant.groups.get(id.toLowerCase());
  if (group === undefined) throw resourceNotFound(id);
  return group;
}
