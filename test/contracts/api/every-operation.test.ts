import { randomUUID } from 'node:crypto';
import { fc } from '@fast-check/vitest';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import type { Route } from '../../../src/api/contract/route.ts';
import { type OperationId, routes } from '../../../src/api/contract/routes.ts';
import { permissionsOf, type Role } from '../../../src/tenants/roles.ts';
import { type ApiWorld, openApiWorld } from '../../fixtures/api-world.ts';

/**
 * Walks the OpenAPI document as the server gives it, and calls every operation as nobody, as each role, as a stranger,
 * and with input that means harm.
 */

const documentSchema = z.object({
  paths: z.record(
    z.string(),
    z.record(
      z.string(),
      z.object({
        operationId: z.string(),
        'x-permission': z.string(),
        parameters: z
          .array(z.object({ name: z.string(), in: z.string(), schema: z.record(z.string(), z.unknown()) }))
          .default([]),
        requestBody: z
          .object({
            content: z.object({ 'application/json': z.object({ schema: z.record(z.string(), z.unknown()) }) }),
          })
          .optional(),
      }),
    ),
  ),
});

interface Operation {
  readonly id: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly access: string;
  readonly query: readonly string[];
  readonly body: Readonly<Record<string, unknown>> | null;
}

const known: Readonly<Record<string, Route>> = routes;
const roles: readonly Role[] = ['owner', 'admin', 'billing', 'reader'];
/** They never end by themselves. */
const streams: readonly string[] = ['watchEvents' satisfies OperationId];

let world: ApiWorld;
let operations: readonly Operation[];
let other: string;
/** Ids of the first tenant, by the name of the parameter. */
let ids: Readonly<Record<string, string>>;

beforeAll(async () => {
  world = await openApiWorld();
  const raw = await world.server.inject({ url: '/api/openapi.json' });
  operations = Object.entries(documentSchema.parse(raw.json()).paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      id: operation.operationId,
      method: methodOf(method),
      path,
      access: operation['x-permission'],
      query: operation.parameters.filter((parameter) => parameter.in === 'query').map(({ name }) => name),
      body: operation.requestBody?.content['application/json'].schema ?? null,
    })),
  );
  other = (await world.addTenant('Fabrikam')).tenantId;
  const definitions = (await world.call('getDefinitions')).json.definitions;
  ids = {
    syncId: definitions.syncs[0]?.syncId ?? '',
    sourceId: definitions.sources[0]?.sourceId ?? '',
    collectionId: definitions.collections[0]?.collectionId ?? '',
    connectionId: world.connectionId,
    runId: (await world.call('startRun', { params: { syncId: definitions.syncs[0]?.syncId ?? '' } })).json.runId,
  };
  await vi.waitFor(
    async () => {
      const { run } = (await world.call('getRun', { params: { runId: ids.runId ?? '' } })).json;
      if (run.state !== 'done') throw new Error(run.state);
    },
    { timeout: 30_000 },
  );
  const { items } = (await world.call('listMailboxes')).json;
  ids = { ...ids, mailboxId: items[0]?.mailboxId ?? '' };
  const people = (await world.call('listItems', { params: { collectionId: ids.collectionId ?? '' } })).json;
  ids = { ...ids, itemId: people.items[0]?.itemId ?? '' };
}, 60_000);

afterAll(() => world.close());

function methodOf(method: string): Operation['method'] {
  return z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']).parse(method.toUpperCase());
}

function pathOf({ path }: Operation, values: Readonly<Record<string, string>>): string {
  return path.replaceAll(/\{(\w+)\}/g, (_, name) => encodeURIComponent((values[name] ?? 'none').toWellFormed()));
}

interface Request {
  readonly headers?: Readonly<Record<string, string>>;
  readonly values?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly query?: Readonly<Record<string, string>>;
}

async function ask(operation: Operation, { headers = {}, values = {}, body, query = {} }: Request) {
  const answer = await world.server.inject({
    method: operation.method,
    url: pathOf(operation, { tenantId: world.tenantId, ...values }),
    query,
    headers: {
      'if-match': '"r0"',
      'sec-fetch-site': 'same-origin',
      ...headers,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { payload: JSON.stringify(body) }),
  });
  return { status: answer.statusCode, text: answer.body, headers: answer.headers };
}

const all = () => operations.filter(({ id }) => !streams.includes(id));
const ofTenants = () => all().filter(({ path }) => path.includes('{tenantId}'));

test('the document has every operation of the contract', () => {
  expect(operations.map(({ id }) => id).sort()).toEqual(Object.keys(known).sort());
  expect(ofTenants().length).toBeGreaterThan(70);
});

test('nobody is told to sign in, by every operation that is not for anyone', async () => {
  for (const operation of operations.filter(({ access }) => access !== 'anyone')) {
    const { status } = await ask(operation, {});
    expect(status, operation.id).toBe(401);
  }
});

describe.each(roles)('%s', (role) => {
  test('may call exactly what the role allows', async () => {
    for (const operation of ofTenants()) {
      // Ids that nothing has: what is allowed finds nothing, and changes nothing.
      const { status } = await ask(operation, {
        headers: world.as(role),
        body: operation.body === null ? undefined : {},
      });
      const allowed = permissionsOf[role].some((permission) => permission === operation.access);
      if (allowed) expect([401, 403], operation.id).not.toContain(status);
      else expect(status, operation.id).toBe(403);
    }
    expect(world.failures).toEqual([]);
  });
});

