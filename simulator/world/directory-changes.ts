import { type EntityType, groupType, hasProperty, orgContactType, userType } from '../graph/directory/properties.ts';
import type { DirectoryKind } from './directory-log.ts';
import { WorldError } from './errors.ts';
import type { SimGroup, SimOrgContact, SimTenant, SimUser } from './model.ts';

/** Every change of a directory goes through here, so that deltas and change notifications see it. */

/** Graph's property names; null takes a property away. */
export type PropertyPatch = Readonly<Record<string, unknown>>;

/** What of a user is no property of Graph. */
export interface UserExtras {
  readonly managerId?: string | null;
  readonly mailbox?: SimUser['mailbox'];
  readonly photo?: Uint8Array | null;
}

/** @throws {WorldError} `invalid` (a property), `conflict` (id or userPrincipalName taken), `not-found` (manager). */
export function createUser(tenant: SimTenant, id: string, patch: PropertyPatch, extras: UserExtras = {}): SimUser {
  checkFree(tenant, id);
  checkPatch(userType, patch);
  if (typeof patch.userPrincipalName !== 'string') {
    throw new WorldError('invalid', 'A user needs a userPrincipalName.', 'userPrincipalName');
  }
  if (typeof patch.displayName !== 'string') {
    throw new WorldError('invalid', 'A user needs a displayName.', 'displayName');
  }
  checkPrincipalName(tenant, id, patch);
  checkManager(tenant, id, extras);
  const properties: Record<string, unknown> = { accountEnabled: true, userType: 'Member' };
  applyPatch(properties, patch);
  const { managerId = null, mailbox = null, photo = null } = extras;
  const user: SimUser = { id, properties, managerId, mailbox, photo };
  tenant.users.set(id, user);
  tenant.log.append({ kind: 'user', id, removed: null, properties: null });
  return user;
}

/** A mailbox that is taken away is emptied. @throws {WorldError} `invalid`, `conflict`, `not-found` (manager). */
export function updateUser(tenant: SimTenant, user: SimUser, patch: PropertyPatch, extras: UserExtras = {}): void {
  checkPatch(userType, patch);
  checkPrincipalName(tenant, user.id, patch);
  checkManager(tenant, user.id, extras);
  const changed = applyPatch(user.properties, patch);
  if (extras.managerId !== undefined && extras.managerId !== user.managerId) {
    user.managerId = extras.managerId;
    changed.push('manager');
  }
  if (extras.mailbox !== undefined) {
    user.mailbox = extras.mailbox;
    if (extras.mailbox === null) tenant.mailboxes.delete(user.id);
  }
  if (extras.photo !== undefined) user.photo = extras.photo;
  noteUpdate(tenant, 'user', user.id, changed);
}

/** @throws {WorldError} `invalid`, `conflict` (id taken), `not-found` (a member). */
export function createGroup(
  tenant: SimTenant,
  id: string,
  patch: PropertyPatch,
  memberIds: readonly string[] = [],
): SimGroup {
  checkFree(tenant, id);
  checkPatch(groupType, patch);
  if (typeof patch.displayName !== 'string') {
    throw new WorldError('invalid', 'A group needs a displayName.', 'displayName');
  }
  for (const memberId of memberIds) checkMember(tenant, memberId);
  const properties: Record<string, unknown> = { groupTypes: [], mailEnabled: false, securityEnabled: true };
  applyPatch(properties, patch);
  const group: SimGroup = { id, properties, memberIds: new Set(memberIds) };
  tenant.groups.set(id, group);
  tenant.log.append({ kind: 'group', id, removed: null, properties: null });
  return group;
}

/** @throws {WorldError} `invalid`. */
export function updateGroup(tenant: SimTenant, group: SimGroup, patch: PropertyPatch): void {
  checkPatch(groupType, patch);
  noteUpdate(tenant, 'group', group.id, applyPatch(group.properties, patch));
}

/** Who is a member already stays one. @throws {WorldError} `not-found`. */
export function addMember(tenant: SimTenant, group: SimGroup, memberId: string): void {
  checkMember(tenant, memberId);
  if (group.memberIds.has(memberId)) return;
  group.memberIds.add(memberId);
  noteMember(tenant, group.id, memberId, false);
}

/** @throws {WorldError} `not-found` if it is no member. */
export function removeMember(tenant: SimTenant, group: SimGroup, memberId: string): void {
  if (!group.memberIds.delete(memberId)) throw new WorldError('not-found', `'${memberId}' is no member of the group.`);
  noteMember(tenant, group.id, memberId, true);
}

/** @throws {WorldError} `invalid`, `conflict` (id taken). */
export function createOrgContact(tenant: SimTenant, id: string, patch: PropertyPatch): SimOrgContact {
  checkFree(tenant, id);
  checkPatch(orgContactType, patch);
  if (typeof patch.displayName !== 'string') {
    throw new WorldError('invalid', 'An organizational contact needs a displayName.', 'displayName');
  }
  const properties: Record<string, unknown> = {};
  applyPatch(properties, patch);
  const contact: SimOrgContact = { id, properties };
  tenant.orgContacts.set(id, contact);
  tenant.log.append({ kind: 'orgContact', id, removed: null, properties: null });
  return contact;
}

/** @throws {WorldError} `invalid`. */
export function updateOrgContact(tenant: SimTenant, contact: SimOrgContact, patch: PropertyPatch): void {
  checkPatch(orgContactType, patch);
  noteUpdate(tenant, 'orgContact', contact.id, applyPatch(contact.properties, patch));
}

