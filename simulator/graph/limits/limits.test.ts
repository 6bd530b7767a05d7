import { expect, test } from 'vitest';
import { ada, ben, codeOf, createTestGraph, messageOf } from '../test-graph.ts';
import { directoryAllowance, directoryCost } from './directory-limits.ts';

const list = `/users/${ada}/contacts`;

test('requests in ten minutes are counted per mailbox, and forgotten by the clock', async () => {
  const graph = createTestGraph({ mailboxRequestsPer10Min: 3 });
  for (let i = 0; i < 3; i += 1) expect((await graph.call('GET', list)).status).toBe(200);
  graph.advance(60_000);
  const refused = await graph.call('GET', list);
  expect([refused.status, codeOf(refused), refused.headers['Retry-After']]).toEqual([429, 'TooManyRequests', '540']);
  expect((await graph.call('GET', `/users/${ben}/contacts`)).status).toBe(200);
  graph.advance(540_000);
  expect((await graph.call('GET', list)).status).toBe(200);
  expect(graph.counted().throttled).toBe(1);
});

test('uploads in five minutes are counted in bytes, parts of a batch by their share', async () => {
  const graph = createTestGraph({ mailboxUploadBytesPer5Min: 1000 });
  const body = { givenName: 'x'.repeat(700) };
  expect((await graph.call('POST', list, { body })).status).toBe(201);
  const refused = await graph.call('POST', list, { body });
  expect([codeOf(refused), messageOf(refused)]).toEqual([
    'ApplicationThrottled',
    'Application is over its IncomingBytes limit.',
  ]);
  expect((await graph.call('GET', list)).status).toBe(200);
  const part = { id: '1', method: 'POST', url: list, headers: { 'Content-Type': 'application/json' }, body };
  const batch = await graph.call('POST', '/$batch', { body: { requests: [part] } });
  expect(batch.json.responses).toMatchObject([{ status: 429, headers: { 'Retry-After': '300' } }]);
});

test.each([
  ['seconds', '1'],
  ['date', 'Tue, 03 Feb 2026 04:05:07 GMT'],
  ['none', undefined],
] as const)('Retry-After is written as %s', async (retryAfterForm, expected) => {
  const graph = createTestGraph({ retryAfterForm, mailboxConcurrency: 0 });
  const refused = await graph.call('GET', list);
  expect([refused.status, refused.headers['Retry-After']]).toEqual([429, expected]);
});

test('who keeps knocking at a full mailbox is told so in other words', async () => {
  const graph = createTestGraph({ mailboxConcurrency: 0 });
  const codes = [];
  for (let i = 0; i < 21; i += 1) codes.push(codeOf(await graph.call('GET', list)));
  expect(codes.slice(0, 20)).toEqual(Array.from({ length: 20 }, () => 'ApplicationThrottled'));
  expect(codes[20]).toBe('ErrorTooManyObjectsOpened');
});

test('limits can be switched off', async () => {
  const graph = createTestGraph({ limitsEnabled: false, mailboxConcurrency: 0, mailboxRequestsPer10Min: 0 });
  expect((await graph.call('GET', list)).status).toBe(200);
});

test('the directory takes units from a bucket that fills by the clock', async () => {
  const graph = createTestGraph();
  let answered = 0;
  while ((await graph.call('GET', '/users')).status === 200) answered += 1;
  expect(answered).toBe(3500 / 2);
  const refused = await graph.call('GET', '/users');
  expect([codeOf(refused), refused.headers['Retry-After']]).toEqual(['TooManyRequests', '1']);
  graph.advance(1000);
  expect((await graph.call('GET', '/users')).status).toBe(200);
});

test.each([
  ['/users', '', 2],
  ['/users', '$select=id', 1],
  ['/users', '%24select=id&$expand=manager', 2],
  ['/users', '$expand=manager', 3],
  ['/users', '$top=19&$expand=manager', 2],
  ['/users', '$top=20', 2],
  ['/users/{}', '$select=id', 1],
  ['/groups/{}/members', '', 3],
  ['/groups/{}/transitiveMembers', '', 5],
])('%s?%s costs %i', (pattern, query, cost) => {
  expect(directoryCost(pattern, query)).toBe(cost);
});

test.each([
  [49, 3500],
  [50, 5000],
  [500, 5000],
  [501, 8000],
])('a tenant of %i users is allowed %i units', (users, units) => {
  expect(directoryAllowance(users)).toBe(units);
});