test("another tenant's owner can't tell this tenant from one that is not there", async () => {
  for (const operation of ofTenants()) {
    const headers = world.as('owner', other);
    const body = operation.body === null ? undefined : {};
    const here = await ask(operation, { headers, body, values: ids });
    const nowhere = await ask(operation, { headers, body, values: { ...ids, tenantId: randomUUID() } });
    expect(here.status, operation.id).toBe(404);
    expect(withoutInstance(here.text), operation.id).toEqual(withoutInstance(nowhere.text));
  }
});

test("this tenant's ids name nothing in another tenant", async () => {
  const withIds = ofTenants().filter(({ path }) => Object.keys(ids).some((name) => path.includes(`{${name}}`)));
  expect(withIds.length).toBeGreaterThan(25);
  for (const operation of withIds) {
    const headers = world.as('owner', other);
    const strange = Object.fromEntries(Object.keys(ids).map((name) => [name, randomUUID()]));
    const ask1 = (values: Readonly<Record<string, string>>) =>
      ask(operation, {
        headers,
        values: { ...values, tenantId: other },
        body: operation.body === null ? undefined : {},
      });
    const [theirs, none] = [await ask1(ids), await ask1(strange)];
    expect(theirs.status, operation.id).toBe(none.status);
    for (const id of Object.values(ids).filter((one) => one.length > 20))
      expect(withoutInstance(theirs.text), operation.id).not.toContain(id);
  }
});

function withoutInstance(text: string): string {
  return text.replace(/"instance":"[^"]*"/, '');
}

const hostileTexts = [
  '',
  ' ',
  'x'.repeat(100_000),
  "'; drop table tenants; --",
  '"><script>alert(1)</script>',
  '../../../../etc/passwd',
  '..%2f..%2fetc%2fpasswd',
  'a\u0000b',
  '\ud800',
  '\u202etxt.exe',
  `$${'{7*7}{{7*7}}'}`,
  "=cmd|' /C calc'!A0",
  'http://169.254.169.254/latest/meta-data/',
  '__proto__',
  'constructor',
];
const hostileValues: readonly unknown[] = [
  ...hostileTexts,
  null,
  -1,
  1e308,
  0.5,
  true,
  [],
  {},
  [[[[]]]],
  { __proto__: { admin: true } },
  JSON.parse('{"__proto__":{"admin":true},"constructor":{"prototype":{}}}'),
];

test('hostile input in a path or a query is refused or finds nothing, and breaks nothing', async () => {
  for (const operation of all()) {
    for (const text of hostileTexts) {
      if (text.length > 10_000) continue;
      const values = Object.fromEntries(
        Object.keys(known[operation.id] ? pathNames(operation) : {}).map((name) => [name, text]),
      );
      const query = Object.fromEntries(operation.query.map((name) => [name, text]));
      const { status } = await ask(operation, {
        headers: world.as('owner'),
        values: { ...ids, ...values, tenantId: world.tenantId },
        query,
      });
      expect(status, `${operation.id} ${JSON.stringify(text)}`).toBeLessThan(500);
    }
  }
  expect(world.failures).toEqual([]);
}, 60_000);

function pathNames({ path }: Operation): Readonly<Record<string, true>> {
  return Object.fromEntries([...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => [name, true as const]));
}

test('hostile input in any field of a body is refused by name, and breaks nothing', async () => {
  const before = (await world.call('getDefinitions')).json;
  for (const operation of all().filter(({ body }) => body !== null)) {
    for (const body of bodiesFor(operation.body ?? {})) {
      const { status, text } = await ask(operation, {
        headers: world.as('owner'),
        values: { ...ids, tenantId: world.tenantId },
        body,
      });
      expect(status, `${operation.id} ${JSON.stringify(body)?.slice(0, 200)}`).toBeLessThan(500);
      if (status === 422)
        expect(JSON.parse(text), operation.id).toMatchObject({ code: expect.any(String), remedy: expect.any(String) });
    }
  }
  expect(world.failures).toEqual([]);
  expect((await world.call('getDefinitions')).json).toEqual(before);
  expect(({} as Record<string, unknown>).admin).toBeUndefined();
}, 120_000);

/** The body as a whole, and each of its fields, replaced by what nobody expects. */
function bodiesFor(schema: Readonly<Record<string, unknown>>): readonly unknown[] {
  const properties = z.record(z.string(), z.unknown()).safeParse(schema.properties).data ?? {};
  const plain = Object.fromEntries(Object.keys(properties).map((name) => [name, 'x']));
  return [
    ...hostileValues,
    deep(2_000),
    ...Object.keys(properties).flatMap((name) => hostileValues.map((value) => ({ ...plain, [name]: value }))),
  ];
}

function deep(levels: number): unknown {
  let value: unknown = 'x';
  for (let level = 0; level < levels; level += 1) value = { x: value };
  return value;
}

test('any JSON at all as a body breaks nothing', async () => {
  const withBody = all().filter(({ body }) => body !== null);
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...withBody), fc.jsonValue({ maxDepth: 4 }), async (operation, body) => {
      const { status } = await ask(operation, {
        headers: world.as('owner'),
        values: { ...ids, tenantId: world.tenantId },
        body,
      });
      return status < 500;
    }),
    { numRuns: 300 },
  );
  expect(world.failures).toEqual([]);
}, 60_000);
