import type { SimTenant } from '../../world/model.ts';
import { GraphError } from '../errors.ts';
import type { ExpandItem } from '../odata/query.ts';
import { findObject, type TypedObject } from './lookup.ts';
import { directReportsOf, groupsWith, membersOf, transitiveGroupsWith, transitiveMembersOf } from './membership.ts';
import { directoryObjectType, type EntityType } from './properties.ts';
import { checkSelect, type DirectoryObject, resourceOf } from './resource.ts';

/** An expanded relation shows at most so many objects. */
const maxExpanded = 20;

/**
 * Adds the related objects that `$expand` asks for.
 *
 * @throws {GraphError} 400 `BadRequest` for a relation that the type does not have, or options that it does not take.
 */
export function expandInto(
  resource: Record<string, unknown>,
  tenant: SimTenant,
  type: EntityType,
  object: DirectoryObject,
  expand: readonly ExpandItem[],
): Record<string, unknown> {
  for (const { name, query } of expand) {
    if (!type.relations.has(name)) {
      throw new GraphError(
        400,
        'BadRequest',
        `Parsing OData Select and Expand failed: Could not find a property named '${name}' on type 'microsoft.graph.${type.name}'.`,
      );
    }
    if (query.filter !== null || query.orderby.length > 0 || query.expand.length > 0 || query.top !== null) {
      throw new GraphError(400, 'Request_UnsupportedQuery', `Only $select is supported inside $expand=${name}.`);
    }
    const select = checkSelect(directoryObjectType, query.select);
    const show = (found: TypedObject): Record<string, unknown> => ({
      '@odata.type': `#microsoft.graph.${found.type.name}`,
      ...resourceOf(found.type, found.object, select),
    });
    if (name === 'manager') {
      const manager = managerOf(tenant, object.id);
      if (manager !== undefined) resource[name] = show(manager);
    } else {
      resource[name] = related(tenant, name, object.id).slice(0, maxExpanded).map(show);
    }
  }
  return resource;
}

/** A user's manager, if there is one and it still exists. */
export function managerOf(tenant: SimTenant, userId: string): TypedObject | undefined {
  const managerId = tenant.users.get(userId)?.managerId ?? null;
  return managerId === null ? undefined : findObject(tenant, managerId);
}

function related(tenant: SimTenant, relation: string, id: string): readonly TypedObject[] {
  if (relation === 'members') return membersOf(tenant, id);
  if (relation === 'transitiveMembers') return transitiveMembersOf(tenant, id);
  if (relation === 'memberOf') return groupsWith(tenant, id);
  if (relation === 'transitiveMemberOf') return transitiveGroupsWith(tenant, id);
  return directReportsOf(tenant, id);
}
