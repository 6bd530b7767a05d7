import { createHash } from 'node:crypto';
import { decodeJwt } from 'jose';
import { expect, test } from 'vitest';
import { appId, bodyOf, createFixture, redirectOf, redirectUri, tenantId, textOf, userId } from './entra-fixture.ts';

const verifier = 'a-code-verifier-of-at-least-forty-three-characters';
const asked = {
  client_id: appId,
  response_type: 'code',
  redirect_uri: redirectUri,
  scope: 'openid profile offline_access User.Read',
  state: 's&t',
  nonce: 'n-1',
  code_challenge: createHash('sha256').update(verifier).digest('base64url'),
  code_challenge_method: 'S256',
};
const tokenPath = `/${tenantId}/oauth2/v2.0/token`;
const codeForm = {
  grant_type: 'authorization_code',
  client_id: appId,
  client_secret: 'right',
  redirect_uri: redirectUri,
  code_verifier: verifier,
};

function authorizePath(change: Record<string, string> = {}, segment = 'organizations'): string {
  return `/${segment}/oauth2/v2.0/authorize?${new URLSearchParams({ ...asked, ...change })}`;
}

test('a person is chosen on a page and comes back with a code, once', async () => {
  const { get, post, entra } = createFixture();
  expect(textOf(await get(authorizePath()))).toContain('Zoë Groß');
  const redirect = redirectOf(await post(authorizePath(), { user: userId, role: 'admin' }));
  expect(redirect).toMatchObject({ at: redirectUri, state: 's&t' });
  const code = redirect.code ?? '';
  const body = bodyOf(await post(tokenPath, { ...codeForm, code, client_info: '1' }));
  expect(decodeJwt(String(body.id_token))).toMatchObject({
    aud: appId,
    iss: `https://localhost:9443/${tenantId}/v2.0`,
    oid: userId,
    tid: tenantId,
    nonce: 'n-1',
    name: 'Zoë Groß',
    preferred_username: 'zoe@contoso.example',
    email: 'zoe@contoso.example',
    wids: ['62e90394-69f5-4237-9190-012177145e10'],
  });
  expect(decodeJwt(String(body.access_token))).toMatchObject({ scp: 'openid profile User.Read', oid: userId });
  expect(decodeJwt(String(body.access_token))).not.toHaveProperty('roles');
  expect(entra.verifyAccessToken(String(body.access_token))).toMatchObject({ userId, roles: [] });
  expect(JSON.parse(Buffer.from(String(body.client_info), 'base64url').toString())).toEqual({
    uid: userId,
    utid: tenantId,
  });

  expect(bodyOf(await post(tokenPath, { ...codeForm, code }))).toMatchObject({
    error: 'invalid_grant',
    error_codes: [54005],
  });
  const refreshed = bodyOf(
    await post(tokenPath, {
      grant_type: 'refresh_token',
      client_id: appId,
      client_secret: 'right',
      refresh_token: String(body.refresh_token),
    }),
  );
  expect(refreshed).toHaveProperty('access_token');
  expect(decodeJwt(String(refreshed.id_token))).not.toHaveProperty('nonce');
});

test.each([
  ['wrong verifier', { code_verifier: 'another' }, 0, 501481],
  ['other redirect', { redirect_uri: 'https://app.example/other' }, 0, 500112],
  ['eleven minutes later', {}, 660_000, 70008],
  ['made-up code', { code: 'made-up' }, 0, 9002313],
])('code: %s', async (_name, change, laterMs, errorCode) => {
  const { post, world } = createFixture();
  const { code = '' } = redirectOf(await post(authorizePath(), { user: 'zoe@contoso.example', role: 'user' }));
  world.clock.advance(laterMs);
  const answer = await post(tokenPath, { ...codeForm, code, ...change });
  expect(bodyOf(answer)).toMatchObject({ error: 'invalid_grant', error_codes: [errorCode] });
});

test('scopes are named without the address of Graph; a withdrawn consent ends refreshing', async () => {
  const { post, tenant } = createFixture();
  const path = authorizePath({ scope: 'offline_access https://graph.microsoft.com/User.Read' });
  const { code = '' } = redirectOf(await post(path, { user: userId }));
  const body = bodyOf(await post(tokenPath, { ...codeForm, code }));
  expect(body).toMatchObject({ scope: 'User.Read' });
  expect(body).not.toHaveProperty('id_token');
  tenant.servicePrincipals.clear();
  const refreshForm = { ...codeForm, grant_type: 'refresh_token', refresh_token: String(body.refresh_token) };
  expect(bodyOf(await post(tokenPath, refreshForm))).toMatchObject({ error: 'invalid_grant', error_codes: [65001] });
});

test('response modes: fragment and form_post', async () => {
  const { post } = createFixture();
  const fragment = await post(authorizePath({ response_mode: 'fragment' }), { user: userId });
  expect(fragment.headers.location).toMatch(/^https:\/\/app\.example\/callback#code=/);
  const page = textOf(await post(authorizePath({ response_mode: 'form_post' }), { user: userId }));
  expect(page).toContain(`action="${redirectUri}"`);
  expect(page).toContain('name="state" value="s&amp;t"');
});

test('refusals go back to the app, but never to an address it has not registered', async () => {
  const { get, post } = createFixture();
  expect(redirectOf(await post(authorizePath(), { decision: 'cancel', user: userId }))).toMatchObject({
    error: 'access_denied',
    state: 's&t',
  });
  expect(redirectOf(await get(authorizePath({ prompt: 'none' })))).toMatchObject({ error: 'login_required' });
  const stranger = await get(authorizePath({ redirect_uri: 'https://evil.example/' }));
  expect(stranger.status).toBe(400);
  expect(textOf(stranger)).toContain('AADSTS50011');
});

test('discovery documents name this host, and keys verify', async () => {
  const { get, key } = createFixture();
  const common = bodyOf(await get('/common/v2.0/.well-known/openid-configuration'));
  expect(common).toMatchObject({
    issuer: 'https://localhost:9443/{tenantid}/v2.0',
    token_endpoint: 'https://localhost:9443/common/oauth2/v2.0/token',
  });
  const own = bodyOf(await get(`/contoso.example/.well-known/openid-configuration`));
  expect(own.issuer).toBe(`https://localhost:9443/${tenantId}/v2.0`);
  expect(bodyOf(await get(`/${tenantId}/discovery/v2.0/keys`))).toMatchObject({ keys: [{ kid: key.kid, kty: 'RSA' }] });
  expect((await get('/nobody.example/v2.0/.well-known/openid-configuration')).status).toBe(400);
});
