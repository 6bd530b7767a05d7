import accepts from '@fastify/accepts';
import cookie from '@fastify/cookie';
import rateLimit from '@fastify/rate-limit';
import fastify from 'fastify';
import { expect, test } from 'vitest';
import { createLocalCertificate } from '../../platform/https/local-certificate.ts';
import { translator } from '../../platform/i18n/translator.ts';
import { ConnectorError } from '../../runs/connector-error.ts';
import type { AuditDraft } from '../../tenants/audit-trail.ts';
import type { Caller, Gate } from '../../tenants/caller.ts';
import type { RememberedAnswer } from '../../tenants/remembered-answers.ts';
import { permissionsOf, type Role } from '../../tenants/roles.ts';
import type { DashboardContext } from '../dashboard-context.ts';
import type { Handlers } from './handler.ts';
import { Problem } from './problem.ts';
import { registerOperations, sessionCookie } from './register-operations.ts';
import { tagOf } from './tag.ts';

type Answers = Readonly<Record<string, (call: Readonly<Record<string, unknown>>) => unknown>>;

const tenant = {
  tenantId: 't1',
  name: 'One',
  defaultCountry: 'DE',
  timeZone: 'Europe/Berlin',
  language: 'en',
  createdAt: '2026-01-01T00:00:00.000Z',
  state: 'connected',
};

/** A server whose sessions are called like roles: `owner` is the owner of tenant t1, `stranger` of another one. */
async function serve(answers: Answers, limits = { perCaller: 1000, perTenant: 1000 }) {
  const pem = await createLocalCertificate(Date.now());
  const server = fastify({ https: { cert: pem.certificatePem, key: pem.privateKeyPem } });
  await server.register(accepts);
  await server.register(cookie);
  await server.register(rateLimit, { global: false });
  const entries: (AuditDraft & { tenantId: string })[] = [];
  const failures: unknown[] = [];
  const remembered = new Map<string, { request: string; answer: RememberedAnswer | null }>();
  const gate: Gate = {
    async callerOf({ session, token }): Promise<Caller | null> {
      if (token === 'key') return { kind: 'token', tenantId: 't1', tokenId: 'k', name: 'script', scope: 'read' };
      if (session === null) return null;
      const person = { entraTenantId: 'e', objectId: session };
      return {
        kind: 'person',
        person,
        userName: `${session}@one.example`,
        displayName: session,
        language: 'en',
        sessionId: session,
        csrfToken: `csrf-${session}`,
      };
    },
    async permissions(caller, tenantId) {
      if (tenantId !== 't1') return new Set();
      if (caller.kind === 'token') return new Set(['see', 'read'] as const);
      const role = (['owner', 'admin', 'billing', 'reader'] as const).find(
        (one: Role) => one === caller.person.objectId,
      );
      return new Set(role === undefined ? [] : permissionsOf[role]);
    },
  };
  const dashboard = {
    tenantWork: async (id: string) => (id === 't1' ? { tenant } : null),
  } as unknown as DashboardContext;
  registerOperations(server, answers as unknown as Handlers, {
    gate,
    audit: { append: async (tenantId, draft) => void entries.push({ tenantId, ...draft }) },
    answers: {
      async begin(caller, key, request) {
        const known = remembered.get(`${caller} ${key}`);
        if (known === undefined) {
          remembered.set(`${caller} ${key}`, { request, answer: null });
          return { kind: 'new' };
        }
        if (known.request !== request) return { kind: 'other-request' };
        return known.answer === null ? { kind: 'running' } : { kind: 'answered', answer: known.answer };
      },
      async end(caller, key, answer) {
        remembered.set(`${caller} ${key}`, { request: remembered.get(`${caller} ${key}`)?.request ?? '', answer });
      },
      forget: async (caller, key) => void remembered.delete(`${caller} ${key}`),
    },
    dashboard,
    translator,
    onFailure: (_, error) => failures.push(error),
    limits,
    checkAnswers: true,
  });
  const ask = async (
    method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE',
    path: string,
    { as, body, headers = {} }: { as?: string; body?: object; headers?: Readonly<Record<string, string>> } = {},
  ) => {
    const signedIn = as === undefined ? {} : { cookie: `${sessionCookie}=${as}`, 'x-csrf-token': `csrf-${as}` };
    const answer = await server.inject({
      method,
      url: `/api/v1${path}`,
      headers: { ...signedIn, ...headers },
      ...(body === undefined ? {} : { payload: body }),
    });
    const isJson = String(answer.headers['content-type']).includes('json');
    return { status: answer.statusCode, headers: answer.headers, body: isJson ? answer.json() : answer.body };
  };
  return { ask, entries, failures };
}

