import type { AccessClaims } from '../entra/access-token.ts';
import type { SimRequest } from '../http/message.ts';
import type { World } from '../world/model.ts';
import { GraphError } from './errors.ts';
import type { Caller, Route } from './route.ts';

/** Gives what a token says if it is ours and still good. */
export type VerifyAccessToken = (token: string) => AccessClaims | null;

/**
 * Who sends a request, by its bearer token.
 *
 * @throws {GraphError} 401 `InvalidAuthenticationToken`.
 */
export function authenticate(world: World, verify: VerifyAccessToken, request: SimRequest): Caller {
  const [scheme = '', token = ''] = (request.headers.authorization ?? '').trim().split(/\s+/);
  if (scheme.toLowerCase() !== 'bearer' || token === '') throw rejected('Access token is empty.');
  const claims = verify(token);
  if (claims === null) throw rejected(isExpired(token, world.clock.nowMs()) ? expired : invalid);
  const tenant = world.tenants.get(claims.tenantId);
  const principal = tenant?.servicePrincipals.get(claims.appId);
  if (tenant === undefined || principal === undefined || !principal.enabled) throw rejected(invalid);
  const roles = new Set(claims.userId === null ? claims.roles : claims.scopes);
  return { tenant, appId: claims.appId, roles, userId: claims.userId };
}

const expired = 'Lifetime validation failed, the token is expired.';
const invalid = 'Access token validation failure. The token was revoked or is not valid for this resource.';

export function rejected(message: string = invalid): GraphError {
  const description = message.replaceAll('"', "'");
  return new GraphError(401, 'InvalidAuthenticationToken', message, {
    'WWW-Authenticate': `Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize", error="invalid_token", error_description="${description}"`,
  });
}

/** Read without a check of the signature: it decides about the wording of a refusal only. */
function isExpired(token: string, nowMs: number): boolean {
  try {
    const payload: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));
    if (typeof payload !== 'object' || payload === null || !('exp' in payload)) return false;
    return typeof payload.exp === 'number' && payload.exp * 1000 <= nowMs;
  } catch {
    return false;
  }
}

/**
 * A person signed in may do to the own user and mailbox what the scopes allow; `User.Read` is enough to read oneself.
 *
 * @throws {GraphError} 403 `ErrorAccessDenied` for mailboxes, `Authorization_RequestDenied` for the directory.
 */
export function authorize(caller: Caller, route: Route, targetUserId: string | null): void {
  const isSelf = caller.userId !== null && caller.userId === targetUserId;
  if (caller.userId !== null && route.service === 'mailbox' && !isSelf) throw denied(route);
  if (route.permissions.length === 0) return;
  for (const permission of route.permissions) if (caller.roles.has(permission)) return;
  const readsItself = isSelf && route.method === 'GET' && route.service === 'directory';
  if (!readsItself || !caller.roles.has('User.Read')) throw denied(route);
}

function denied(route: Route): GraphError {
  if (route.service === 'directory') {
    return new GraphError(403, 'Authorization_RequestDenied', 'Insufficient privileges to complete the operation.');
  }
  return new GraphError(403, 'ErrorAccessDenied', 'Access is denied. Check credentials and try again.');
}
