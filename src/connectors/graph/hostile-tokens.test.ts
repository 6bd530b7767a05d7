import { test as property } from '@fast-check/vitest';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ConnectorError } from '../../runs/connector-error.ts';
import { anyMutation, mutate } from './hostile-mutations.test-fixture.ts';
import { hostileParameters } from './hostile-parameters.test-fixture.ts';
import { checkHosts } from './hosts.ts';
import { createTokenProvider } from './tokens.ts';

const { parameters, timeoutMs } = hostileParameters(150);
const tenant = 'aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa';
const loginUrl = 'https://login.test';
const never = new AbortController().signal;

const claims = Buffer.from('{"roles":["Contacts.ReadWrite"]}').toString('base64url');
const good = {
  discovery: {
    issuer: `${loginUrl}/${tenant}/v2.0`,
    authorization_endpoint: `${loginUrl}/${tenant}/oauth2/v2.0/authorize`,
    token_endpoint: `${loginUrl}/${tenant}/oauth2/v2.0/token`,
    jwks_uri: `${loginUrl}/${tenant}/discovery/v2.0/keys`,
    end_session_endpoint: `${loginUrl}/${tenant}/oauth2/v2.0/logout`,
  },
  token: { token_type: 'Bearer', expires_in: 3600, access_token: `e30.${claims}.x` },
};

/** What comes of asking for a token where one of the two answers is another. */
async function outcomeOf(
  hostile: keyof typeof good,
  text: string,
): Promise<{ readonly urls: readonly string[]; readonly error: unknown }> {
  const urls: string[] = [];
  const tokens = createTokenProvider({
    clientId: 'cccccccc-cccc-4ccc-8ccc-cccccccccccc',
    credential: { kind: 'secret', secret: 'the-clients-secret' },
    hosts: checkHosts({ loginUrl, graphUrl: 'https://graph.test' }),
    now: () => Date.now(),
    send: async ({ url }) => {
      urls.push(url);
      const kind = url.includes('openid-configuration') ? 'discovery' : 'token';
      return { status: 200, headers: {}, text: kind === hostile ? text : JSON.stringify(good[kind]) };
    },
  });
  try {
    const token = await tokens.token(tenant, { kind: 'valid' }, never);
    expect(token.value).toMatch(/^[!-~]{1,100000}$/);
    expect(token.roles.every((role) => typeof role === 'string')).toBe(true);
    expect(token.expiresAtMs).toBeGreaterThan(0);
    return { urls, error: null };
  } catch (error) {
    return { urls, error };
  }
}

const elsewhere = [
  'https://evil.test/token',
  `http://login.test/${tenant}/oauth2/v2.0/token`,
  `https://login.test@evil.test/${tenant}/oauth2/v2.0/token`,
  `https://login.test:8443/${tenant}/oauth2/v2.0/token`,
  `https://user@login.test/${tenant}/oauth2/v2.0/token`,
  'https://login.test/bbbbbbbb-bbbb-4bbb-8bbb-bbbbbbbbbbbb/oauth2/v2.0/token',
  `https://login.test/${tenant}/../bbbbbbbb-bbbb-4bbb-8bbb-bbbbbbbbbbbb/oauth2/v2.0/token`,
];

test.each(elsewhere)('the secret does not go to %s', async (endpoint) => {
  const { urls, error } = await outcomeOf('discovery', JSON.stringify({ ...good.discovery, token_endpoint: endpoint }));
  expect(error).toBeInstanceOf(ConnectorError);
  expect(urls).toHaveLength(1);
});

property.prop([fc.constantFrom('discovery' as const, 'token' as const), anyMutation], parameters)(
  'an answer that is changed in one place gives a token, or is an error with a name, and nothing is asked elsewhere',
  async (hostile, mutation) => {
    const { urls, error } = await outcomeOf(hostile, mutate(good[hostile], mutation).text);
    expect(error === null || error instanceof ConnectorError, String(error)).toBe(true);
    expect(String(error)).not.toContain('secret');
    expect(urls.length).toBeLessThan(10);
    for (const url of urls) expect(url).toMatch(/^https:\/\/login\.test\/aaaaaaaa-/);
  },
  timeoutMs,
);
