export type Role = 'owner' | 'admin' | 'reader' | 'billing';

/** From the most to the least. */
export const roles: readonly Role[] = ['owner', 'admin', 'reader', 'billing'];
export type GroupRole = Exclude<Role, 'owner'>;
/** A group can't own a tenant. */
export const groupRoles: readonly GroupRole[] = ['admin', 'reader', 'billing'];

export function isRole(value: string): value is Role {
  return roles.some((role) => role === value);
}

export function isGroupRole(value: Role): value is GroupRole {
  return value !== 'owner';
}

/** What a role may, in the words of the page; docs/operations.md#signing-in has the same table. */
export const rights = ['see', 'read', 'change', 'own', 'bill'] as const;
export type Right = (typeof rights)[number];

export const rightsOf: Readonly<Record<Role, readonly Right[]>> = {
  owner: rights,
  admin: ['see', 'read', 'change'],
  reader: ['see', 'read'],
  billing: ['see', 'bill'],
};
