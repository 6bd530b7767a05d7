import { createHash } from 'node:crypto';
import type { SimRequest, SimResponse } from '../http/message.ts';
import type { SimApp, SimServicePrincipal, SimTenant } from '../world/model.ts';
import { graphResource } from './access-token.ts';
import { authenticateClient, type ClientCredentials } from './client-authentication.ts';
import { type EntraContext, formFields, tenantOfSegment } from './context.ts';
import { EntraError, noStore, refuse } from './errors.ts';
import type { Grant, Redeemed } from './grants.ts';
import { idToken } from './id-token.ts';

/**
 * `POST /{tenant}/oauth2/v2.0/token`.
 *
 * @throws {EntraError} every refusal; the service writes them.
 */
export async function tokenEndpoint(context: EntraContext, request: SimRequest, segment: string): Promise<SimResponse> {
  const tenant = tenantOfSegment(context.world, segment);
  const form = formFields(request);
  const grantType = form.get('grant_type');
  if (grantType === null) throw refuse.missingParameter('grant_type');
  const basic = basicCredentials(request.headers.authorization);
  const clientId = form.get('client_id') ?? basic?.clientId;
  if (clientId === undefined) throw refuse.missingParameter('client_id');
  const credentials = {
    secret: form.get('client_secret') ?? basic?.secret ?? null,
    assertion: form.get('client_assertion'),
    assertionType: form.get('client_assertion_type'),
  };
  const call: TokenCall = {
    context,
    form,
    clientId,
    credentials,
    audiences: audiences(context, request, segment, tenant),
  };
  switch (grantType) {
    case 'client_credentials':
      if (tenant === null) throw refuse.noTenant();
      return clientCredentials(call, tenant);
    case 'authorization_code':
      return authorizationCode(call, tenant);
    case 'refresh_token':
      return refreshToken(call, tenant);
  }
  throw new EntraError(
    400,
    'unsupported_grant_type',
    70003,
    `The app requested an unsupported grant type '${grantType}'.`,
  );
}

interface TokenCall {
  readonly context: EntraContext;
  readonly form: URLSearchParams;
  readonly clientId: string;
  readonly credentials: ClientCredentials;
  readonly audiences: readonly string[];
}

async function clientCredentials(call: TokenCall, tenant: SimTenant): Promise<SimResponse> {
  const { world, accessTokens, baseUrl } = call.context;
  const { app, principal } = appInTenant(call, tenant);
  await authenticateClient(app, call.credentials, call.audiences, world.clock.nowMs());
  if (!principal.enabled) throw refuse.disabledApp(app.appId, app.displayName);
  checkAppScope(call.form.get('scope'), baseUrl, tenant);
  if (tenant.conditionalAccessBlocked === true || principal.conditionalAccessBlocked === true) {
    throw refuse.conditionalAccess();
  }
  const lifetime = world.settings.accessTokenLifetimeSeconds;
  return json({
    token_type: 'Bearer',
    expires_in: lifetime,
    ext_expires_in: lifetime,
    access_token: await accessTokens.issueForApp(tenant, principal, app),
  });
}

async function authorizationCode(call: TokenCall, tenant: SimTenant | null): Promise<SimResponse> {
  const code = call.form.get('code');
  if (code === null) throw refuse.missingParameter('code');
  const app = await authenticatedApp(call);
  const grant = believed(call.context.grants.redeemCode(code), app, tenant, codeRefusals);
  const redirectUri = call.form.get('redirect_uri');
  if (redirectUri !== grant.redirectUri) {
    throw refuse.invalidGrant(
      500112,
      `The reply address '${redirectUri ?? ''}' does not match the reply address '${grant.redirectUri}' provided when requesting Authorization code.`,
    );
  }
  checkCodeVerifier(grant, call.form.get('code_verifier'));
  return userTokens(call, app, grant);
}

async function refreshToken(call: TokenCall, tenant: SimTenant | null): Promise<SimResponse> {
  const token = call.form.get('refresh_token');
  if (token === null) throw refuse.missingParameter('refresh_token');
  const app = await authenticatedApp(call);
  const grant = believed(call.context.grants.redeemRefreshToken(token), app, tenant, refreshRefusals);
  return userTokens(call, app, { ...grant, nonce: null });
}

/** What a signed-in person's app gets: Graph for the scopes agreed to, and who it is if it asked for `openid`. */
async function userTokens(call: TokenCall, app: SimApp, grant: Grant): Promise<SimResponse> {
  const { world, accessTokens, grants, baseUrl, key } = call.context;
  const tenant = world.tenants.get(grant.tenantId);
  const user = tenant?.users.get(grant.userId);
  if (tenant === undefined || user === undefined || user.properties.accountEnabled === false) {
    throw refuse.invalidGrant(50057, 'The user account is disabled.');
  }
  const principal = tenant.servicePrincipals.get(app.appId);
  if (principal === undefined) {
    throw refuse.invalidGrant(
      65001,
      `The user or administrator has not consented to use the application with ID '${app.appId}' named '${app.displayName}'. Send an interactive authorization request for this user and resource.`,
    );
  }
  if (!principal.enabled) throw refuse.disabledApp(app.appId, app.displayName);
  const asked = new Set(grant.scopes);
  const graphScopes = grant.scopes
    .filter((scope) => scope !== 'offline_access')
    .map((scope) => scope.replace(`${graphResource}/`, ''));
  const lifetime = world.settings.accessTokenLifetimeSeconds;
  const info = { uid: user.id, utid: tenant.id };
  return json({
    token_type: 'Bearer',
    scope: graphScopes.join(' '),
    expires_in: lifetime,
    ext_expires_in: lifetime,
    access_token: await accessTokens.issueForUser(tenant, user, app, graphScopes),
    ...(asked.has('offline_access') ? { refresh_token: grants.issueRefreshToken(grant) } : {}),
    ...(asked.has('openid') ? { id_token: await idToken(grant, tenant, user, baseUrl, key, world.clock.nowMs()) } : {}),
    ...(call.form.get('client_info') === '1'
      ? { client_info: Buffer.from(JSON.stringify(info)).toString('base64url') }
      : {}),
  });
}

