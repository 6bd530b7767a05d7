import { generateKeyPairSync } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import { checkHosts } from './hosts.ts';
import { type AppCredential, createTokenProvider } from './tokens.ts';
import { bodyText, type HttpAnswer, type HttpRequest, TransportError } from './transport.ts';

const tenantA = 'aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa';
const tenantB = 'bbbbbbbb-bbbb-4bbb-8bbb-bbbbbbbbbbbb';
const secret = 'the-clients-secret';
const never = new AbortController().signal;
const loginUrl = 'https://login.test:9443';

let nowMs: number;
let requests: HttpRequest[];
let tokenEndpoint: (tenant: string) => string;
let answerToken: (request: HttpRequest, signal: AbortSignal) => HttpAnswer | Promise<HttpAnswer>;

beforeEach(() => {
  nowMs = Date.now();
  requests = [];
  tokenEndpoint = (tenant) => `${loginUrl}/${tenant}/oauth2/v2.0/token`;
  let issued = 0;
  answerToken = (request) => {
    issued += 1;
    const claims = { tid: tenantOf(request), jti: String(issued), roles: ['Contacts.ReadWrite'] };
    return json(200, { token_type: 'Bearer', expires_in: 3600, access_token: jwt(claims) });
  };
});

function provider(credential: AppCredential = { kind: 'secret', secret }) {
  return createTokenProvider({
    clientId: 'cccccccc-cccc-4ccc-8ccc-cccccccccccc',
    credential,
    hosts: checkHosts({ loginUrl, graphUrl: 'https://graph.test' }),
    now: () => nowMs,
    send: async (request, signal) => {
      if (request.url.includes('openid-configuration')) return json(200, discovery(tenantOf(request)));
      requests.push(request);
      return await answerToken(request, signal);
    },
  });
}

function tenantOf({ url }: HttpRequest): string {
  return new URL(url).pathname.split('/')[1] ?? '';
}

function json(status: number, body: object, headers: Readonly<Record<string, string>> = {}): HttpAnswer {
  return { status, headers, text: JSON.stringify(body) };
}

function jwt(claims: object): string {
  return ['{}', JSON.stringify(claims), 'x'].map((part) => Buffer.from(part).toString('base64url')).join('.');
}

function discovery(tenant: string): object {
  return {
    issuer: `${loginUrl}/${tenant}/v2.0`,
    authorization_endpoint: `${loginUrl}/${tenant}/oauth2/v2.0/authorize`,
    token_endpoint: tokenEndpoint(tenant),
    jwks_uri: `${loginUrl}/${tenant}/discovery/v2.0/keys`,
    end_session_endpoint: `${loginUrl}/${tenant}/oauth2/v2.0/logout`,
  };
}

test('a token is asked for once, kept, and replaced before it expires', async () => {
  const tokens = provider();
  const [first, second] = await Promise.all([
    tokens.token(tenantA, { kind: 'valid' }, never),
    tokens.token(tenantA, { kind: 'valid' }, never),
  ]);
  expect(second).toBe(first);
  expect(first.roles).toEqual(['Contacts.ReadWrite']);
  expect(await tokens.token(tenantA, { kind: 'valid' }, never)).toBe(first);
  expect(requests).toHaveLength(1);
  nowMs += 56 * 60_000;
  expect((await tokens.token(tenantA, { kind: 'valid' }, never)).value).not.toBe(first.value);
});

test('each tenant has its own token, from its own authority', async () => {
  const tokens = provider();
  const a = await tokens.token(tenantA, { kind: 'valid' }, never);
  const b = await tokens.token(tenantB, { kind: 'valid' }, never);
  expect(a.value).not.toBe(b.value);
  expect(requests.map(tenantOf)).toEqual([tenantA, tenantB]);
});

test('a rejected token is replaced once, however many have been rejected with it', async () => {
  const tokens = provider();
  const old = await tokens.token(tenantA, { kind: 'valid' }, never);
  const wish = { kind: 'other-than', rejected: old.value } as const;
  const [one, two] = await Promise.all([tokens.token(tenantA, wish, never), tokens.token(tenantA, wish, never)]);
  expect(one.value).not.toBe(old.value);
  expect(two).toBe(one);
  expect(await tokens.token(tenantA, wish, never)).toBe(one);
  expect(requests).toHaveLength(2);
});

test('a fresh token is never one that was known before', async () => {
  const tokens = provider();
  const old = await tokens.token(tenantA, { kind: 'valid' }, never);
  expect((await tokens.token(tenantA, { kind: 'fresh' }, never)).value).not.toBe(old.value);
});

describe('the request', () => {
  test('with a secret', async () => {
    await provider().token(tenantA, { kind: 'valid' }, never);
    const form = new URLSearchParams(bodyText(requests[0] ?? {}));
    expect(form.get('client_secret')).toBe(secret);
    expect(form.get('grant_type')).toBe('client_credentials');
    expect(form.get('scope')).toContain('https://graph.microsoft.com/.default');
  });

  test('a private key that cannot be read is named before anything is sent', () => {
    const { privateKey } = generateKeyPairSync('ed25519');
    const privateKeyPem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    expect(() => provider({ kind: 'certificate', privateKeyPem, certificatePem: 'no certificate' })).toThrow();
    expect(requests).toEqual([]);
  });
});

