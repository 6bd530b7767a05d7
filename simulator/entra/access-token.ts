import { randomBytes, verify } from 'node:crypto';
import { SignJWT } from 'jose';
import { guidFrom } from '../graph/directory/app-roles.ts';
import type { SimApp, SimServicePrincipal, SimTenant, SimUser, World } from '../world/model.ts';
import type { SigningKey } from './signing-key.ts';

export const graphResource = 'https://graph.microsoft.com';

/** What Graph believes of a bearer token. */
export interface AccessClaims {
  readonly tenantId: string;
  readonly appId: string;
  /** Application permissions; empty for delegated tokens. */
  readonly roles: readonly string[];
  /** Delegated permissions; empty for app-only tokens. */
  readonly scopes: readonly string[];
  /** The signed-in user of a delegated token. */
  readonly userId: string | null;
}

export interface AccessTokens {
  issueForApp(tenant: SimTenant, principal: SimServicePrincipal, app: SimApp): Promise<string>;
  issueForUser(tenant: SimTenant, user: SimUser, app: SimApp, scopes: readonly string[]): Promise<string>;
  /** Null if it is not ours, expired, revoked, for another audience, or its app is no longer in the tenant. */
  verify(token: string): AccessClaims | null;
}

interface KnownToken {
  readonly claims: AccessClaims;
  readonly expiresAtMs: number;
  readonly issuedAtMs: number;
}

const tokensRemembered = 20_000;

/** Issues Graph's access tokens, and recognises them quickly: a token's signature is checked once. */
export function createAccessTokens(world: World, key: SigningKey): AccessTokens {
  const known = new Map<string, KnownToken>();

  function remember(token: string, parsed: KnownToken): void {
    if (known.size >= tokensRemembered) known.clear();
    known.set(token, parsed);
  }

  /** Remembers the instant to the millisecond, so that revoking spares what is issued later in the same second. */
  async function issue(tenant: SimTenant, app: SimApp, claims: Readonly<Record<string, unknown>>): Promise<string> {
    const issuedAtMs = world.clock.nowMs();
    const nowSeconds = Math.floor(issuedAtMs / 1000);
    const token = await new SignJWT({
      aud: graphResource,
      iss: `https://sts.windows.net/${tenant.id}/`,
      iat: nowSeconds,
      nbf: nowSeconds,
      exp: nowSeconds + world.settings.accessTokenLifetimeSeconds,
      app_displayname: app.displayName,
      appid: app.appId,
      appidacr: '2',
      tid: tenant.id,
      uti: randomBytes(16).toString('base64url'),
      ver: '1.0',
      ...claims,
    })
      .setProtectedHeader({ typ: 'JWT', alg: 'RS256', kid: key.kid, x5t: key.kid })
      .sign(key.privateKey);
    const checked = checkSignature(token, key);
    if (checked !== null) remember(token, { ...checked, issuedAtMs });
    return token;
  }

  return {
    issueForApp(tenant, principal, app) {
      const oid = servicePrincipalId(tenant.id, app.appId);
      const roles = principal.roles.size > 0 ? { roles: [...principal.roles] } : {};
      return issue(tenant, app, { idtyp: 'app', oid, sub: oid, ...roles });
    },
    issueForUser(tenant, user, app, scopes) {
      const { displayName, userPrincipalName } = user.properties;
      return issue(tenant, app, {
        idtyp: 'user',
        oid: user.id,
        sub: user.id,
        scp: scopes.join(' '),
        name: displayName,
        upn: userPrincipalName,
      });
    },
    verify(token) {
      const remembered = known.get(token);
      const checked = remembered ?? checkSignature(token, key);
      if (checked === null) return null;
      if (remembered === undefined) remember(token, checked);
      if (checked.expiresAtMs <= world.clock.nowMs()) {
        known.delete(token);
        return null;
      }
      const principal = world.tenants.get(checked.claims.tenantId)?.servicePrincipals.get(checked.claims.appId);
      if (principal === undefined || checked.issuedAtMs < principal.tokensValidFromMs) return null;
      return checked.claims;
    },
  };
}

/** The object id of an app's service principal in a tenant, as `/servicePrincipals` of Graph shows it. */
export function servicePrincipalId(tenantId: string, appId: string): string {
  return guidFrom(`service principal ${tenantId} ${appId}`);
}

function checkSignature(token: string, key: SigningKey): KnownToken | null {
  const [header, payload, signature, ...rest] = token.split('.');
  if (header === undefined || payload === undefined || signature === undefined || rest.length > 0) return null;
  const { alg } = decodeJson(header);
  const signed = Buffer.from(`${header}.${payload}`);
  if (alg !== 'RS256' || !verify('RSA-SHA256', signed, key.publicKey, Buffer.from(signature, 'base64url'))) return null;
  const { aud, exp, iat, tid, appid, roles, scp, idtyp, oid } = decodeJson(payload);
  if (aud !== graphResource || typeof exp !== 'number' || typeof iat !== 'number') return null;
  if (typeof tid !== 'string' || typeof appid !== 'string' || typeof oid !== 'string') return null;
  return {
    claims: {
      tenantId: tid,
      appId: appid,
      roles: Array.isArray(roles) ? roles.filter((role) => typeof role === 'string') : [],
      scopes: typeof scp === 'string' ? scp.split(' ') : [],
      userId: idtyp === 'user' ? oid : null,
    },
    expiresAtMs: exp * 1000,
    issuedAtMs: iat * 1000,
  };
}

function decodeJson(part: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}
