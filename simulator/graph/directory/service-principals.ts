import type { SimServicePrincipal, SimTenant, World } from '../../world/model.ts';
import type { Route, RouteContext } from '../route.ts';
import { appRoleId, graphAppId, guidFrom, knownAppRoles } from './app-roles.ts';
import { readApplications } from './permissions.ts';
import { getPlain, listPlain } from './plain-list.ts';
import { resourceNotFound } from './resource.ts';

const properties = [
  'id',
  'accountEnabled',
  'appDisplayName',
  'appId',
  'appOwnerOrganizationId',
  'appRoleAssignmentRequired',
  'appRoles',
  'displayName',
  'servicePrincipalNames',
  'servicePrincipalType',
  'signInAudience',
  'tags',
];
const assignmentProperties = [
  'id',
  'deletedDateTime',
  'appRoleId',
  'createdDateTime',
  'principalDisplayName',
  'principalId',
  'principalType',
  'resourceDisplayName',
  'resourceId',
];

/** What apps there are in the tenant and what was granted to them, so that a client can look up its own permissions. */
export const servicePrincipalRoutes: readonly Route[] = [
  {
    ...route('/servicePrincipals', 'servicePrincipals.list'),
    handle: (context) => listPlain(context, 'servicePrincipals', properties, allOf(context)),
  },
  {
    ...route('/servicePrincipals/{}', 'servicePrincipal.get'),
    handle: (context) => {
      const [key = ''] = context.params;
      return getPlain(context, 'servicePrincipals', properties, addressed(context, key), key);
    },
  },
  {
    ...route('/servicePrincipals/{}/appRoleAssignments', 'servicePrincipal.grants'),
    handle: (context) => {
      const [key = ''] = context.params;
      const principal = addressed(context, key);
      if (principal === undefined) throw resourceNotFound(key);
      const assignments = assignmentsOf(context.caller.tenant, context.world, principal.appId);
      return listPlain(context, 'appRoleAssignments', assignmentProperties, assignments);
    },
  },
];

function route(pattern: string, operation: string): Omit<Route, 'handle'> {
  return { method: 'GET', pattern, permissions: readApplications, service: 'directory', operation };
}

/** By its object id, or its client id: `servicePrincipals(appId='…')`. */
function addressed(context: RouteContext, key: string): ReturnType<typeof showPrincipal> | undefined {
  const wanted = key.toLowerCase();
  return allOf(context).find(({ id, appId }) => id === wanted || appId === wanted);
}

function allOf({ world, caller: { tenant } }: RouteContext) {
  const asked = [...world.apps.values()].flatMap((app) => app.requiredRoles);
  const roles = [...new Set([...knownAppRoles, ...asked])].sort();
  const graph = { appId: graphAppId, enabled: true };
  return [
    showPrincipal(tenant, graph, 'Microsoft Graph', roles),
    ...[...tenant.servicePrincipals.values()].map((principal) =>
      showPrincipal(tenant, principal, nameOf(world, principal.appId), []),
    ),
  ];
}

function showPrincipal(
  tenant: SimTenant,
  { appId, enabled }: Pick<SimServicePrincipal, 'appId' | 'enabled'>,
  displayName: string,
  roles: readonly string[],
) {
  return {
    id: principalId(tenant, appId),
    accountEnabled: enabled,
    appDisplayName: displayName,
    appId,
    appOwnerOrganizationId: null,
    appRoleAssignmentRequired: false,
    appRoles: roles.map((value) => ({
      id: appRoleId(value),
      value,
      displayName: value,
      description: value,
      isEnabled: true,
      allowedMemberTypes: ['Application'],
      origin: 'Application',
    })),
    displayName,
    servicePrincipalNames: [appId],
    servicePrincipalType: 'Application',
    signInAudience: 'AzureADMultipleOrgs',
    tags: [],
  };
}

function assignmentsOf(tenant: SimTenant, world: World, appId: string): readonly Record<string, unknown>[] {
  return [...(tenant.servicePrincipals.get(appId)?.roles ?? [])].map((role) => ({
    id: guidFrom(`grant ${tenant.id} ${appId} ${role}`),
    deletedDateTime: null,
    appRoleId: appRoleId(role),
    createdDateTime: null,
    principalDisplayName: nameOf(world, appId),
    principalId: principalId(tenant, appId),
    principalType: 'ServicePrincipal',
    resourceDisplayName: 'Microsoft Graph',
    resourceId: principalId(tenant, graphAppId),
  }));
}

const nameOf = (world: World, appId: string): string => world.apps.get(appId)?.displayName ?? appId;
const principalId = (tenant: SimTenant, appId: string): string => guidFrom(`service principal ${tenant.id} ${appId}`);
