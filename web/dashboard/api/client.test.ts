import { expect, test, vi } from 'vitest';
import { createClient, isProblem, urlOf } from './client.ts';

interface Seen {
  readonly url: string;
  readonly method: string;
  readonly headers: Headers;
  readonly body: string | null;
}

/** A client, and what it asked for; each request gets the next answer, the last one for all that follow. */
function clientWith(...answers: readonly (() => Response)[]) {
  const seen: Seen[] = [];
  const onSignedOut = vi.fn();
  const client = createClient({
    fetch: async (input, init) => {
      const { url, method, headers, body } = new Request(new URL(String(input), 'https://ringbook.example'), init);
      const { pathname, search } = new URL(url);
      seen.push({ url: pathname + search, method, headers, body: body === null ? null : String(init?.body) });
      const answer = answers[Math.min(seen.length, answers.length) - 1];
      if (!answer) throw new TypeError('Failed to fetch');
      return answer();
    },
    newKey: () => 'key-1',
    language: () => 'de',
    onSignedOut,
  });
  return { ...client, seen, onSignedOut };
}

const json =
  (body: unknown, init: ResponseInit = {}) =>
  () =>
    Response.json(body, init);
const empty = () => new Response(null, { status: 204 });
const problem =
  (body: unknown, status: number, headers: Record<string, string> = {}) =>
  () =>
    new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/problem+json', ...headers } });

const session = { person: null, memberships: [], csrfToken: 'csrf-1', version: '1', demo: null };

test('parameters are encoded, what is not asked for is left out, lists repeat their name', () => {
  expect(urlOf('/tenants/{tenantId}/runs/{runId}', { tenantId: 'a/b', runId: 'ü ?' })).toBe(
    '/api/v1/tenants/a%2Fb/runs/%C3%BC%20%3F',
  );
  expect(
    urlOf('/tenants', {}, { search: 'a&b', cursor: null, limit: undefined, kind: ['x', 'y'], empty: '', no: false }),
  ).toBe('/api/v1/tenants?search=a%26b&kind=x&kind=y&no=false');
});

test('the CSRF token of the session goes with everything that changes something', async () => {
  const { call, seen } = clientWith(json(session), empty);
  await call('getSession', {});
  await call('setLanguage', { body: { language: 'de' } });
  await call('listTenants', { query: {} }).catch(() => {});
  expect(seen.map(({ method, headers }) => [method, headers.get('x-csrf-token')])).toEqual([
    ['GET', null],
    ['PUT', 'csrf-1'],
    ['GET', null],
  ]);
  expect(seen[1]?.body).toBe('{"language":"de"}');
});

test('an edit sends the ETag of what was read', async () => {
  const tenant = { tenantId: 't', name: 'Contoso' };
  const { call, seen } = clientWith(json(tenant, { headers: { etag: '"7"' } }));
  const { data, etag } = await call('getTenant', { params: { tenantId: 't' } });
  expect([data.name, etag]).toEqual(['Contoso', '"7"']);
  await call('updateTenant', { params: { tenantId: 't' }, body: { name: 'Contoso AG' }, ifMatch: etag });
  expect([seen[1]?.method, seen[1]?.headers.get('if-match')]).toEqual(['PATCH', '"7"']);
});

test('what starts work has an idempotency key, its own or a new one', async () => {
  const { call, seen } = clientWith(json({}));
  const body = { name: 'Contoso', defaultCountry: 'DE', timeZone: 'Europe/Berlin', language: 'de' } as const;
  await call('createTenant', { body });
  await call('createTenant', { body, idempotencyKey: 'again' });
  expect(seen.map(({ headers }) => headers.get('idempotency-key'))).toEqual(['key-1', 'again']);
});

test('a problem says what went wrong and what to do', async () => {
  const body = {
    status: 422,
    code: 'invalid',
    title: 'Not accepted',
    detail: 'One value was not accepted.',
    remedy: 'Correct it.',
    errors: [{ path: 'name', message: 'must not be empty' }, { path: 'x' }, null],
  };
  const { call, onSignedOut } = clientWith(problem(body, 422, { 'retry-after': '3' }));
  const error: unknown = await call('getSession', {}).catch((thrown) => thrown);
  expect(error).toMatchObject({
    status: 422,
    code: 'invalid',
    title: 'Not accepted',
    detail: 'One value was not accepted.',
    remedy: 'Correct it.',
    fields: [{ path: 'name', message: 'must not be empty' }],
    retryAfterMs: 3_000,
  });
  expect(isProblem(error)).toBe(true);
  expect(onSignedOut).not.toHaveBeenCalled();
});

test.each([
  [
    'a page of a proxy',
    () => new Response('<h1>Bad gateway</h1>', { status: 502 }),
    { status: 502, code: 'unreadable' },
  ],
  ['JSON that is no problem', json([1], { status: 500 }), { status: 500, code: 'unreadable' }],
])('%s is a problem too', async (_, answer, expected) => {
  const { call } = clientWith(answer);
  await expect(call('getSession', {})).rejects.toMatchObject(expected);
});

test('no answer is a problem; a call that was called off is none', async () => {
  const { call } = clientWith();
  await expect(call('getSession', {})).rejects.toMatchObject({ status: 0, code: 'unreachable' });
  const error: unknown = await call('getSession', {}, AbortSignal.abort()).catch((thrown) => thrown);
  expect(isProblem(error)).toBe(false);
});

test('a session that has ended is told', async () => {
  const { call, onSignedOut } = clientWith(problem({ code: 'signed-out' }, 401));
  await expect(call('listTenants', { query: {} })).rejects.toMatchObject({ status: 401 });
  expect(onSignedOut).toHaveBeenCalledOnce();
});

test('files come as they are', async () => {
  const { call, seen } = clientWith(() => new Response('{"entryId":1}\n'));
  expect(await call('exportAuditEntries', { params: { tenantId: 't' } })).toBe('{"entryId":1}\n');
  expect(seen[0]?.headers.get('accept')).toBe('application/x-ndjson');
});
