import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import {
  addMember,
  createGroup,
  createOrgContact,
  createUser,
  deleteObject,
  removeMember,
  type UserExtras,
  updateGroup,
  updateOrgContact,
  updateUser,
} from '../world/directory-changes.ts';
import type { DirectoryKind } from '../world/directory-log.ts';
import { WorldError } from '../world/errors.ts';
import type { SimGroup, SimOrgContact, SimTenant, SimUser } from '../world/model.ts';
import { type ControlCall, type ControlRoute, created, done, ok, readBody, tenantOf, userOf } from './call.ts';

const mailbox = z
  .strictObject({
    purpose: z.enum(['user', 'shared', 'room', 'equipment']).default('user'),
    availability: z
      .enum(['available', 'not-enabled', 'on-premises', 'access-denied', 'non-existent'])
      .default('available'),
  })
  .nullable();
const id = z.guid().toLowerCase();
const userBody = z.looseObject({
  id: id.exactOptional(),
  managerId: z.string().nullable().exactOptional(),
  mailbox: mailbox.exactOptional(),
  photo: z.base64().nullable().exactOptional(),
});
const groupBody = z.looseObject({ id: id.exactOptional(), memberIds: z.array(z.string()).exactOptional() });
const orgContactBody = z.looseObject({ id: id.exactOptional() });
const patchBody = z.looseObject({});
const mailboxPatch = z
  .strictObject({
    purpose: z.enum(['user', 'shared', 'room', 'equipment']).exactOptional(),
    availability: z.enum(['available', 'not-enabled', 'on-premises', 'access-denied', 'non-existent']).exactOptional(),
  })
  .nullable();
const memberBody = z.strictObject({ id: z.string() });

/** Users, groups with their members, organizational contacts: Graph's property names. */
export const directoryRoutes: readonly ControlRoute[] = [
  {
    method: 'GET',
    pattern: '/tenants/{}/users',
    answer: (call) => ok(page(call, tenantOf(call).users, showUser)),
  },
  {
    method: 'POST',
    pattern: '/tenants/{}/users',
    answer: (call) => {
      const { id: wished, managerId, mailbox: box, photo, ...properties } = readBody(call.request, userBody);
      const extras = userExtras({ managerId, mailbox: box, photo });
      return created(showUser(createUser(tenantOf(call), wished ?? randomUUID(), properties, extras)));
    },
  },
  { method: 'GET', pattern: '/tenants/{}/users/{}', answer: (call) => ok(showUser(userOf(call))) },
  {
    method: 'PATCH',
    pattern: '/tenants/{}/users/{}',
    answer: (call) => {
      const { managerId, mailbox: box, photo, ...properties } = readBody(call.request, userBody);
      const user = userOf(call);
      updateUser(tenantOf(call), user, properties, userExtras({ managerId, mailbox: box, photo }));
      return ok(showUser(user));
    },
  },
  { method: 'DELETE', pattern: '/tenants/{}/users/{}', answer: (call) => remove(call, 'user', deletedUserId(call)) },
  {
    method: 'PUT',
    pattern: '/tenants/{}/users/{}/mailbox',
    answer: (call) => {
      const user = userOf(call);
      const patch = readBody(call.request, mailboxPatch);
      const before = user.mailbox ?? { purpose: 'user', availability: 'available' };
      updateUser(tenantOf(call), user, {}, { mailbox: patch === null ? null : { ...before, ...patch } });
      return ok(showUser(user));
    },
  },
  {
    method: 'GET',
    pattern: '/tenants/{}/groups',
    answer: (call) => ok(page(call, tenantOf(call).groups, showGroup)),
  },
  {
    method: 'POST',
    pattern: '/tenants/{}/groups',
    answer: (call) => {
      const { id: wished, memberIds, ...properties } = readBody(call.request, groupBody);
      return created(showGroup(createGroup(tenantOf(call), wished ?? randomUUID(), properties, memberIds)));
    },
  },
  { method: 'GET', pattern: '/tenants/{}/groups/{}', answer: (call) => ok(showGroup(groupOf(call))) },
  {
    method: 'PATCH',
    pattern: '/tenants/{}/groups/{}',
    answer: (call) => {
      const group = groupOf(call);
      updateGroup(tenantOf(call), group, readBody(call.request, patchBody));
      return ok(showGroup(group));
    },
  },
  {
    method: 'DELETE',
    pattern: '/tenants/{}/groups/{}',
    answer: (call) => remove(call, 'group', findGroup(call)?.id ?? call.params[1] ?? ''),
  },
  {
    method: 'POST',
    pattern: '/tenants/{}/groups/{}/members',
    answer: (call) => {
      addMember(tenantOf(call), groupOf(call), readBody(call.request, memberBody).id);
      return done;
    },
  },
  {
    method: 'DELETE',
    pattern: '/tenants/{}/groups/{}/members/{}',
    answer: (call) => {
      removeMember(tenantOf(call), groupOf(call), call.params[2] ?? '');
      return done;
    },
  },
  {
    method: 'GET',
    pattern: '/tenants/{}/orgContacts',
    answer: (call) => ok(page(call, tenantOf(call).orgContacts, showOrgContact)),
  },
  {
    method: 'POST',
    pattern: '/tenants/{}/orgContacts',
    answer: (call) => {
      const { id: wished, ...properties } = readBody(call.request, orgContactBody);
      return created(showOrgContact(createOrgContact(tenantOf(call), wished ?? randomUUID(), properties)));
    },
  },
  { method: 'GET', pattern: '/tenants/{}/orgContacts/{}', answer: (call) => ok(showOrgContact(orgContactOf(call))) },
  {
    method: 'PATCH',
    pattern: '/tenants/{}/orgContacts/{}',
    answer: (call) => {
      const contact = orgContactOf(call);
      updateOrgContact(tenantOf(call), contact, readBody(call.request, patchBody));
      return ok(showOrgContact(contact));
    },
  },
  {
    method: 'DELETE',
    pattern: '/tenants/{}/orgContacts/{}',
    answer: (call) => remove(call, 'orgContact', call.params[1] ?? ''),
  },
];