/**
 * Deletes a user (with mailbox), group or organizational contact, and its memberships.
 *
 * @param purge Gone for good (`@removed: deleted`); otherwise it is in the recycle bin (`changed`). What lies in the bin can be purged.
 * @throws {WorldError} `not-found`.
 */
export function deleteObject(tenant: SimTenant, kind: DirectoryKind, id: string, purge: boolean): void {
  const removed = purge ? 'deleted' : 'changed';
  const objects = { user: tenant.users, group: tenant.groups, orgContact: tenant.orgContacts }[kind];
  if (!objects.delete(id)) {
    const last = tenant.log.all().findLast((change) => change.id === id && change.kind === kind);
    if (!purge || last?.removed !== 'changed') throw new WorldError('not-found', `There is no ${kind} '${id}'.`);
    tenant.log.append({ kind, id, removed, properties: null });
    return;
  }
  for (const group of tenant.groups.values()) if (group.memberIds.has(id)) removeMember(tenant, group, id);
  if (kind === 'user') {
    tenant.mailboxes.delete(id);
    for (const user of tenant.users.values())
      if (user.managerId === id) updateUser(tenant, user, {}, { managerId: null });
  }
  tenant.log.append({ kind, id, removed, properties: null });
}

function checkFree(tenant: SimTenant, id: string): void {
  if (tenant.users.has(id) || tenant.groups.has(id) || tenant.orgContacts.has(id)) {
    throw new WorldError('conflict', `The id '${id}' is taken.`, 'id');
  }
}

function checkMember(tenant: SimTenant, id: string): void {
  if (!tenant.users.has(id) && !tenant.groups.has(id) && !tenant.orgContacts.has(id)) {
    throw new WorldError('not-found', `There is no object '${id}'.`);
  }
}

function checkManager(tenant: SimTenant, id: string, { managerId }: UserExtras): void {
  if (managerId === undefined || managerId === null) return;
  if (managerId === id || !tenant.users.has(managerId)) {
    throw new WorldError('invalid', `'${managerId}' cannot be the manager.`, 'managerId');
  }
}

function checkPrincipalName(tenant: SimTenant, id: string, { userPrincipalName: wished }: PropertyPatch): void {
  if (wished === undefined) return;
  if (typeof wished !== 'string' || !wished.includes('@')) {
    throw new WorldError('invalid', 'A userPrincipalName looks like name@domain.', 'userPrincipalName');
  }
  const wanted = wished.toLowerCase();
  for (const { id: otherId, properties } of tenant.users.values()) {
    if (otherId !== id && String(properties.userPrincipalName).toLowerCase() === wanted) {
      throw new WorldError('conflict', `The userPrincipalName '${wished}' is taken.`, 'userPrincipalName');
    }
  }
}

const booleans: ReadonlySet<string> = new Set([
  ...['accountEnabled', 'isResourceAccount', 'onPremisesSyncEnabled', 'showInAddressList'],
  ...['mailEnabled', 'securityEnabled', 'hideFromAddressLists', 'hideFromOutlookClients', 'isAssignableToRole'],
]);
const objects: ReadonlySet<string> = new Set([
  ...['onPremisesExtensionAttributes', 'authorizationInfo', 'employeeOrgData', 'passwordProfile'],
]);
const stringLists: ReadonlySet<string> = new Set([
  ...['businessPhones', 'groupTypes', 'imAddresses', 'otherMails', 'proxyAddresses'],
]);

function checkPatch(type: EntityType, patch: PropertyPatch): void {
  for (const [name, value] of Object.entries(patch)) {
    if (name === 'id' || !hasProperty(type, name)) {
      throw new WorldError('invalid', `'${name}' is no property of a ${type.name} that can be set.`, name);
    }
    if (value === null) continue;
    const wanted = type.collections.has(name)
      ? 'list'
      : booleans.has(name)
        ? 'boolean'
        : objects.has(name)
          ? 'object'
          : 'string';
    const isRight =
      wanted === 'list'
        ? Array.isArray(value) && (!stringLists.has(name) || value.every((item) => typeof item === 'string'))
        : typeof value === wanted && !Array.isArray(value);
    if (!isRight) throw new WorldError('invalid', `'${name}' must be a ${wanted}.`, name);
  }
}

/** @returns Names of what really changed. Members of object-valued properties are merged. */
function applyPatch(properties: Record<string, unknown>, patch: PropertyPatch): string[] {
  const changed: string[] = [];
  for (const [name, value] of Object.entries(patch)) {
    const before = properties[name];
    const after = objects.has(name) && isObject(before) && isObject(value) ? { ...before, ...value } : value;
    if (JSON.stringify(before ?? null) === JSON.stringify(after ?? null)) continue;
    if (after === null) delete properties[name];
    else properties[name] = after;
    changed.push(name);
  }
  return changed;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function noteUpdate(tenant: SimTenant, kind: DirectoryKind, id: string, properties: readonly string[]): void {
  if (properties.length > 0) tenant.log.append({ kind, id, removed: null, properties });
}

function noteMember(tenant: SimTenant, groupId: string, memberId: string, removed: boolean): void {
  const members = [{ id: memberId, removed }];
  tenant.log.append({ kind: 'group', id: groupId, removed: null, properties: ['members'], members });
}
