import { expect, test } from 'vitest';
import { createFakeTokens } from './fake-graph.ts';
import { createHealthCheck } from './health.ts';
import { requiredPermissions } from './operations.ts';
import { type Send, TransportError } from './transport.ts';

const never = new AbortController().signal;
const date = 'Tue, 03 Nov 2026 10:00:00 GMT';
const nowMs = Date.parse(date);
const answering =
  (headers: Record<string, string>): Send =>
  async () => ({ status: 403, headers, text: '' });

const check = (roles: readonly string[], send: Send = answering({ date }), now = () => nowMs) =>
  createHealthCheck({ entraTenantId: 't', graphUrl: 'https://graph.test', tokens: createFakeTokens(roles), send, now })(
    never,
  );

test('all permissions are there', async () => {
  expect(await check(requiredPermissions)).toMatchObject({ permissions: requiredPermissions, missing: [] });
});

test('what is missing is named, whatever else is there', async () => {
  expect(await check(['User.Read.All', 'Mail.Send'])).toMatchObject({
    permissions: ['User.Read.All', 'Mail.Send'],
    missing: ['GroupMember.Read.All', 'MailboxSettings.Read', 'Contacts.ReadWrite'],
  });
});

test('a token without roles tells nothing', async () => {
  expect(await check([])).toMatchObject({ permissions: null, missing: [] });
});

test('the clock of the service against ours, the middle of the call', async () => {
  let at = nowMs - 61_000;
  const now = () => {
    at += 500;
    return at;
  };
  expect((await check([], answering({ date }), now)).clockSkewMs).toBe(60_750);
});

test('without an answer, or without a date in it, the clock is not known', async () => {
  const broken: Send = async () => {
    throw new TransportError('ECONNRESET', true);
  };
  expect((await check([], broken)).clockSkewMs).toBeNull();
  expect((await check([], answering({}))).clockSkewMs).toBeNull();
});

test('a new token is asked for', async () => {
  const tokens = createFakeTokens();
  const seen: (string | undefined)[] = [];
  const send: Send = async ({ headers }) => {
    seen.push(headers.authorization);
    return { status: 200, headers: {}, text: '' };
  };
  await createHealthCheck({ entraTenantId: 't', graphUrl: 'https://graph.test', tokens, send, now: () => nowMs })(
    never,
  );
  expect(seen).toEqual(['Bearer token-2']);
});
