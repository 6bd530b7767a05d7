import type { DirectoryKind } from '../../world/directory-log.ts';
import type { SimTenant, SimUser } from '../../world/model.ts';
import { type EntityType, groupType, orgContactType, userType } from './properties.ts';
import { type DirectoryObject, resourceNotFound } from './resource.ts';

/** An object together with what it is. */
export interface TypedObject {
  readonly kind: DirectoryKind;
  readonly type: EntityType;
  readonly object: DirectoryObject;
}

interface NameIndex {
  /** User principal name in lower case → user id. */
  readonly names: Map<string, string>;
  /** The log's head when the index was made. */
  readonly head: number;
}

const nameIndexes = new WeakMap<SimTenant, NameIndex>();

/** A user by id or user principal name, as every path below `/users/{}` addresses it. */
export function findUser(tenant: SimTenant, key: string): SimUser | undefined {
  const byId = tenant.users.get(key) ?? tenant.users.get(key.toLowerCase());
  if (byId !== undefined || !key.includes('@')) return byId;
  const name = key.toLowerCase();
  let index = nameIndexes.get(tenant);
  const known = tenant.users.get(index?.names.get(name) ?? '');
  if (known !== undefined && principalName(known) === name) return known;
  if (index === undefined || index.head !== tenant.log.head) {
    index = { names: new Map(), head: tenant.log.head };
    for (const user of tenant.users.values()) {
      const own = principalName(user);
      if (own !== null) index.names.set(own, user.id);
    }
    nameIndexes.set(tenant, index);
  }
  return tenant.users.get(index.names.get(name) ?? '');
}

/** @throws {GraphError} 404 `Request_ResourceNotFound`. */
export function userOf(tenant: SimTenant, key: string): SimUser {
  const user = findUser(tenant, key);
  if (user === undefined) throw resourceNotFound(key);
  return user;
}

/** Any object of the directory by its id. */
export function findObject(tenant: SimTenant, id: string): TypedObject | undefined {
  const user = tenant.users.get(id);
  if (user !== undefined) return { kind: 'user', type: userType, object: user };
  const group = tenant.groups.get(id);
  if (group !== undefined) return { kind: 'group', type: groupType, object: group };
  const contact = tenant.orgContacts.get(id);
  return contact === undefined ? undefined : { kind: 'orgContact', type: orgContactType, object: contact };
}

function principalName(user: SimUser): string | null {
  const name = user.properties.userPrincipalName;
  return typeof name === 'string' ? name.toLowerCase() : null;
}
