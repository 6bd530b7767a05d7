import { expect, test } from 'vitest';
import { isRecord } from './mailbox/extended-properties.ts';
import { type Answer, ada, ben, codeOf, createTestGraph, type Json, messageOf, type TestGraph } from './test-graph.ts';

const json = { 'Content-Type': 'application/json' };
const create = (id: string, user = ada, more: Json = {}): Json => ({
  id,
  method: 'POST',
  url: `/users/${user}/contacts`,
  headers: json,
  body: { givenName: id },
  ...more,
});
const list = (id: string, more: Json = {}): Json => ({ id, method: 'GET', url: `/users/${ada}/contacts`, ...more });

async function send(graph: TestGraph, requests: unknown): Promise<Answer> {
  return graph.call('POST', '/$batch', { body: { requests } });
}

/** The parts of an answer by id. */
function partsOf(answer: Answer): Readonly<Record<string, Json>> {
  const { responses } = answer.json;
  if (!Array.isArray(responses)) throw new Error(JSON.stringify(answer.json));
  return Object.fromEntries(responses.filter(isRecord).map((part) => [String(part.id), part]));
}

const statuses = (answer: Answer): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(partsOf(answer)).map(([id, part]) => [id, part.status]));

test('a page of a proxy in place of an answer spoils its part only', async () => {
  const graph = createTestGraph();
  graph.faults.add({ match: { scope: 'part' }, fault: { kind: 'body', body: '<html>busy</html>' } });
  expect(partsOf(await send(graph, [list('1'), create('2')]))).toMatchObject({
    1: { status: 200, headers: { 'Content-Type': 'text/html' }, body: '<html>busy</html>' },
    2: { status: 201 },
  });
});

test('JSON is known by its type in any case', async () => {
  const part = create('1', ada, { headers: { 'content-type': 'Application/JSON' } });
  expect(statuses(await send(createTestGraph(), [part]))).toEqual({ 1: 201 });
});

test('each part is answered by itself, the batch with 200', async () => {
  const graph = createTestGraph();
  const answer = await send(graph, [create('1'), create('2', ben), { ...list('3'), url: 'users/nobody/contacts' }]);
  expect(answer.status).toBe(200);
  expect(statuses(answer)).toEqual({ 1: 201, 2: 201, 3: 404 });
  expect(partsOf(answer)[1]).toMatchObject({
    headers: { 'Content-Type': expect.stringContaining('application/json') },
    body: { givenName: '1' },
  });
  expect(graph.counted()).toMatchObject({ graphHttpRequests: 1, batches: 1, batchParts: 3, writes: 2 });
});

test.each([
  ['no list', undefined, /requests/],
  ['none', [], /at least one/],
  [
    '21 parts',
    Array.from({ length: 21 }, (_, i) => list(String(i))),
    /^Number of batch request steps exceeds the maximum value of 20\.$/,
  ],
  ['equal ids', [list('1'), list('1')], /unique/],
  ['no id', [{ method: 'GET', url: '/users' }], /'id'/],
  ['no method', [{ id: '1', url: '/users' }], /method/],
  ['a strange method', [{ id: '1', method: 'BREW', url: '/users' }], /method/],
  ['no url', [{ id: '1', method: 'GET' }], /url/],
  ['an absolute url', [{ id: '1', method: 'GET', url: 'https://graph.microsoft.com/v1.0/users' }], /relative/],
  ['a body without type', [{ ...create('1'), headers: {} }], /does not contain Content-Type header or body/],
  ['a write without body', [{ ...create('1'), body: undefined }], /does not contain Content-Type header or body/],
  ['a body that is no base64', [{ ...create('1'), headers: { 'Content-Type': 'image/jpeg' }, body: 'ä' }], /base64/],
  ['dependence on nothing', [list('1', { dependsOn: ['2'] })], /Invalid dependency/],
  ['dependence on a later part', [list('1', { dependsOn: ['2'] }), list('2')], /Invalid dependency/],
  ['a part that is no object', ['x'], /not an object/],
])('a batch with %s is refused as a whole', async (_, requests, message) => {
  const graph = createTestGraph();
  const answer = await send(graph, requests);
  expect([answer.status, codeOf(answer)]).toEqual([400, 'BadRequest']);
  expect(messageOf(answer)).toMatch(message);
  expect(graph.counted().batchParts).toBe(0);
});

test('a batch must be posted as JSON', async () => {
  const graph = createTestGraph();
  expect((await graph.call('GET', '/$batch')).status).toBe(405);
  expect((await graph.call('POST', '/$batch')).status).toBe(400);
  expect((await graph.call('POST', '/$batch', { bytes: Buffer.from('{') })).status).toBe(400);
});

test('batches cannot be nested', async () => {
  const nested = { id: '1', method: 'POST', url: '/$batch', headers: json, body: { requests: [] } };
  expect(statuses(await send(createTestGraph(), [nested]))).toEqual({ 1: 400 });
});

test('a part whose precondition failed is not done', async () => {
  const graph = createTestGraph();
  const answer = await send(graph, [
    list('gone', { url: `/users/${ada}/contacts/none` }),
    create('a', ada, { dependsOn: ['gone'] }),
    create('b', ada, { dependsOn: ['a'] }),
    create('c'),
    create('d', ada, { dependsOn: ['c'] }),
  ]);
  expect(statuses(answer)).toEqual({ gone: 404, a: 424, b: 424, c: 201, d: 201 });
  expect(codeOf({ json: { ...(partsOf(answer).a?.body ?? {}) } })).toBe('FailedDependency');
  expect(graph.counted().writes).toBe(2);
});

