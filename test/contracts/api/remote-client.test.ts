import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApiClient, RemoteError } from '../../../src/api/client/api-client.ts';
import { type ApiWorld, openApiWorld } from '../../fixtures/api-world.ts';

let world: ApiWorld;
const { signal } = new AbortController();

beforeAll(async () => {
  world = await openApiWorld();
}, 60_000);
afterAll(() => world.close());

/** The client before the server in this process; whoever holds the token is what the headers say. */
function client(headers: Readonly<Record<string, string>>) {
  return createApiClient({
    server: 'https://ringbook.example',
    token: 'rbk_x',
    fetch: async (url, init) => {
      const given = Object.fromEntries(new Headers(init?.headers).entries());
      const { authorization: _, ...rest } = given;
      const answer = await world.server.inject({
        method: init?.method === 'PUT' ? 'PUT' : init?.method === 'POST' ? 'POST' : 'GET',
        url: String(url).replace('https://ringbook.example', ''),
        headers: { ...rest, ...headers },
        ...(typeof init?.body === 'string' ? { payload: init.body } : {}),
      });
      return new Response(answer.statusCode === 204 ? null : answer.body, { status: answer.statusCode });
    },
  });
}

test('an answer has the shape that the contract says', async () => {
  const { items } = await client(world.as('reader')).call(
    'listSyncs',
    { params: { tenantId: world.tenantId } },
    signal,
  );
  expect(items).toMatchObject([{ name: 'contacts', replicas: { ready: 0 } }]);
});

test('parts of the path are written so that they stay one part', async () => {
  const params = { tenantId: world.tenantId, runId: '../../session' };
  await expect(client(world.as('reader')).call('getRun', { params }, signal)).rejects.toMatchObject({ status: 404 });
});

test('a refusal says what is wrong, where, and the remedy', async () => {
  const { send } = client(world.as('admin'));
  const params = { tenantId: world.tenantId };
  const refused = send('previewSchedule', { params, body: { schedule: 7 } }, signal);
  await expect(refused).rejects.toThrow(RemoteError);
  await expect(refused).rejects.toMatchObject({
    status: 422,
    code: 'invalid-input',
    message: expect.stringContaining('body.schedule'),
  });
});

test('an operation without its parameters is not sent', async () => {
  await expect(client(world.as('owner')).send('getRun', { params: {} }, signal)).rejects.toThrow('"tenantId"');
});

test('a token goes over TLS only', () => {
  expect(() => createApiClient({ server: 'http://ringbook.example', token: 't', fetch })).toThrow('https');
});
