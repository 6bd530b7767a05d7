import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { exportJWK, SignJWT, UnsecuredJWT } from 'jose';
import { expect, test } from 'vitest';
import { createIdTokenReader } from './id-token.ts';

const loginUrl = 'https://login.example';
const clientId = '5c1b7d3e-90ab-4cde-8123-456789abcdef';
const tid = '7f3c8a52-5d0e-4c7e-8f6b-0f6f5b1c2d3e';
const oid = '0a1b2c3d-1111-4222-8333-444455556666';
const nowSeconds = Date.UTC(2026, 2, 1) / 1000;
const entra = generateKeyPairSync('rsa', { modulusLength: 2048 });
const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 });
const jwk = { ...(await exportJWK(entra.publicKey)), kid: 'entra', use: 'sig' };

function readerOf(answer: { readonly status: number; readonly text: string } = { status: 200, text: keySet() }) {
  return createIdTokenReader({
    clientId,
    loginUrl,
    now: () => nowSeconds * 1000,
    send: async ({ url }) => {
      expect(url).toBe(`${loginUrl}/organizations/discovery/v2.0/keys`);
      return { ...answer, headers: {} };
    },
  });
}

const keySet = () => JSON.stringify({ keys: [jwk] });

const goodClaims = {
  aud: clientId,
  iss: `${loginUrl}/${tid}/v2.0`,
  iat: nowSeconds,
  nbf: nowSeconds,
  exp: nowSeconds + 3600,
  nonce: 'nonce-1',
  tid,
  oid,
  name: 'Ada',
  preferred_username: 'ada@contoso.example',
  email: 'someone-else@fabrikam.example',
};

function idToken(change: Readonly<Record<string, unknown>> = {}, key: KeyObject = entra.privateKey, kid = 'entra') {
  return new SignJWT({ ...goodClaims, ...change }).setProtectedHeader({ alg: 'RS256', kid }).sign(key);
}

test('a good one says who it is: by tenant and object id, and never by the e-mail claim', async () => {
  expect(await readerOf()(await idToken(), 'nonce-1')).toEqual({
    person: { entraTenantId: tid, objectId: oid },
    userName: 'ada@contoso.example',
    displayName: 'Ada',
    isAdministrator: false,
  });
});

test.each([
  ['62e90394-69f5-4237-9190-012177145e10', true],
  ['E8611AB8-c189-46e8-94e1-60213ab1f814', true],
  // Application Administrator: may not consent to what we ask for.
  ['9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3', false],
])('the role %s makes an administrator: %s', async (role, isAdministrator) => {
  expect(await readerOf()(await idToken({ wids: [role] }), 'nonce-1')).toMatchObject({ isAdministrator });
});

test.each<[string, Readonly<Record<string, unknown>>]>([
  ['for another app', { aud: 'another' }],
  ['of another issuer', { iss: `${loginUrl}/9f3c8a52-5d0e-4c7e-8f6b-0f6f5b1c2d3e/v2.0` }],
  ['of an issuer elsewhere', { iss: `https://evil.example/${tid}/v2.0` }],
  ['with a tenant that is not its issuer’s', { tid: '9f3c8a52-5d0e-4c7e-8f6b-0f6f5b1c2d3e' }],
  ['expired', { exp: nowSeconds - 301 }],
  ['without an end', { exp: undefined }],
  ['not valid yet', { nbf: nowSeconds + 301 }],
  ['for another sign-in', { nonce: 'nonce-2' }],
  ['without a nonce', { nonce: undefined }],
  ['without a person', { oid: undefined }],
  ['with a person that is no id', { oid: 'ada' }],
  ['without a tenant', { tid: undefined }],
  ['without a user name', { preferred_username: undefined }],
  [
    'of a private account',
    {
      tid: '9188040d-6c67-4c5b-b112-36a304b66dad',
      iss: `${loginUrl}/9188040d-6c67-4c5b-b112-36a304b66dad/v2.0`,
    },
  ],
])('one %s is not believed', async (_, change) => {
  await expect(readerOf()(await idToken(change), 'nonce-1')).rejects.toMatchObject({ code: 'not-proven' });
});

test('one that someone else signed, or nobody, or that was changed, is not believed', async () => {
  const [header = '', , signature = ''] = (await idToken()).split('.');
  const changed = Buffer.from(JSON.stringify({ ...goodClaims, oid: tid })).toString('base64url');
  const publicPem = entra.publicKey.export({ type: 'spki', format: 'pem' });
  const byPublicKey = new SignJWT(goodClaims).setProtectedHeader({ alg: 'HS256', kid: 'entra' });
  for (const forged of [
    await idToken({}, stranger.privateKey),
    await idToken({}, stranger.privateKey, 'unknown'),
    new UnsecuredJWT(goodClaims).encode(),
    `${header}.${changed}.${signature}`,
    await byPublicKey.sign(Buffer.from(publicPem)),
    'x',
    '',
  ]) {
    await expect(readerOf()(forged, 'nonce-1')).rejects.toMatchObject({ code: 'not-proven' });
  }
});

test('without the keys nobody is believed, and the token is in no message', async () => {
  const token = await idToken();
  const failed = await readerOf({ status: 500, text: '' })(token, 'nonce-1').catch((error) => error);
  expect(failed).toMatchObject({ name: 'SignInError' });
  expect(`${failed.message} ${failed.cause?.message}`).not.toContain(token.slice(0, 20));
});