test('answers come in another order, the same one each time', async () => {
  const orders = async (): Promise<readonly unknown[]> => {
    const graph = createTestGraph();
    const requests = Array.from({ length: 20 }, (_, i) => list(String(i)));
    const { responses } = (await send(graph, requests)).json;
    return Array.isArray(responses) ? responses.map((part: Json) => part.id) : [];
  };
  const [first, second] = [await orders(), await orders()];
  expect(first).toEqual(second);
  expect(first).not.toEqual([...first].sort((a, b) => Number(a) - Number(b)));
});

test("the batch's own Prefer is not that of its parts", async () => {
  const graph = createTestGraph();
  const prefer = { Prefer: 'IdType="ImmutableId"' };
  const answer = await graph.call('POST', '/$batch', {
    headers: { prefer: prefer.Prefer },
    body: { requests: [create('1'), create('2', ada, { headers: { ...json, ...prefer } })] },
  });
  const parts = partsOf(answer);
  expect(parts[1]).toMatchObject({ body: { id: expect.stringMatching(/^AAMkA/) } });
  expect(parts[1]?.headers).not.toHaveProperty('Preference-Applied');
  expect(parts[2]).toMatchObject({
    body: { id: expect.stringMatching(/^AAkA/) },
    headers: { 'Preference-Applied': 'IdType="ImmutableId"' },
  });
});

test('faults: a part alone, the whole batch, a hang in a part', async () => {
  const graph = createTestGraph();
  const throttle = {
    kind: 'status',
    status: 429,
    when: 'before',
    retryAfter: { form: 'seconds', seconds: 3 },
  } as const;
  graph.faults.add({ match: { scope: 'part' }, fault: throttle });
  const answer = await send(graph, [create('1'), create('2')]);
  expect(statuses(answer)).toEqual({ 1: 429, 2: 201 });
  expect(partsOf(answer)[1]).toMatchObject({ headers: { 'Retry-After': '3' } });

  graph.faults.add({ match: { scope: 'outer' }, fault: throttle });
  const refused = await send(graph, [create('3')]);
  expect([refused.status, refused.headers['Retry-After']]).toEqual([429, '3']);

  graph.faults.add({ match: { scope: 'part' }, fault: { kind: 'hang', when: 'after' } });
  expect(await graph.outcome('POST', '/$batch', { body: { requests: [create('4'), create('5')] } })).toEqual({
    kind: 'hang',
  });
  expect((await graph.call('GET', `/users/${ada}/contacts/$count`)).text).toBe('3');
});

test('four parts of a mailbox run at a time, the others wait their turn', async () => {
  const graph = createTestGraph({ thinkTimeMs: 50 });
  const requests = Array.from({ length: 10 }, (_, i) => create(String(i), i < 6 ? ada : ben));
  const answer = send(graph, requests);
  await settle();
  expect(graph.sleeps).toHaveLength(8);
  const other = await graph.call('GET', `/users/${ada}/contacts`);
  expect([other.status, codeOf(other), messageOf(other)]).toEqual([
    429,
    'ApplicationThrottled',
    'Application is over its MailboxConcurrency limit.',
  ]);
  await wakeAll(graph);
  expect(new Set(Object.values(statuses(await answer)))).toEqual(new Set([201]));
});

test('two batches together are over the limit', async () => {
  const graph = createTestGraph({ thinkTimeMs: 50 });
  const first = send(graph, [create('1'), create('2'), create('3')]);
  await settle();
  const second = send(graph, [create('4'), create('5'), create('6')]);
  await settle();
  await wakeAll(graph);
  expect(Object.values(statuses(await first))).toEqual([201, 201, 201]);
  expect(Object.values(statuses(await second)).sort()).toEqual([201, 429, 429]);
});

test('requests at a time can be counted per app', async () => {
  const graph = createTestGraph({ thinkTimeMs: 50, mailboxConcurrencyScope: 'app' });
  const answer = send(
    graph,
    Array.from({ length: 6 }, (_, i) => create(String(i), i % 2 === 0 ? ada : ben)),
  );
  await settle();
  expect(graph.sleeps).toHaveLength(4);
  expect((await graph.call('GET', `/users/${ben}/contacts`)).status).toBe(429);
  await wakeAll(graph);
  expect(new Set(Object.values(statuses(await answer)))).toEqual(new Set([201]));
});

test('a part waits for the slow one that it depends on', async () => {
  const graph = createTestGraph();
  graph.faults.add({ match: { operation: 'contact.create' }, fault: { kind: 'slow', delayMs: 9 } });
  const answer = send(graph, [create('1'), list('2', { dependsOn: ['1'] }), list('3')]);
  await settle();
  expect(graph.sleeps.map(({ ms }) => ms)).toEqual([9]);
  await wakeAll(graph);
  const parts = partsOf(await answer);
  expect(parts[2]).toMatchObject({ body: { value: [{ givenName: '1' }] } });
  expect(parts[3]).toMatchObject({ body: { value: [] } });
});

const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

async function wakeAll(graph: TestGraph): Promise<void> {
  for (let woken = 0; woken < graph.sleeps.length; woken += 1) {
    graph.sleeps[woken]?.wake();
    await settle();
  }
}
