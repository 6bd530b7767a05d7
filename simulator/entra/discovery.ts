import type { SimResponse } from '../http/message.ts';
import type { SigningKey } from './signing-key.ts';

/**
 * The OpenID configuration.
 *
 * @param segment The tenant as it stands in the path: its endpoints repeat it.
 * @param issuerTenant The tenant's id, or `{tenantid}` for `common` and `organizations`.
 */
export function openIdConfiguration(baseUrl: string, segment: string, issuerTenant: string): SimResponse {
  const oauth = `${baseUrl}/${segment}/oauth2/v2.0`;
  return json({
    token_endpoint: `${oauth}/token`,
    token_endpoint_auth_methods_supported: ['client_secret_post', 'private_key_jwt', 'client_secret_basic'],
    jwks_uri: `${baseUrl}/${segment}/discovery/v2.0/keys`,
    response_modes_supported: ['query', 'fragment', 'form_post'],
    subject_types_supported: ['pairwise'],
    id_token_signing_alg_values_supported: ['RS256'],
    response_types_supported: ['code', 'id_token', 'code id_token'],
    scopes_supported: ['openid', 'profile', 'email', 'offline_access'],
    issuer: `${baseUrl}/${issuerTenant}/v2.0`,
    request_uri_parameter_supported: false,
    authorization_endpoint: `${oauth}/authorize`,
    code_challenge_methods_supported: ['plain', 'S256'],
    http_logout_supported: true,
    frontchannel_logout_supported: true,
    end_session_endpoint: `${oauth}/logout`,
    claims_supported: [
      ...['sub', 'iss', 'aud', 'exp', 'iat', 'nonce', 'preferred_username'],
      ...['name', 'tid', 'oid', 'ver', 'email', 'wids'],
    ],
    tenant_region_scope: 'EU',
    cloud_instance_name: new URL(baseUrl).host,
    msgraph_host: new URL(baseUrl).host,
  });
}

/** The keys that tokens are signed with. */
export function signingKeys(baseUrl: string, issuerTenant: string, key: SigningKey): SimResponse {
  return json({ keys: [{ ...key.jwk, issuer: `${baseUrl}/${issuerTenant}/v2.0` }] });
}

/** Instance discovery, as MSAL asks for it before it trusts an authority. */
export function instanceDiscovery(baseUrl: string, segment: string): SimResponse {
  const { host } = new URL(baseUrl);
  return json({
    tenant_discovery_endpoint: `${baseUrl}/${segment}/v2.0/.well-known/openid-configuration`,
    'api-version': '1.1',
    metadata: [{ preferred_network: host, preferred_cache: host, aliases: [host] }],
  });
}

function json(body: object): SimResponse {
  return { status: 200, headers: { 'access-control-allow-origin': '*', 'cache-control': 'max-age=86400' }, body };
}
