import { describe, expect, test } from 'vitest';
import { createConsentProvider, missingPermissions } from './consent.ts';
import { createFakeTokens, fakeToken } from './fake-graph.ts';
import { checkHosts } from './hosts.ts';
import { requiredPermissions } from './operations.ts';

const tenant = 'AAAAAAAA-aaaa-4aaa-8aaa-aaaaaaaaaaaa';
const tokens = createFakeTokens();
const consent = createConsentProvider({
  clientId: 'app',
  hosts: checkHosts({ loginUrl: 'https://login.test', graphUrl: 'https://graph.test' }),
  tokens,
});

test('the admin is sent to the v2 page, of a tenant or of any', () => {
  const request = { state: 's&t=1', redirectUri: 'https://localhost:8443/back?x=1', entraTenant: null };
  const url = new URL(consent.consentUrl(request));
  expect(url.origin + url.pathname).toBe('https://login.test/organizations/v2.0/adminconsent');
  expect(Object.fromEntries(url.searchParams)).toEqual({
    client_id: 'app',
    scope: 'https://graph.microsoft.com/.default',
    redirect_uri: 'https://localhost:8443/back?x=1',
    state: 's&t=1',
  });
  expect(consent.consentUrl({ ...request, entraTenant: 'a/../b' })).toContain('/a%2F..%2Fb/v2.0/adminconsent');
});

describe('the answer', () => {
  test.each([
    ['v2', `admin_consent=True&tenant=${tenant}&state=s&scope=x`],
    ['v1', `tenant=${tenant}&state=s&admin_consent=True`],
  ])('%s grants', (_version, query) => {
    expect(consent.readAnswer(new URLSearchParams(query))).toEqual({
      kind: 'granted',
      state: 's',
      entraTenantId: tenant.toLowerCase(),
    });
  });

  test.each([
    [
      `admin_consent=True&tenant=${tenant}&error=consent_required&error_description=AADSTS65004&state=s`,
      'consent_required',
      's',
    ],
    ['error=permission_denied&error_description=no', 'permission_denied', null],
    ['error=%3Cscript%3E&state=s', 'unreadable', 's'],
  ])('%s refuses', (query, error, state) => {
    expect(consent.readAnswer(new URLSearchParams(query))).toEqual({ kind: 'refused', state, error, notAdmin: false });
  });

  test.each([
    '',
    `tenant=${tenant}&state=s`,
    `admin_consent=False&tenant=${tenant}&state=s`,
    'admin_consent=True&state=s',
    'admin_consent=True&tenant=contoso.com&state=s',
    'admin_consent=True&tenant=..%2F..&state=s',
  ])('%j is no answer', (query) => {
    expect(consent.readAnswer(new URLSearchParams(query)).kind).toBe('malformed');
  });

  test('without a state, that is said', () => {
    const query = new URLSearchParams(`tenant=${tenant}&admin_consent=True`);
    expect(consent.readAnswer(query)).toMatchObject({ kind: 'granted', state: null });
  });
});

test('consent is proved by a token that is issued now', async () => {
  const before = tokens.issued();
  await consent.prove(tenant, new AbortController().signal);
  expect(tokens.issued()).toBe(before + 1);
});

test('what a token lacks is named', () => {
  expect(missingPermissions({ ...fakeToken, roles: [] })).toEqual(requiredPermissions);
  expect(
    missingPermissions({ ...fakeToken, roles: ['Contacts.ReadWrite', 'User.Read.All', 'MailboxSettings.Read'] }),
  ).toEqual(['GroupMember.Read.All']);
});
