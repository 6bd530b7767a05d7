/** What a member may do, decided here and nowhere else. */

export type Role = 'owner' | 'admin' | 'billing' | 'reader';

/**
 * - `see`: where everything stands, in states and counts. - `read`: also contacts, mailboxes and rules.
 * - `change`: rules, syncs, runs. - `own`: members, API tokens, connections, leaving. - `bill`: plans and invoices.
 */
export type Permission = 'see' | 'read' | 'change' | 'own' | 'bill';

/** Permissions of each role; docs/operations.md shows this table. */
export const permissionsOf: Readonly<Record<Role, readonly Permission[]>> = {
  owner: ['see', 'read', 'change', 'own', 'bill'],
  admin: ['see', 'read', 'change'],
  billing: ['see', 'bill'],
  reader: ['see', 'read'],
};

/** What an API token may: never more than this, and never `own`. */
export type TokenScope = 'see' | 'read' | 'change';

/** Permissions of each scope of a token. */
export const permissionsOfScope: Readonly<Record<TokenScope, readonly Permission[]>> = {
  see: ['see'],
  read: ['see', 'read'],
  change: ['see', 'read', 'change'],
};
