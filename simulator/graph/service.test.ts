import { expect, test } from 'vitest';
import { ada, appId, ben, codeOf, createTestGraph, messageOf } from './test-graph.ts';

const folders = `/users/${ada}/contactFolders`;

test.each([
  ['', 'Access token is empty.'],
  ['nonsense', 'Access token validation failure. The token was revoked or is not valid for this resource.'],
  ['stranger', 'Access token validation failure. The token was revoked or is not valid for this resource.'],
  [`x.${Buffer.from('{"exp":1}').toString('base64url')}.x`, 'Lifetime validation failed, the token is expired.'],
])('token %j is rejected: %s', async (token, message) => {
  const answer = await createTestGraph().call('GET', folders, { token });
  expect([answer.status, codeOf(answer), messageOf(answer)]).toEqual([401, 'InvalidAuthenticationToken', message]);
  expect(answer.headers['WWW-Authenticate']).toContain('invalid_token');
});

test('an app that was disabled or removed from the tenant is rejected', async () => {
  const graph = createTestGraph();
  const principal = graph.tenant.servicePrincipals.get(appId);
  if (principal !== undefined) principal.enabled = false;
  expect((await graph.call('GET', folders)).status).toBe(401);
  graph.tenant.servicePrincipals.delete(appId);
  expect((await graph.call('GET', folders)).status).toBe(401);
});

test('a missing permission is refused in the words of the service', async () => {
  const graph = createTestGraph({}, ['Group.Read.All']);
  const mailbox = await graph.call('GET', folders);
  expect([mailbox.status, codeOf(mailbox)]).toEqual([403, 'ErrorAccessDenied']);
  const directory = await graph.call('GET', `/users/${ada}`);
  expect([directory.status, codeOf(directory)]).toEqual([403, 'Authorization_RequestDenied']);
});

test('reading is not writing', async () => {
  const graph = createTestGraph({}, ['Contacts.Read']);
  expect((await graph.call('GET', folders)).status).toBe(200);
  expect((await graph.call('POST', folders, { body: { displayName: 'x' } })).status).toBe(403);
});

test('/me is for people, who reach nobody else', async () => {
  const graph = createTestGraph();
  const app = await graph.call('GET', '/me');
  expect([app.status, codeOf(app)]).toEqual([400, 'BadRequest']);
  expect((await graph.call('GET', '/me', { token: 'ada' })).json.id).toBe(ada);
  expect((await graph.call('GET', '/me/contactFolders', { token: 'ada' })).status).toBe(200);
  expect((await graph.call('GET', `/users/${ben}/contactFolders`, { token: 'ada' })).status).toBe(403);
  expect((await graph.call('GET', `/users/${ben}`, { token: 'ada' })).status).toBe(403);
});

test('every answer names the request, and gives back the name that the client gave it', async () => {
  const graph = createTestGraph();
  const first = await graph.call('GET', folders, { headers: { 'client-request-id': 'mine' } });
  const second = await graph.call('GET', '/users/nobody/contacts');
  expect(first.headers['client-request-id']).toBe('mine');
  expect(first.headers['request-id']).not.toBe(second.headers['request-id']);
  expect(first.headers['Content-Type']).toContain('odata.metadata=minimal');
  expect(second.json.error).toMatchObject({
    innerError: { 'request-id': second.headers['request-id'], date: '2026-02-03T04:05:06' },
  });
});

test.each([
  ['GET', '/users/x/nothing', 400, 'BadRequest'],
  ['GET', '/nothing', 400, 'BadRequest'],
  ['GET', '/users/x/messages', 501, 'NotImplemented'],
  ['GET', `/users/${ada}/contacts/x/extensions`, 501, 'NotImplemented'],
  ['PUT', folders, 405, 'ErrorInvalidRequest'],
  ['PUT', '/users', 405, 'Request_BadRequest'],
  ['GET', `/users/%E0%A4%A/contacts`, 400, 'BadRequest'],
])('%s %s is answered %i %s', async (method, url, status, code) => {
  const answer = await createTestGraph().call(method, url);
  expect([answer.status, codeOf(answer)]).toEqual([status, code]);
});

test('an unknown segment is named', async () => {
  expect(messageOf(await createTestGraph().call('GET', '/users/x/nothing'))).toBe(
    "Resource not found for the segment 'nothing'.",
  );
});

test.each([
  ['not-enabled', 404, 'MailboxNotEnabledForRESTAPI'],
  ['on-premises', 404, 'MailboxNotEnabledForRESTAPI'],
  ['non-existent', 404, 'ErrorNonExistentMailbox'],
  ['access-denied', 403, 'ErrorAccessDenied'],
  [null, 404, 'MailboxNotEnabledForRESTAPI'],
] as const)('a mailbox that is %s answers %i %s', async (availability, status, code) => {
  const graph = createTestGraph();
  const id = 'cccccccc-0000-4000-8000-000000000001';
  graph.addUser(id, availability);
  for (const path of ['contactFolders', 'contacts', 'contactFolders/x/contacts']) {
    const answer = await graph.call('GET', `/users/${id}/${path}`);
    expect([answer.status, codeOf(answer)]).toEqual([status, code]);
  }
});

