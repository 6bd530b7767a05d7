import { decodeJwt, jwtVerify } from 'jose';
import { expect, test } from 'vitest';
import {
  appId,
  assertion,
  baseUrl,
  bodyOf,
  client,
  createFixture,
  graphScope,
  startMs,
  stranger,
  tenantId,
} from './entra-fixture.ts';

const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
const withSecret = { grant_type: 'client_credentials', client_id: appId, client_secret: 'right', scope: graphScope };
const path = `/${tenantId}/oauth2/v2.0/token`;

async function withAssertion(options?: Parameters<typeof assertion>[0]): Promise<Record<string, string>> {
  const { client_secret: _secret, ...rest } = withSecret;
  return { ...rest, client_assertion_type: assertionType, client_assertion: await assertion(options) };
}

function refusal(answer: { readonly status: number; readonly body?: unknown }, body: Record<string, unknown>): unknown {
  return [answer.status, body.error, body.error_codes];
}

test.each(['PS256', 'RS256'] as const)('a %s assertion gets an app token that Graph believes', async (alg) => {
  const { post, entra, key } = createFixture();
  const answer = await post(path, await withAssertion({ alg }));
  const body = bodyOf(answer);
  expect(answer.status).toBe(200);
  expect(body).toMatchObject({ token_type: 'Bearer', expires_in: 3599, ext_expires_in: 3599 });
  const token = String(body.access_token);
  const { payload, protectedHeader } = await jwtVerify(token, key.publicKey, { currentDate: new Date(startMs) });
  expect(protectedHeader).toMatchObject({ alg: 'RS256', kid: key.kid, x5t: key.kid });
  expect(payload).toMatchObject({
    aud: 'https://graph.microsoft.com',
    tid: tenantId,
    appid: appId,
    idtyp: 'app',
    roles: ['User.Read.All'],
  });
  expect(entra.verifyAccessToken(token)).toEqual({
    tenantId,
    appId,
    roles: ['User.Read.All'],
    scopes: [],
    userId: null,
  });
});

test.each([
  ['the issuer', `${baseUrl}/${tenantId}/v2.0`],
  ['common', `${baseUrl}/common/oauth2/v2.0/token`],
  ['another name of this host', `https://127.0.0.1:9443/${tenantId}/oauth2/v2.0/token`],
])('an assertion for %s is taken too', async (_name, aud) => {
  const { post } = createFixture();
  const answer = await post(path, await withAssertion({ claims: { aud } }), { host: '127.0.0.1:9443' });
  expect(answer.status).toBe(200);
});

test('a secret may stand in the body or in a Basic header; the tenant may be named by its domain', async () => {
  const { post } = createFixture();
  expect((await post('/contoso.example/oauth2/v2.0/token', withSecret)).status).toBe(200);
  const basic = Buffer.from(`${appId}:right`).toString('base64');
  const { client_id: _id, client_secret: _secret, ...rest } = withSecret;
  expect((await post(path, rest, { authorization: `Basic ${basic}` })).status).toBe(200);
});

test.each([
  ['unknown tenant', '/00000000-0000-0000-0000-000000000000/oauth2/v2.0/token', {}, [400, 'invalid_request', [90002]]],
  ['no tenant name', '/nonsense/oauth2/v2.0/token', {}, [400, 'invalid_request', [900023]]],
  ['common', '/common/oauth2/v2.0/token', {}, [400, 'invalid_request', [50059]]],
  ['unknown app', path, { client_id: 'nobody' }, [400, 'unauthorized_client', [700016]]],
  ['wrong secret', path, { client_secret: 'wrong' }, [401, 'invalid_client', [7000215]]],
  ['expired secret', path, { client_secret: 'old' }, [401, 'invalid_client', [7000222]]],
  ['no .default', path, { scope: 'https://graph.microsoft.com/User.Read' }, [400, 'invalid_scope', [1002012]]],
  ['other resource', path, { scope: 'https://other.example/.default' }, [400, 'invalid_resource', [500011]]],
  ['other grant', path, { grant_type: 'password' }, [400, 'unsupported_grant_type', [70003]]],
])('%s', async (_name, where, change, expected) => {
  const { post } = createFixture();
  const answer = await post(where, { ...withSecret, ...change });
  const body = bodyOf(answer);
  expect(refusal(answer, body)).toEqual(expected);
  expect(body.error_description).toMatch(/^AADSTS\d+: .+ Trace ID: [\w-]+ Correlation ID: [\w-]+ Timestamp: .+Z$/);
  expect(Object.keys(body)).toEqual(expect.arrayContaining(['timestamp', 'trace_id', 'correlation_id', 'error_uri']));
});

