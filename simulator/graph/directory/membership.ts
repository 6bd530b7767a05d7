import type { SimTenant } from '../../world/model.ts';
import { findObject, type TypedObject } from './lookup.ts';

/** Direct members of a group, in the order in which they came. */
export function membersOf(tenant: SimTenant, groupId: string): readonly TypedObject[] {
  return resolveIds(tenant, tenant.groups.get(groupId)?.memberIds ?? []);
}

/** All members of a group and of the groups in it, each once; a group in a circle is not its own member. */
export function transitiveMembersOf(tenant: SimTenant, groupId: string): readonly TypedObject[] {
  const seen = new Set<string>([groupId]);
  const queue = [groupId];
  for (const id of queue) {
    const group = tenant.groups.get(id);
    if (group === undefined) continue;
    for (const memberId of group.memberIds) {
      if (seen.has(memberId)) continue;
      seen.add(memberId);
      queue.push(memberId);
    }
  }
  return resolveIds(tenant, queue.slice(1));
}

/** Groups that have the object as a direct member. */
export function groupsWith(tenant: SimTenant, memberId: string): readonly TypedObject[] {
  const ids: string[] = [];
  for (const group of tenant.groups.values()) if (group.memberIds.has(memberId)) ids.push(group.id);
  return resolveIds(tenant, ids);
}

/** Groups that have the object as a member, directly or through other groups. */
export function transitiveGroupsWith(tenant: SimTenant, memberId: string): readonly TypedObject[] {
  const parents = new Map<string, string[]>();
  for (const group of tenant.groups.values()) {
    for (const id of group.memberIds) {
      const known = parents.get(id);
      if (known === undefined) parents.set(id, [group.id]);
      else known.push(group.id);
    }
  }
  const seen = new Set<string>([memberId]);
  const queue = [memberId];
  for (const id of queue) {
    for (const parent of parents.get(id) ?? []) {
      if (seen.has(parent)) continue;
      seen.add(parent);
      queue.push(parent);
    }
  }
  return resolveIds(tenant, queue.slice(1));
}

/** Users whose manager is this one. */
export function directReportsOf(tenant: SimTenant, managerId: string): readonly TypedObject[] {
  const ids: string[] = [];
  for (const user of tenant.users.values()) if (user.managerId === managerId) ids.push(user.id);
  return resolveIds(tenant, ids);
}

function resolveIds(tenant: SimTenant, ids: Iterable<string>): readonly TypedObject[] {
  const found: TypedObject[] = [];
  for (const id of ids) {
    const object = findObject(tenant, id);
    if (object !== undefined) found.push(object);
  }
  return found;
}
