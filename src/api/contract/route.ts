import type { Permission } from '../../tenants/roles.ts';

/**
 * Who may call an operation.
 * - `anyone`: also without signing in.
 * - `signed-in`: every person who signed in, whatever they are a member of.
 * - The others are permissions that a role of the path's tenant gives: `permissionsOf` in src/tenants/roles.ts.
 */
export type Access = 'anyone' | 'signed-in' | Permission;

/** One operation of the API: plain data, so that pages and clients know it without its schemas. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below `/api/v1`; parameters in braces. Operations of a tenant begin with `/tenants/{tenantId}`. */
  readonly path: `/${string}`;
  readonly access: Access;
  /** One sentence for the reference. */
  readonly summary: string;
  /**
   * - `edit`: needs `If-Match` with the `ETag` of what was read; what someone else changed meanwhile is answered 412.
   * - `start`: takes an `Idempotency-Key`; the same key within a day gets the same answer and starts nothing again.
   */
  readonly kind?: 'edit' | 'start';
  /** The answer has an `ETag`. */
  readonly tagged?: true;
  /** Only for people: an API token may not. */
  readonly peopleOnly?: true;
  /** What the answer is, where it is no JSON. */
  readonly answers?: 'text/csv' | 'application/x-ndjson' | 'text/event-stream' | 'text/plain' | 'image/jpeg';
}

export type Routes = Readonly<Record<string, Route>>;
