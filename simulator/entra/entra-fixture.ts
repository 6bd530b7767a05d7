import { createHash, createPrivateKey, randomUUID, X509Certificate } from 'node:crypto';
import { SignJWT } from 'jose';
import { createCounters } from '../counters/counters.ts';
import { createFaultRegistry } from '../faults/registry.ts';
import { selfSignedCertificate } from '../http/certificates.ts';
import type { SimRequest, SimResponse } from '../http/message.ts';
import { createClock } from '../world/clock.ts';
import { createServicePrincipal, createTenant, createWorld } from '../world/create-world.ts';
import { createUser } from '../world/directory-changes.ts';
import { createRandom } from '../world/random.ts';
import { createEntraService } from './service.ts';
import { signingKeyOf } from './signing-key.ts';

/** For tests: a world with one tenant, one user and one consented app, and Entra for it, all in memory. */

export const baseUrl = 'https://localhost:9443';
export const tenantId = '7f3c8a52-5d0e-4c7e-8f6b-0f6f5b1c2d3e';
export const appId = '5c1b7d3e-90ab-4cde-8123-456789abcdef';
export const userId = '0a1b2c3d-1111-4222-8333-444455556666';
export const redirectUri = 'https://app.example/callback';
export const graphScope = 'https://graph.microsoft.com/.default';
export const startMs = Date.UTC(2026, 5, 1, 12);

const tokenPair = await selfSignedCertificate('CN=tokens', startMs);
export const client = await selfSignedCertificate('CN=client', startMs);
export const stranger = await selfSignedCertificate('CN=stranger', startMs);

export function createFixture() {
  const world = createWorld(createClock(() => startMs));
  const tenant = createTenant({
    id: tenantId,
    displayName: 'Contoso',
    domains: ['contoso.example'],
    countryCode: 'DE',
  });
  world.tenants.set(tenantId, tenant);
  createUser(tenant, userId, {
    displayName: 'Zoë Groß',
    userPrincipalName: 'zoe@contoso.example',
    mail: 'zoe@contoso.example',
  });
  world.apps.set(appId, {
    appId,
    displayName: 'Ringbook <test>',
    redirectUris: [redirectUri],
    certificates: [client.certPem],
    secrets: [
      { value: 'right', expiresAtMs: null },
      { value: 'old', expiresAtMs: startMs - 1 },
    ],
    requiredRoles: ['User.Read.All', 'Contacts.ReadWrite'],
  });
  const principal = createServicePrincipal(appId, ['User.Read.All']);
  tenant.servicePrincipals.set(appId, principal);
  const counters = createCounters();
  const faults = createFaultRegistry(createRandom('entra'));
  const key = signingKeyOf(tokenPair.keyPem, tokenPair.certPem);
  const entra = createEntraService({ world, counters, faults, key, baseUrl, sleep: async () => {} });

  async function send(request: SimRequest): Promise<SimResponse> {
    const outcome = await entra.handle(request);
    if ('kind' in outcome) throw new Error(`the connection was ended by ${outcome.kind}`);
    return outcome;
  }
  const split = (path: string): { path: string; query: string } => {
    const [before = '', ...query] = path.split('?');
    return { path: before, query: query.join('?') };
  };
  return {
    world,
    tenant,
    principal,
    counters,
    faults,
    entra,
    key,
    get: (path: string, headers: Record<string, string> = {}) =>
      send({ method: 'GET', ...split(path), headers, body: { kind: 'none' } }),
    post: (path: string, form: Record<string, string>, headers: Record<string, string> = {}) =>
      send({
        method: 'POST',
        ...split(path),
        headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
        body: { kind: 'bytes', bytes: Buffer.from(new URLSearchParams(form).toString()) },
      }),
  };
}

/** The JSON of an answer. */
export function bodyOf(response: SimResponse): Record<string, unknown> {
  const { body } = response;
  if (typeof body !== 'object' || body instanceof Uint8Array) throw new Error('the answer has no JSON body');
  return { ...body };
}

export function textOf(response: SimResponse): string {
  if (typeof response.body !== 'string') throw new Error('the answer has no text');
  return response.body;
}

/** The parameters of a redirect to the app. */
export function redirectOf(response: SimResponse): Record<string, string> {
  const { location = '' } = response.headers;
  return { at: location.split(/[?#]/)[0] ?? '', ...Object.fromEntries(new URLSearchParams(location.split(/[?#]/)[1])) };
}

/** A client assertion as certificate credentials make it; `claims` override. */
export function assertion(
  options: {
    readonly alg?: 'PS256' | 'RS256';
    readonly pair?: typeof client;
    /** The certificate that the header names, if not the one that signs. */
    readonly named?: typeof client;
    readonly claims?: Readonly<Record<string, unknown>>;
  } = {},
): Promise<string> {
  const { alg = 'PS256', pair = client, named = pair, claims = {} } = options;
  const { raw } = new X509Certificate(named.certPem);
  const thumbprint =
    alg === 'PS256'
      ? { 'x5t#S256': createHash('sha256').update(raw).digest('base64url') }
      : { x5t: createHash('sha1').update(raw).digest('base64url') };
  const nowSeconds = startMs / 1000;
  return new SignJWT({
    aud: `${baseUrl}/${tenantId}/oauth2/v2.0/token`,
    iss: appId,
    sub: appId,
    jti: randomUUID(),
    nbf: nowSeconds,
    exp: nowSeconds + 600,
    ...claims,
  })
    .setProtectedHeader({ typ: 'JWT', alg, ...thumbprint })
    .sign(createPrivateKey(pair.keyPem));
}