/** `?top` and `?skip`; everything if neither is given. */
function page<T>({ query }: ControlCall, objects: ReadonlyMap<string, T>, show: (object: T) => object): object {
  const skip = Number(query.get('skip') ?? 0);
  const top = Number(query.get('top') ?? objects.size);
  return { count: objects.size, value: objects.values().drop(skip).take(top).map(show).toArray() };
}

function remove(call: ControlCall, kind: DirectoryKind, objectId: string) {
  deleteObject(tenantOf(call), kind, objectId, call.query.get('purge') === 'true');
  return done;
}

/** A user in the recycle bin is known by id only. */
function deletedUserId(call: ControlCall): string {
  try {
    return userOf(call).id;
  } catch (error) {
    if (error instanceof WorldError && call.query.get('purge') === 'true') return call.params[1] ?? '';
    throw error;
  }
}

function findGroup(call: ControlCall): SimGroup | undefined {
  const key = call.params[1] ?? '';
  const { groups } = tenantOf(call);
  return groups.get(key) ?? groups.values().find(({ properties }) => properties.displayName === key);
}

function groupOf(call: ControlCall): SimGroup {
  const group = findGroup(call);
  if (group === undefined) throw new WorldError('not-found', `There is no group '${call.params[1] ?? ''}'.`);
  return group;
}

function orgContactOf(call: ControlCall): SimOrgContact {
  const [, key = ''] = call.params;
  const tenant: SimTenant = tenantOf(call);
  const contact = tenant.orgContacts.get(key);
  if (contact === undefined) throw new WorldError('not-found', `There is no organizational contact '${key}'.`);
  return contact;
}

function userExtras(given: {
  readonly managerId: string | null | undefined;
  readonly mailbox: SimUser['mailbox'] | undefined;
  readonly photo: string | null | undefined;
}): UserExtras {
  const { managerId, mailbox: box, photo } = given;
  return {
    ...(managerId === undefined ? {} : { managerId }),
    ...(box === undefined ? {} : { mailbox: box }),
    ...(photo === undefined ? {} : { photo: photo === null ? null : new Uint8Array(Buffer.from(photo, 'base64')) }),
  };
}

function showUser({ id: userId, properties, managerId, mailbox: box, photo }: SimUser): object {
  return { id: userId, ...properties, managerId, mailbox: box, hasPhoto: photo !== null };
}

function showGroup({ id: groupId, properties, memberIds }: SimGroup): object {
  return { id: groupId, ...properties, memberIds: [...memberIds] };
}

function showOrgContact({ id: contactId, properties }: SimOrgContact): object {
  return { id: contactId, ...properties };
}