function appInTenant(call: TokenCall, tenant: SimTenant): { app: SimApp; principal: SimServicePrincipal } {
  const { apps, settings } = call.context.world;
  const app = apps.get(call.clientId);
  if (app === undefined) throw refuse.unknownApp(call.clientId, tenant.displayName);
  const principal = tenant.servicePrincipals.get(call.clientId);
  if (principal !== undefined) return { app, principal };
  throw settings.unknownAppAnswer === 'AADSTS7000229'
    ? refuse.missingServicePrincipal(call.clientId, tenant.id)
    : refuse.unknownApp(call.clientId, tenant.displayName);
}

/** An app without certificates and secrets is a public client, which proves itself by PKCE alone. */
async function authenticatedApp(call: TokenCall): Promise<SimApp> {
  const app = call.context.world.apps.get(call.clientId);
  if (app === undefined) throw refuse.unknownApp(call.clientId, call.context.baseUrl);
  if (app.certificates.length > 0 || app.secrets.length > 0) {
    await authenticateClient(app, call.credentials, call.audiences, call.context.world.clock.nowMs());
  }
  return app;
}

function checkAppScope(scope: string | null, baseUrl: string, tenant: SimTenant): void {
  if (scope === null) throw refuse.missingParameter('scope');
  const [only, ...more] = scope.split(' ').filter((part) => part !== '');
  if (only === undefined || more.length > 0 || !only.endsWith('/.default')) {
    throw new EntraError(
      400,
      'invalid_scope',
      1002012,
      `The provided value for scope ${scope} is not valid. Client credential flows must have a scope value with /.default suffixed to the resource identifier (application ID URI).`,
    );
  }
  const resource = only.slice(0, -'/.default'.length).replace(/\/$/, '');
  if (resource !== graphResource && resource !== baseUrl) {
    throw new EntraError(
      400,
      'invalid_resource',
      500011,
      `The resource principal named ${resource} was not found in the tenant named ${tenant.displayName}. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You might have sent your authentication request to the wrong tenant.`,
    );
  }
}

const codeRefusals = {
  unknown: refuse.invalidGrant(9002313, 'Invalid request. Request is malformed or invalid.'),
  expired: refuse.invalidGrant(
    70008,
    'The provided authorization code or refresh token has expired due to inactivity.',
  ),
  used: refuse.invalidGrant(
    54005,
    'OAuth2 Authorization code was already redeemed, please retry with a new valid code.',
  ),
};
const refreshRefusals = {
  ...codeRefusals,
  expired: refuse.invalidGrant(700082, 'The refresh token has expired due to inactivity.'),
};

/** The grant behind a code or token, if it was given to this app and tenant. */
function believed(redeemed: Redeemed, app: SimApp, tenant: SimTenant | null, refusals: typeof codeRefusals): Grant {
  if (redeemed.kind !== 'grant') throw refusals[redeemed.kind];
  const { grant } = redeemed;
  if (grant.clientId !== app.appId || (tenant !== null && tenant.id !== grant.tenantId)) throw refusals.unknown;
  return grant;
}

function checkCodeVerifier(grant: Grant, verifier: string | null): void {
  if (grant.codeChallenge === null) return;
  const { value, method } = grant.codeChallenge;
  const answer =
    method === 'S256' && verifier !== null ? createHash('sha256').update(verifier).digest('base64url') : verifier;
  if (answer !== value) {
    throw refuse.invalidGrant(
      501481,
      'The Code_Verifier does not match the code_challenge supplied in the authorization request.',
    );
  }
}

function basicCredentials(authorization: string | undefined): { clientId: string; secret: string } | null {
  const encoded = /^Basic (.+)$/i.exec(authorization ?? '')?.[1];
  if (encoded === undefined) return null;
  const [clientId = '', ...secret] = Buffer.from(encoded, 'base64').toString('utf8').split(':');
  return { clientId: formDecode(clientId), secret: formDecode(secret.join(':')) };
}

/** RFC 6749 section 2.3.1 wants both parts form-encoded; a stray percent sign is taken as it is. */
function formDecode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', '%20'));
  } catch {
    return text;
  }
}

/** The token endpoint and the issuer, under the name the client used and under ours. */
function audiences(context: EntraContext, request: SimRequest, segment: string, tenant: SimTenant | null): string[] {
  const hosts = new Set([context.baseUrl, `https://${request.headers.host ?? ''}`]);
  const tenants = new Set([segment, tenant?.id ?? segment, 'common', 'organizations']);
  return [...hosts].flatMap((host) =>
    [...tenants].flatMap((name) => [
      `${host}/${name}/oauth2/v2.0/token`,
      `${host}/${name}/v2.0`,
      `${host}/${name}/oauth2/token`,
      `${host}/${name}`,
      `${host}/${name}/`,
    ]),
  );
}

function json(body: object): SimResponse {
  return { status: 200, headers: noStore, body };
}
