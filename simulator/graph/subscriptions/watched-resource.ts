import type { SimTenant } from '../../world/model.ts';
import { findUser } from '../directory/lookup.ts';
import { readGroups, readUsers } from '../directory/permissions.ts';
import { GraphError } from '../errors.ts';

/** What a subscription watches. */
export type WatchedResource =
  /** `id` null: all of them. */
  | { readonly kind: 'user' | 'group'; readonly id: string | null }
  /** Contacts of a mailbox; `folderId` null: in any folder. */
  | { readonly kind: 'contact'; readonly userId: string; readonly folderId: string | null };

/** Minutes that a subscription may last, by what it watches. */
export const longestMinutes = { contact: 10_080, user: 41_760, group: 41_760 } as const;

const readContacts = ['Contacts.Read', 'Contacts.ReadWrite'];

/** Any one of these application permissions lets an app watch the resource. */
export const watchPermissions: Readonly<Record<WatchedResource['kind'], readonly string[]>> = {
  user: readUsers,
  group: readGroups,
  contact: readContacts,
};

const prefix = /^(https:\/\/[^/]+\/v1\.0)?\/?/i;

/**
 * Reads the `resource` of a subscription: `users`, `users/{id}`, `groups`, `groups/{id}`, `groups/{id}/members`,
 * `users/{id}/contacts`, `users/{id}/contactFolders/{id}/contacts`; `users('id')` is the same as `users/id`.
 *
 * @throws {GraphError} 400 `InvalidRequest` for anything else.
 */
export function parseWatchedResource(resource: string, tenant: SimTenant): WatchedResource {
  const segments = resource
    .replace(prefix, '')
    .replace(/\/$/, '')
    .replaceAll(/\('([^']*)'\)/g, '/$1')
    .split('/')
    .map(decode);
  const [root = '', id = null, part = null, folderId = null, last = null] = segments;
  const names = [root.toLowerCase(), part?.toLowerCase() ?? null, last?.toLowerCase() ?? null];
  const [rootName, partName, lastName] = names;
  if (segments.length <= 2 && (rootName === 'users' || rootName === 'groups')) {
    const kind = rootName === 'users' ? 'user' : 'group';
    return { kind, id: kind === 'user' && id !== null ? (findUser(tenant, id)?.id ?? id) : id };
  }
  if (segments.length === 3 && rootName === 'groups' && partName === 'members') return { kind: 'group', id };
  if (rootName === 'users' && id !== null) {
    const userId = findUser(tenant, id)?.id ?? id;
    if (segments.length === 3 && partName === 'contacts') return { kind: 'contact', userId, folderId: null };
    if (segments.length === 5 && partName === 'contactfolders' && lastName === 'contacts' && folderId !== null) {
      return { kind: 'contact', userId, folderId };
    }
  }
  throw new GraphError(400, 'InvalidRequest', `Resource '${resource}' is not supported for change notifications.`);
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