const good: Answers = {
  getTenant: async () => ({ tag: tagOf(7), answer: tenant }),
  updateTenant: async () => ({ tag: tagOf(8), answer: tenant }),
  pauseSync: async () => null,
  checkConnection: async ({ note }) => {
    if (typeof note === 'function') note({ looked: true });
    return { state: 'good', permissions: null, missing: [], clockSkewMs: null, code: null, detail: null };
  },
  startRun: async () => ({ runId: crypto.randomUUID() }),
  exportDefinitions: async () => ({ body: 'version: 1\n', fileName: 'ringbook.yaml' }),
  watchEvents: async () => ({
    body: (async function* () {
      yield 'data: 1\n\n';
      yield 'data: 2\n\n';
    })(),
  }),
};

test('nobody gets 401, a role without the permission 403, and who is no member 404 as if it were not there', async () => {
  const { ask } = await serve(good);
  expect(await ask('GET', '/tenants/t1')).toMatchObject({ status: 401, body: { code: 'not-signed-in' } });
  expect(await ask('GET', '/tenants/t1', { as: 'billing' })).toMatchObject({ status: 200 });
  expect(await ask('POST', '/tenants/t1/syncs/s/pause', { as: 'billing' })).toMatchObject({
    status: 403,
    body: { code: 'forbidden' },
  });
  const withoutId = ({ status, body }: { status: number; body: Record<string, unknown> }) => ({
    status,
    body: { ...body, instance: null },
  });
  const others = await ask('GET', '/tenants/t1', { as: 'stranger' });
  const missing = await ask('GET', '/tenants/nowhere', { as: 'owner' });
  expect(others.status).toBe(404);
  expect(withoutId(others)).toEqual(withoutId(missing));
});

test('a change needs the token of the session and must come from our own pages', async () => {
  const { ask, entries } = await serve(good);
  const path = '/tenants/t1/syncs/s/pause';
  const forged = { status: 403, body: { code: 'forged-request' } };
  expect(await ask('POST', path, { as: 'owner', headers: { 'x-csrf-token': 'csrf-other' } })).toMatchObject(forged);
  expect(await ask('POST', path, { as: 'owner', headers: { 'sec-fetch-site': 'cross-site' } })).toMatchObject(forged);
  expect(await ask('POST', path, { as: 'owner', headers: { 'sec-fetch-site': 'same-site' } })).toMatchObject(forged);
  expect(entries).toEqual([]);
  expect(await ask('POST', path, { as: 'owner', headers: { 'sec-fetch-site': 'same-origin' } })).toMatchObject({
    status: 204,
    body: '',
  });
  await ask('POST', '/tenants/t1/connections/c/check', { as: 'owner' });
  expect(entries).toMatchObject([
    { tenantId: 't1', actor: 'owner@one.example', actorKind: 'person', action: 'pauseSync', subject: 's' },
  ]);
});

test('a token does what its scope allows, without a page, and never what is for people', async () => {
  const { ask } = await serve(good);
  const headers = { authorization: 'Bearer key' };
  expect(await ask('GET', '/tenants/t1', { headers })).toMatchObject({ status: 200 });
  expect(await ask('POST', '/tenants/t1/syncs/s/pause', { headers })).toMatchObject({ status: 403 });
  expect(await ask('GET', '/sessions', { headers })).toMatchObject({ status: 403 });
  expect(await ask('GET', '/tenants/t2', { headers })).toMatchObject({ status: 404 });
});

test('an edit needs the tag of what was read; an answer brings it', async () => {
  const { ask } = await serve(good);
  expect((await ask('GET', '/tenants/t1', { as: 'owner' })).headers.etag).toBe('"r7"');
  const change = { as: 'owner', body: { name: 'Two' } };
  expect(await ask('PATCH', '/tenants/t1', change)).toMatchObject({ status: 428, body: { code: 'tag-missing' } });
  const changed = await ask('PATCH', '/tenants/t1', { ...change, headers: { 'if-match': '"r7"' } });
  expect(changed).toMatchObject({ status: 200, headers: { etag: '"r8"' } });
});