test.each([
  ['a stranger signs', { pair: stranger }, 700027],
  ['a stranger signs under our name', { pair: stranger, named: client }, 700027],
  ['expired', { claims: { nbf: startMs / 1000 - 4000, exp: startMs / 1000 - 301 } }, 700024],
  ['not valid yet', { claims: { nbf: startMs / 1000 + 301 } }, 700024],
  ['other audience', { claims: { aud: 'https://login.example/token' } }, 700023],
  ['other issuer', { claims: { iss: 'somebody' } }, 700021],
  ['no expiry', { claims: { exp: undefined } }, 50027],
])('assertion: %s', async (_name, options, code) => {
  const { post } = createFixture();
  const answer = await post(path, await withAssertion(options));
  expect(refusal(answer, bodyOf(answer))).toEqual([401, 'invalid_client', [code]]);
});

test('five minutes of skew are forgiven', async () => {
  const { post } = createFixture();
  const answer = await post(path, await withAssertion({ claims: { exp: startMs / 1000 - 290 } }));
  expect(answer.status).toBe(200);
});

test('an app that the tenant does not have is refused as the settings say', async () => {
  const { post, tenant, world } = createFixture();
  tenant.servicePrincipals.clear();
  expect(bodyOf(await post(path, withSecret))).toMatchObject({ error: 'unauthorized_client', error_codes: [700016] });
  world.settings.unknownAppAnswer = 'AADSTS7000229';
  const answer = await post(path, withSecret);
  expect(refusal(answer, bodyOf(answer))).toEqual([401, 'invalid_client', [7000229]]);
});

test('a disabled app and conditional access', async () => {
  const { post, principal, tenant } = createFixture();
  principal.enabled = false;
  expect(bodyOf(await post(path, withSecret))).toMatchObject({ error: 'unauthorized_client', error_codes: [7000112] });
  principal.enabled = true;
  principal.conditionalAccessBlocked = true;
  expect(bodyOf(await post(path, withSecret))).toMatchObject({ error_codes: [53003] });
  principal.conditionalAccessBlocked = false;
  tenant.conditionalAccessBlocked = true;
  expect(bodyOf(await post(path, withSecret))).toMatchObject({ error_codes: [53003] });
});

test('without granted permissions a token is issued, without roles', async () => {
  const { post, principal } = createFixture();
  principal.roles.clear();
  const token = String(bodyOf(await post(path, withSecret)).access_token);
  expect(decodeJwt(token)).not.toHaveProperty('roles');
});

test('a token ends with its lifetime, with a revocation and with the consent', async () => {
  const { post, entra, world, principal, tenant } = createFixture();
  const token = async (): Promise<string> => String(bodyOf(await post(path, withSecret)).access_token);
  const first = await token();
  world.clock.advance(3_598_000);
  expect(entra.verifyAccessToken(first)).not.toBeNull();
  world.clock.advance(2_000);
  expect(entra.verifyAccessToken(first)).toBeNull();

  const second = await token();
  principal.tokensValidFromMs = world.clock.nowMs() + 1;
  expect(entra.verifyAccessToken(second)).toBeNull();
  world.clock.advance(1);
  const third = await token();
  expect(entra.verifyAccessToken(third)).not.toBeNull();
  tenant.servicePrincipals.clear();
  expect(entra.verifyAccessToken(third)).toBeNull();
});

test('a forged or foreign token is not believed', async () => {
  const { post, entra } = createFixture();
  const token = String(bodyOf(await post(path, withSecret)).access_token);
  const [header, , signature] = token.split('.');
  const forged = Buffer.from(JSON.stringify({ ...decodeJwt(token), roles: ['Everything'] })).toString('base64url');
  expect(entra.verifyAccessToken(`${header}.${forged}.${signature}`)).toBeNull();
  expect(entra.verifyAccessToken('nonsense')).toBeNull();
});

test('faults play on the token endpoint', async () => {
  const { post, faults, counters } = createFixture();
  faults.add({
    match: { service: 'entra', operation: 'token' },
    fault: { kind: 'status', status: 503, retryAfter: { form: 'seconds', seconds: 7 }, when: 'before' },
  });
  expect(await post(path, withSecret)).toMatchObject({ status: 503, headers: { 'retry-after': '7' } });
  expect((await post(path, withSecret)).status).toBe(200);
  expect(counters.snapshot()).toMatchObject({ entraRequests: 2 });
});