describe('failures', () => {
  test.each([
    'https://evil.test/token',
    'http://login.test:9443/token',
    'https://login.test:9443@evil.test/token',
    `https://login.test:9443/${tenantB}/oauth2/v2.0/token`,
    `https://login.test:9443/${tenantA}/../${tenantB}/oauth2/v2.0/token`,
  ])('the credential goes nowhere but to the authority: not to %s', async (elsewhere) => {
    tokenEndpoint = () => elsewhere;
    const token = provider().token(tenantA, { kind: 'valid' }, never);
    await expect(token).rejects.toMatchObject({ failure: { code: 'invalid-answer' } });
    expect(requests).toEqual([]);
  });

  test.each([
    ['an object', { access_token: {}, expires_in: 3600 }],
    ['a number', { access_token: 7, expires_in: 3600 }],
    ['two lines', { access_token: 'a\r\nb: c', expires_in: 3600 }],
    ['a megabyte', { access_token: 'a'.repeat(1_000_000), expires_in: 3600 }],
    ['without an end', { access_token: 'a.b.c', expires_in: 1e300 }],
    ['with an end that is no number', { access_token: 'a.b.c', expires_in: {} }],
  ])('a token that is %s is none', async (_what, body) => {
    answerToken = () => json(200, { token_type: 'Bearer', ...body });
    const token = provider().token(tenantA, { kind: 'valid' }, never);
    await expect(token).rejects.toMatchObject({ failure: { code: 'invalid-answer' } });
  });

  test('a refusal is sorted, and neither secret nor description is in the error', async () => {
    answerToken = () =>
      json(401, { error: 'invalid_client', error_codes: [7000215], error_description: `AADSTS7000215: ${secret}` });
    const error = await provider()
      .token(tenantA, { kind: 'valid' }, never)
      .catch((caught: unknown) => caught);
    expect(error).toMatchObject({ failure: { code: 'unauthorized' } });
    expect(`${error}${JSON.stringify(error)}`).not.toContain(secret);
  });

  test('after a 429 the next request is sent when the caller asks, with its wait in the failure', async () => {
    const issue = answerToken;
    answerToken = () => json(429, { error: 'temporarily_unavailable' }, { 'retry-after': '30' });
    const tokens = provider();
    await expect(tokens.token(tenantA, { kind: 'valid' }, never)).rejects.toMatchObject({
      failure: { code: 'throttled', retryAfterMs: 30_000 },
    });
    answerToken = issue;
    await expect(tokens.token(tenantA, { kind: 'valid' }, never)).resolves.toMatchObject({
      roles: ['Contacts.ReadWrite'],
    });
  });

  test('a broken connection is unavailability', async () => {
    answerToken = () => {
      throw new TransportError('ECONNRESET', true);
    };
    await expect(provider().token(tenantA, { kind: 'valid' }, never)).rejects.toMatchObject({ code: 'unavailable' });
  });

  test('an answer without a token is no success', async () => {
    answerToken = () => json(200, { token_type: 'Bearer' });
    await expect(provider().token(tenantA, { kind: 'valid' }, never)).rejects.toMatchObject({
      failure: { code: 'invalid-answer' },
    });
  });

  test.each(['common', 'contoso.com', '../x', ''])('%j is no tenant id, and nothing is sent', async (tenant) => {
    await expect(provider().token(tenant, { kind: 'valid' }, never)).rejects.toMatchObject({ code: 'not-found' });
    expect(requests).toEqual([]);
  });
});

test('who cancels leaves at once; the others get their token', async () => {
  const gate = Promise.withResolvers<void>();
  const issue = answerToken;
  answerToken = async (request, signal) => {
    await gate.promise;
    expect(signal.aborted).toBe(false);
    return await issue(request, signal);
  };
  const tokens = provider();
  const stop = new AbortController();
  const leaving = tokens.token(tenantA, { kind: 'valid' }, stop.signal);
  const staying = tokens.token(tenantA, { kind: 'valid' }, never);
  stop.abort();
  await expect(leaving).rejects.toMatchObject({ code: 'cancelled' });
  gate.resolve();
  await expect(staying).resolves.toMatchObject({ roles: ['Contacts.ReadWrite'] });
});

test.each(['valid', 'fresh'] as const)('a request for a %s token that nobody waits for is broken off', async (kind) => {
  const sent: AbortSignal[] = [];
  const issue = answerToken;
  answerToken = (request, signal) => {
    sent.push(signal);
    if (sent.length > 1) return issue(request, signal);
    return new Promise((_resolve, reject) => {
      signal.addEventListener('abort', () => reject(new TransportError('aborted', true)));
    });
  };
  const tokens = provider();
  const stop = new AbortController();
  const both = [tokens.token(tenantA, { kind: 'valid' }, stop.signal), tokens.token(tenantA, { kind }, stop.signal)];
  await expect.poll(() => sent.length).toBe(1);
  stop.abort();
  for (const one of both) await expect(one).rejects.toMatchObject({ code: 'cancelled' });
  expect(sent.map(({ aborted }) => aborted)).toEqual([true]);
  await expect(tokens.token(tenantA, { kind: 'valid' }, never)).resolves.toMatchObject({
    roles: ['Contacts.ReadWrite'],
  });
});