test('an idempotency key starts work once, and belongs to one request', async () => {
  const { ask } = await serve(good);
  const path = '/tenants/t1/syncs/s/runs';
  const keyed = { as: 'owner', headers: { 'idempotency-key': 'k1' } };
  const first = await ask('POST', path, keyed);
  expect((await ask('POST', path, keyed)).body).toEqual(first.body);
  expect((await ask('POST', path, { as: 'owner' })).body).not.toEqual(first.body);
  expect(await ask('POST', '/tenants/t1/syncs/other/runs', keyed)).toMatchObject({
    status: 422,
    body: { code: 'key-reused' },
  });
  expect((await ask('POST', path, { ...keyed, as: 'admin' })).body).not.toEqual(first.body);
});

test('a failed start may be tried again with its key', async () => {
  let tries = 0;
  const { ask } = await serve({
    startRun: async () => {
      tries += 1;
      if (tries === 1) throw new Problem('already-running');
      return { runId: 'r' };
    },
  });
  const keyed = { as: 'owner', headers: { 'idempotency-key': 'k1' } };
  expect(await ask('POST', '/tenants/t1/syncs/s/runs', keyed)).toMatchObject({ status: 409 });
  expect(await ask('POST', '/tenants/t1/syncs/s/runs', keyed)).toMatchObject({ status: 200, body: { runId: 'r' } });
});

test('input that does not fit names every field', async () => {
  const { ask } = await serve(good);
  const headers = { 'if-match': '"r7"' };
  const answer = await ask('PATCH', '/tenants/t1', {
    as: 'owner',
    body: { name: '', defaultCountry: 'Deutschland', extra: 1 },
    headers,
  });
  expect(answer).toMatchObject({
    status: 422,
    headers: { 'content-type': expect.stringContaining('application/problem+json') },
  });
  expect(answer.body.errors.map(({ path }: { path: string }) => path).sort()).toEqual([
    'body',
    'body.defaultCountry',
    'body.name',
  ]);
});

test('answers that are no JSON have their own type; a stream passes through as it comes', async () => {
  const { ask } = await serve(good);
  const file = await ask('GET', '/tenants/t1/definitions/export', { as: 'reader' });
  expect(file).toMatchObject({
    body: 'version: 1\n',
    headers: {
      'content-type': 'text/plain; charset=utf-8',
      'content-disposition': 'attachment; filename="ringbook.yaml"',
    },
  });
  const stream = await ask('GET', '/tenants/t1/events', { as: 'billing' });
  expect(stream).toMatchObject({
    body: 'data: 1\n\ndata: 2\n\n',
    headers: { 'content-type': 'text/event-stream; charset=utf-8' },
  });
});

test('what breaks inside is told by an id and nothing else; a service that fails by its code', async () => {
  const { ask, failures } = await serve({
    listSyncs: async () => {
      throw new Error('secret of Anna');
    },
    listCollections: async () => {
      throw new ConnectorError({ code: 'throttled', detail: 'anna@one.example' });
    },
  });
  const broken = await ask('GET', '/tenants/t1/syncs', { as: 'reader' });
  expect(broken).toMatchObject({ status: 500, body: { code: 'internal' } });
  expect(JSON.stringify(broken.body)).not.toContain('Anna');
  expect(failures).toHaveLength(1);
  const busy = await ask('GET', '/tenants/t1/collections', { as: 'reader' });
  expect(busy).toMatchObject({ status: 503, body: { code: 'service-busy', cause: 'throttled' } });
  expect(JSON.stringify(busy.body)).not.toContain('anna');
});

test('one caller that asks too often is told to wait; others are not', async () => {
  const { ask } = await serve(good, { perCaller: 3, perTenant: 1000 });
  for (let call = 0; call < 3; call += 1) await ask('GET', '/tenants/t1', { as: 'owner' });
  const refused = await ask('GET', '/tenants/t1', { as: 'owner' });
  expect(refused).toMatchObject({ status: 429, body: { code: 'too-many-requests' } });
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
  expect(await ask('GET', '/tenants/t1', { as: 'admin' })).toMatchObject({ status: 200 });
});
