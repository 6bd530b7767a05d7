import { X509Certificate } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfidentialClientApplication, type INetworkModule, type NetworkRequestOptions } from '@azure/msal-node';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { selfSignedCertificate } from '../http/certificates.ts';
import { type Simulator, startSimulator } from '../simulator.ts';
import { grantConsent } from './admin-consent.ts';

const appId = '5c1b7d3e-90ab-4cde-8123-456789abcdef';
const redirectUri = 'https://app.example/callback';
let folder = '';
let simulator: Simulator;
let pair: { readonly certPem: string; readonly keyPem: string };

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'simulator-msal-'));
  pair = await selfSignedCertificate('CN=client', Date.now());
  simulator = await startSimulator({ port: 0, dataDir: folder, tenants: [{ people: 3 }] });
  simulator.world.apps.set(appId, {
    appId,
    displayName: 'MSAL',
    redirectUris: [redirectUri],
    certificates: [pair.certPem],
    secrets: [],
    requiredRoles: ['User.Read.All'],
  });
});

afterAll(async () => {
  await simulator.close();
  await rm(folder, { recursive: true });
});

/** MSAL's requests, trusting the simulator's authority alone. */
function networkClient(): INetworkModule {
  const send = async <T>(method: string, url: string, options: NetworkRequestOptions = {}) => {
    const answer = await exchange(method, url, options.headers ?? {}, options.body ?? '');
    const body: T = JSON.parse(answer.text);
    return { headers: {}, body, status: answer.status };
  };
  return {
    sendGetRequestAsync: (url, options) => send('GET', url, options),
    sendPostRequestAsync: (url, options) => send('POST', url, options),
  };
}

function exchange(
  method: string,
  url: string,
  headers: Record<string, string>,
  body: string,
): Promise<{ readonly status: number; readonly text: string; readonly location: string }> {
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { method, ca: simulator.caPem, headers }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('end', () => {
        const { statusCode = 0, headers: answered } = answer;
        resolve({ status: statusCode, text: Buffer.concat(chunks).toString(), location: answered.location ?? '' });
      });
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

function application(tenant: string): ConfidentialClientApplication {
  const thumbprintSha256 = new X509Certificate(pair.certPem).fingerprint256.replaceAll(':', '');
  return new ConfidentialClientApplication({
    auth: {
      clientId: appId,
      authority: `${simulator.url}/${tenant}`,
      knownAuthorities: [new URL(simulator.url).host],
      clientCertificate: { thumbprintSha256, privateKey: pair.keyPem },
    },
    system: { networkClient: networkClient() },
  });
}

function onlyTenant() {
  const [tenant] = simulator.world.tenants.values();
  const app = simulator.world.apps.get(appId);
  if (tenant === undefined || app === undefined) throw new Error('the world is empty');
  return { tenant, app };
}

test('MSAL gets an app token by certificate, after the consent and not before', async () => {
  const { tenant, app } = onlyTenant();
  const scopes = ['https://graph.microsoft.com/.default'];
  const client = application(tenant.id);
  await expect(client.acquireTokenByClientCredential({ scopes })).rejects.toMatchObject({
    errorCode: 'unauthorized_client',
  });
  grantConsent(tenant, app, app.requiredRoles);
  const result = await client.acquireTokenByClientCredential({ scopes });
  const answer = await exchange(
    'GET',
    `${simulator.url}/v1.0/users?$top=1`,
    {
      authorization: `Bearer ${result?.accessToken}`,
    },
    '',
  );
  expect(answer.status).toBe(200);
});

test('MSAL signs a person in by authorization code with PKCE', async () => {
  const { tenant } = onlyTenant();
  const client = application('organizations');
  const [person] = tenant.users.values();
  const verifier = 'a-code-verifier-of-at-least-forty-three-characters';
  const challenge = Buffer.from(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier))).toString(
    'base64url',
  );
  const url = await client.getAuthCodeUrl({
    scopes: ['openid', 'profile'],
    redirectUri,
    codeChallenge: challenge,
    codeChallengeMethod: 'S256',
    nonce: 'n',
    state: 's',
    responseMode: 'query',
  });
  const form = new URLSearchParams({ user: person?.id ?? '', role: 'admin' }).toString();
  const answer = await exchange('POST', url, { 'content-type': 'application/x-www-form-urlencoded' }, form);
  const code = new URL(answer.location).searchParams.get('code') ?? '';
  const result = await client.acquireTokenByCode({
    code,
    codeVerifier: verifier,
    redirectUri,
    nonce: 'n',
    scopes: ['openid', 'profile'],
  });
  expect(result?.tenantId).toBe(tenant.id);
  expect(result?.account?.localAccountId).toBe(person?.id);
});