test('an unknown user has no mailbox', async () => {
  const answer = await createTestGraph().call('GET', '/users/nobody@contoso.example/contacts');
  expect([answer.status, codeOf(answer)]).toEqual([404, 'ResourceNotFound']);
});

test('users are found by name and by key syntax, segments in any case', async () => {
  const graph = createTestGraph();
  for (const url of [
    '/users/U0001@contoso.example/contactFolders',
    `/Users/${ada.toUpperCase()}/ContactFolders`,
    `/users('${ada}')/contactFolders`,
    `/users('u0001%40contoso.example')/contactFolders/`,
  ]) {
    expect((await graph.call('GET', url)).status).toBe(200);
  }
  expect(graph.counted().byOperation).toEqual({ 'contactFolder.list': 4 });
});

test('what is counted: requests, mailboxes, writes', async () => {
  const graph = createTestGraph();
  await graph.call('POST', `/users/${ada}/contacts`, { body: { givenName: 'A' } });
  await graph.call('GET', `/users/${ada}/contacts`);
  await graph.call('GET', '/users/x/nothing');
  expect(graph.counted()).toMatchObject({
    graphHttpRequests: 3,
    mailboxRequests: 2,
    writes: 1,
    byOperation: { 'contact.create': 1, 'contact.list': 1, unknown: 1 },
    byStatus: { 201: 1, 200: 1, 400: 1 },
  });
});

test('a fault before the effect leaves nothing, one after it loses the answer only', async () => {
  const graph = createTestGraph();
  const create = () => graph.call('POST', folders, { body: { displayName: 'GAL' } });
  graph.faults.add({
    match: { operation: 'contactFolder.create' },
    fault: { kind: 'status', status: 503, when: 'before' },
  });
  expect((await create()).status).toBe(503);
  graph.faults.add({
    match: { operation: 'contactFolder.*' },
    fault: { kind: 'status', status: 504, when: 'after', retryAfter: { form: 'seconds', seconds: 7 } },
  });
  const lost = await create();
  expect([lost.status, lost.headers['Retry-After'], codeOf(lost)]).toEqual([504, '7', 'GatewayTimeout']);
  expect(codeOf(await create())).toBe('ErrorFolderExists');
});

test('hang and reset end without an answer, truncate cuts it, body replaces it', async () => {
  const graph = createTestGraph();
  graph.faults.add({ match: {}, fault: { kind: 'hang', when: 'before' } });
  expect(await graph.outcome('GET', folders)).toEqual({ kind: 'hang' });
  graph.faults.add({ match: {}, fault: { kind: 'reset', when: 'after' } });
  expect(await graph.outcome('POST', folders, { body: { displayName: 'GAL' } })).toEqual({ kind: 'reset' });
  const whole = await graph.outcome('GET', folders);
  graph.faults.add({ match: {}, fault: { kind: 'truncate' } });
  const cut = await graph.outcome('GET', folders);
  if (!('body' in whole) || !('body' in cut)) throw new Error('no body');
  expect(String(whole.body).startsWith(String(cut.body))).toBe(true);
  expect(String(cut.body).length).toBe(Math.floor(String(whole.body).length / 2));
  graph.faults.add({ match: {}, fault: { kind: 'body', body: { value: 'not a list' } } });
  expect((await graph.call('GET', folders)).json).toEqual({ value: 'not a list' });
  graph.faults.add({ match: {}, fault: { kind: 'token-rejected' } });
  expect(codeOf(await graph.call('GET', folders))).toBe('InvalidAuthenticationToken');
});

test.each([
  ['410-location', 410, 'syncStateNotFound'],
  ['410-resyncRequired', 410, 'resyncRequired'],
  ['400-syncStateNotFound', 400, 'syncStateNotFound'],
  ['400-SyncStateInvalid', 400, 'SyncStateInvalid'],
] as const)('an expired delta is told as %s', async (form, status, code) => {
  const graph = createTestGraph();
  graph.faults.add({ match: { operation: 'contact.delta' }, fault: { kind: 'delta-expired', form } });
  const url = `/users/${ada}/contacts/delta?$select=givenName&$deltatoken=old`;
  const answer = await graph.call('GET', url);
  expect([answer.status, codeOf(answer)]).toEqual([status, code]);
  const location = answer.headers.Location;
  expect(location !== undefined).toBe(form === '410-location');
  if (location !== undefined) expect((await graph.call('GET', location)).status).toBe(200);
});

test.each([
  ['empty-with-next', 0, true],
  ['missing-next', 2, false],
  ['repeat-items', 4, true],
] as const)('a partial page: %s', async (mode, items, hasNext) => {
  const graph = createTestGraph();
  for (const givenName of ['A', 'B', 'C']) await graph.call('POST', `/users/${ada}/contacts`, { body: { givenName } });
  graph.faults.add({ match: {}, fault: { kind: 'partial-page', mode } });
  const page = await graph.call('GET', `/users/${ada}/contacts?$top=2`);
  expect(page.json.value).toHaveLength(items);
  expect('@odata.nextLink' in page.json).toBe(hasNext);
});
