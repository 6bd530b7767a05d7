import { expect, test } from 'vitest';
import { createFakeTokens } from './fake-graph.ts';
import { createChangeSubscriptions } from './subscriptions.ts';
import type { HttpAnswer, HttpRequest } from './transport.ts';
import { TransportError } from './transport.ts';

const never = new AbortController().signal;
const id = '11111111-2222-4333-8444-555555555555';
const made = { id, expirationDateTime: '2026-03-01T00:00:00.0000000Z' };
const wish = {
  list: 'users',
  notificationUrl: 'https://ringbook.example/graph/notifications',
  lifecycleUrl: 'https://ringbook.example/graph/lifecycle',
  clientState: 'secret',
  expiresAt: '2026-03-01T00:00:00.000Z',
} as const;

/** Graph as a row of answers; an error is a lost one. */
function setUp(...answers: readonly (readonly [status: number, body: unknown] | Error)[]) {
  const rest = [...answers];
  const sent: HttpRequest[] = [];
  const subscriptions = createChangeSubscriptions({
    entraTenantId: 'tenant',
    graphUrl: 'https://graph.test',
    tokens: createFakeTokens(),
    async send(request): Promise<HttpAnswer> {
      sent.push(request);
      const next = rest.shift();
      if (next === undefined) throw new Error('asked too often');
      if (next instanceof Error) throw next;
      const [status, body] = next;
      return { status, headers: {}, text: typeof body === 'string' ? body : JSON.stringify(body) };
    },
    now: () => 0,
  });
  return { subscriptions, asked: () => sent.map(({ method, url }) => `${method} ${new URL(url).pathname}`), sent };
}

const refusal = (code: string) => ({ error: { code, message: 'x' } });

test('what is asked for: the list, both addresses, the secret and an end', async () => {
  const { subscriptions, sent } = setUp([201, made]);
  expect(await subscriptions.subscribe(wish, never)).toEqual({
    subscriptionId: id,
    expiresAt: '2026-03-01T00:00:00.000Z',
  });
  expect(JSON.parse(String(sent[0]?.body))).toMatchObject({
    resource: 'users',
    changeType: 'updated,deleted',
    notificationUrl: wish.notificationUrl,
    lifecycleNotificationUrl: wish.lifecycleUrl,
    clientState: 'secret',
    expirationDateTime: wish.expiresAt,
  });
});

test('one that is there already is replaced, and those of others stay', async () => {
  const listed = { resource: '/Users', notificationUrl: wish.notificationUrl };
  const value = [
    { ...listed, id: '22222222-2222-4333-8444-555555555555', notificationUrl: 'https://other.example/' },
    { ...listed, id: '33333333-2222-4333-8444-555555555555', resource: 'groups' },
    { ...listed, id },
  ];
  const { subscriptions, asked } = setUp(
    [409, refusal('Conflict')],
    [200, { value }],
    [404, refusal('ResourceNotFound')],
    [201, made],
  );
  await subscriptions.subscribe(wish, never);
  expect(asked()).toEqual([
    'POST /v1.0/subscriptions',
    'GET /v1.0/subscriptions',
    `DELETE /v1.0/subscriptions/${id}`,
    'POST /v1.0/subscriptions',
  ]);
});

test('a renewal of one that is gone', async () => {
  const { subscriptions } = setUp([200, made], [404, refusal('ResourceNotFound')]);
  expect(await subscriptions.renew(id, wish.expiresAt, never)).toMatchObject({ subscriptionId: id });
  expect(await subscriptions.renew(id, wish.expiresAt, never)).toBeNull();
});

test('a token that is refused before its time is replaced once', async () => {
  const refused = [401, refusal('InvalidAuthenticationToken')] as const;
  const { subscriptions } = setUp(refused, [201, made]);
  await subscriptions.subscribe(wish, never);
  await expect(setUp(refused, refused).subscriptions.subscribe(wish, never)).rejects.toMatchObject({
    code: 'unauthorized',
  });
});

test.each<[string, readonly [number, unknown] | Error, string]>([
  ['no permission', [403, refusal('Authorization_RequestDenied')], 'permission-missing'],
  ['not validated', [400, refusal('ValidationError')], 'invalid-answer'],
  ['throttled', [429, refusal('TooManyRequests')], 'throttled'],
  ['down', [503, ''], 'unavailable'],
  ['lost', new TransportError('no answer in time', true), 'unavailable'],
  ['no JSON', [201, '<html>'], 'invalid-answer'],
  ['no id', [201, { expirationDateTime: made.expirationDateTime }], 'invalid-answer'],
  ['an id that is a path', [201, { ...made, id: '../users/x' }], 'invalid-answer'],
  ['no date', [201, { ...made, expirationDateTime: 'soon' }], 'invalid-answer'],
])('%s', async (_case, answer, code) => {
  await expect(setUp(answer).subscriptions.subscribe(wish, never)).rejects.toMatchObject({ code });
});

test('a list that leads elsewhere is not followed', async () => {
  const { subscriptions } = setUp(
    [409, refusal('Conflict')],
    [200, { value: [], '@odata.nextLink': 'https://evil.test/v1.0/subscriptions' }],
  );
  await expect(subscriptions.subscribe(wish, never)).rejects.toMatchObject({ code: 'invalid-answer' });
});
