import { createHash, randomBytes, X509Certificate } from 'node:crypto';
import { ClientCertificateCredential, ClientSecretCredential } from '@azure/identity';
import { ConfidentialClientApplication } from '@azure/msal-node';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { clientSecret, type ForeignWorld, graphScope, startForeignWorld } from './foreign-world.ts';

let world: ForeignWorld;

beforeAll(async () => {
  world = await startForeignWorld();
});
afterAll(() => world.close());

async function statusWith(token: string): Promise<number> {
  const answer = await fetch(`${world.url}/v1.0/users?$top=1`, { headers: { authorization: `Bearer ${token}` } });
  await answer.body?.cancel();
  return answer.status;
}

const authority = () => ({ authorityHost: world.url, disableInstanceDiscovery: true });

test('Azure Identity gets a token by certificate', async () => {
  const { privateKeyPem, certificatePem } = world.certificate;
  const certificate = `${privateKeyPem}\n${certificatePem}`;
  const credential = new ClientCertificateCredential(world.tenantId, world.clientId, { certificate }, authority());
  const { token } = await credential.getToken(graphScope);
  expect(await statusWith(token)).toBe(200);
});

test('Azure Identity gets a token by secret, and none by a wrong one', async () => {
  const good = new ClientSecretCredential(world.tenantId, world.clientId, clientSecret, authority());
  expect(await statusWith((await good.getToken(graphScope)).token)).toBe(200);
  const bad = new ClientSecretCredential(world.tenantId, world.clientId, 'wrong', authority());
  await expect(bad.getToken(graphScope)).rejects.toThrow(/AADSTS7000215/);
});

function msal(tenant: string): ConfidentialClientApplication {
  const thumbprintSha256 = new X509Certificate(world.certificate.certificatePem).fingerprint256.replaceAll(':', '');
  return new ConfidentialClientApplication({
    auth: {
      clientId: world.clientId,
      authority: `${world.url}/${tenant}`,
      knownAuthorities: [new URL(world.url).host],
      clientCertificate: { thumbprintSha256, privateKey: world.certificate.privateKeyPem },
    },
  });
}

test('MSAL gets an app token over its own transport', async () => {
  const result = await msal(world.tenantId).acquireTokenByClientCredential({ scopes: [graphScope] });
  expect(await statusWith(result?.accessToken ?? '')).toBe(200);
});

test('MSAL signs a person in by code with PKCE, silently again, and the token is that person', async () => {
  const client = msal('organizations');
  const codeVerifier = randomBytes(32).toString('base64url');
  const scopes = ['openid', 'profile', 'offline_access', 'User.Read'];
  const url = await client.getAuthCodeUrl({
    scopes,
    redirectUri: world.redirectUri,
    codeChallenge: createHash('sha256').update(codeVerifier).digest('base64url'),
    codeChallengeMethod: 'S256',
    state: 'a state & more',
  });
  const body = new URLSearchParams({ user: world.mailboxUser, role: 'user', decision: 'accept' });
  const redirected = await fetch(url, { method: 'POST', body, redirect: 'manual' });
  const back = new URL(redirected.headers.get('location') ?? '');
  expect([back.origin + back.pathname, back.searchParams.get('state')]).toEqual([world.redirectUri, 'a state & more']);
  const code = back.searchParams.get('code') ?? '';
  const result = await client.acquireTokenByCode({ code, codeVerifier, redirectUri: world.redirectUri, scopes });
  expect(result.account?.localAccountId).toBe(world.mailboxUser);
  if (result.account === null) throw new Error('nobody signed in');
  const again = await client.acquireTokenSilent({ account: result.account, scopes, forceRefresh: true });
  const me = await fetch(`${world.url}/v1.0/me?$select=id`, {
    headers: { authorization: `Bearer ${again.accessToken}` },
  });
  expect(await me.json()).toMatchObject({ id: world.mailboxUser });
});
