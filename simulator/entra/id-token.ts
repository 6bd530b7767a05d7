import { createHash } from 'node:crypto';
import { SignJWT } from 'jose';
import type { SimTenant, SimUser } from '../world/model.ts';
import type { Grant } from './grants.ts';
import type { SigningKey } from './signing-key.ts';

const globalAdministrator = '62e90394-69f5-4237-9190-012177145e10';
const lifetimeSeconds = 3600;

/** Tells an app who signed in (v2.0). A Global Administrator bears that role's id in `wids`. */
export function idToken(
  grant: Grant,
  tenant: SimTenant,
  user: SimUser,
  baseUrl: string,
  key: SigningKey,
  nowMs: number,
): Promise<string> {
  const nowSeconds = Math.floor(nowMs / 1000);
  const { displayName, userPrincipalName, mail } = user.properties;
  return new SignJWT({
    aud: grant.clientId,
    iss: `${baseUrl}/${tenant.id}/v2.0`,
    iat: nowSeconds,
    nbf: nowSeconds,
    exp: nowSeconds + lifetimeSeconds,
    ...(typeof mail === 'string' ? { email: mail } : {}),
    name: displayName,
    ...(grant.nonce === null ? {} : { nonce: grant.nonce }),
    oid: user.id,
    preferred_username: userPrincipalName,
    sub: createHash('sha256').update(`${grant.clientId}/${user.id}`).digest('base64url'),
    tid: tenant.id,
    ver: '2.0',
    ...(grant.isAdmin ? { wids: [globalAdministrator] } : {}),
  })
    .setProtectedHeader({ typ: 'JWT', alg: 'RS256', kid: key.kid, x5t: key.kid })
    .sign(key.privateKey);
}
