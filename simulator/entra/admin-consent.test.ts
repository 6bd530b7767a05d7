import { expect, test } from 'vitest';
import { appId, createFixture, graphScope, redirectOf, redirectUri, tenantId, textOf } from './entra-fixture.ts';

const query = new URLSearchParams({ client_id: appId, scope: graphScope, redirect_uri: redirectUri, state: 'a b&c' });
const v2 = `/organizations/v2.0/adminconsent?${query}`;
const v1 = `/${tenantId}/adminconsent?${query}`;

test('the page names the app and every permission, in the language of the browser, and nothing unescaped', async () => {
  const { get } = createFixture();
  const english = textOf(await get(v2));
  expect(english).toContain('Ringbook &lt;test&gt;');
  expect(english).not.toContain('<test>');
  expect(english).toContain('Contacts.ReadWrite');
  expect(english).toContain('Accept');
  expect(english).toContain('Contoso (contoso.example)');
  expect(textOf(await get(v2, { 'accept-language': 'de-DE,de;q=0.9' }))).toContain('Akzeptieren');
  expect(textOf(await get(`${v2}&mkt=de-DE`, { 'accept-language': 'en' }))).toContain('<html lang="de">');
});

test('v2, accepted: the tenant, the state, what was granted', async () => {
  const { post, tenant } = createFixture();
  tenant.servicePrincipals.clear();
  const answer = await post(v2, { decision: 'accept', tenant: tenantId });
  expect(answer.status).toBe(302);
  expect(redirectOf(answer)).toEqual({
    at: redirectUri,
    tenant: tenantId,
    state: 'a b&c',
    scope:
      'https://graph.microsoft.com/User.Read.All https://graph.microsoft.com/Contacts.ReadWrite https://graph.microsoft.com/.default',
    admin_consent: 'True',
  });
  expect([...(tenant.servicePrincipals.get(appId)?.roles ?? [])]).toEqual(['User.Read.All', 'Contacts.ReadWrite']);
});

test('v2, refused: admin_consent is True beside an error', async () => {
  const { post, tenant } = createFixture();
  tenant.servicePrincipals.clear();
  expect(redirectOf(await post(v2, { decision: 'cancel', tenant: tenantId }))).toEqual({
    at: redirectUri,
    admin_consent: 'True',
    error: 'consent_required',
    error_description: expect.stringMatching(/^AADSTS65004: /),
    state: 'a b&c',
  });
  expect(tenant.servicePrincipals.size).toBe(0);
});

test('v1: accepted with the state, refused without', async () => {
  const { post } = createFixture();
  expect(redirectOf(await post(v1, { decision: 'accept' }))).toEqual({
    at: redirectUri,
    tenant: tenantId,
    state: 'a b&c',
    admin_consent: 'True',
  });
  expect(redirectOf(await post(v1, { decision: 'cancel' }))).toEqual({
    at: redirectUri,
    error: 'permission_denied',
    error_description: 'The admin canceled the request',
  });
});

test.each([
  ['an unknown app', { client_id: 'nobody' }, 'AADSTS700016'],
  ['an address that is not registered', { redirect_uri: 'https://evil.example/"><script>' }, 'AADSTS50011'],
])('%s gets a page and no redirect', async (_name, change, code) => {
  const { get, post } = createFixture();
  const changed = new URLSearchParams({ ...Object.fromEntries(query), ...change });
  const path = `/organizations/v2.0/adminconsent?${changed}`;
  for (const answer of [await get(path), await post(path, { decision: 'accept', tenant: tenantId })]) {
    expect(answer.status).toBe(400);
    expect(answer.headers).not.toHaveProperty('location');
    expect(textOf(answer)).toContain(code);
    expect(textOf(answer)).not.toContain('<script>');
  }
});
