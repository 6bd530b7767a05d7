import { describe, expect, test } from 'vitest';
import { createGraphCheck, type GraphRequest } from './graph-check.ts';
import { loadGraphSpecs } from './shared-specs.ts';

const specs = loadGraphSpecs();
const immutable = { prefer: 'IdType="ImmutableId"' };

describe.skipIf(specs === null)('a check of requests and answers', () => {
  if (specs === null) return;
  const check = createGraphCheck(specs);
  const request = (method: string, url: string, body?: unknown): GraphRequest => ({
    method,
    url,
    headers: immutable,
    body,
  });

  test('the description was read', () => {
    expect(specs.paths.count).toBeGreaterThan(2000);
    expect(specs.model.types.size).toBeGreaterThan(1000);
    expect(specs.model.enums.size).toBeGreaterThan(500);
    expect(specs.model.roots.get('users')).toEqual({ name: 'microsoft.graph.user', collection: true });
  });

  test.each([
    ['GET', '/users?$select=id,displayName,mail&$top=999'],
    ['GET', '/users/delta?$select=id,businessPhones,showInAddressList'],
    ['GET', '/users/microsoft.graph.delta()?$deltatoken=abc'],
    ['GET', '/groups/1/transitiveMembers/microsoft.graph.user?$select=id,mail&$top=999'],
    ['GET', '/groups/1/members?$select=id,userPrincipalName'],
    ['GET', "/users/1/contactFolders?$filter=displayName eq 'O''Brien (x)'"],
    [
      'GET',
      "/users/1/contactFolders?$filter=singleValueExtendedProperties/Any(ep: ep/id eq 'String {0} Name X' and ep/value eq 'eq')",
    ],
    [
      'GET',
      "/users/1/contactFolders/2/contacts?$select=id&$top=100&$expand=singleValueExtendedProperties($filter=id eq 'String 0x3A24')",
    ],
    ['GET', "/users/1/contacts?$filter=emailAddresses/any(a:a/address eq 'x@example.com')&$orderby=displayName desc"],
    ['GET', '/users/1/contactFolders/2/contacts/delta?$select=displayName'],
    ['GET', '/users/1/mailboxSettings'],
    ['DELETE', '/users/1/contactFolders/2/contacts/3'],
    ['GET', '/users/1/contactFolders/2/contacts/$count'],
    ['PUT', '/users/1/contacts/2/photo/$value'],
  ])('right: %s %s', (method, url) => {
    expect(check.checkRequest(request(method, url))).toEqual([]);
  });

  test.each([
    ['GET', '/users/1/contactFolder', 'no such path'],
    ['GET', '/users/1/contacts/2/3', 'no such path'],
    ['GET', '/users?$select=id,displayname', 'displayname'],
    ['GET', '/users?$selct=id', 'no such option'],
    ['GET', '/users?top=5', 'no such option'],
    ['GET', '/users?$top=many', 'not a number'],
    ['GET', '/users?$orderby=mail up', 'no such order'],
    ['GET', "/users?$filter=mial eq 'x'", 'mial'],
    ['GET', "/users?$filter=mail eq 'x", 'not closed'],
    ['GET', "/users/1/contacts?$filter=emailAddresses/any(a:a/adress eq 'x')", 'adress'],
    ['GET', '/users/1/contacts?$expand=singleValueExtendedProperty', 'no relation'],
    ['GET', "/users/1/contacts?$expand=singleValueExtendedProperties($filter=ident eq 'x')", 'ident'],
    ['GET', '/users/1/contacts?$expand=displayName', 'no relation'],
    ['GET', '/users/delta?$top=5', 'takes no $top'],
    ['GET', '/users/1/contacts/delta?$expand=singleValueExtendedProperties', 'takes no $expand'],
    ['PUT', '/users/1/contacts/2', 'only GET'],
    ['DELETE', '/users/1/contacts', 'only GET'],
  ])('wrong: %s %s', (method, url, complaint) => {
    expect(check.checkRequest(request(method, url)).join('\n')).toContain(complaint);
  });

  test('immutable ids are asked for on each request to contacts', () => {
    const without = { ...request('GET', '/users/1/contacts'), headers: {} };
    expect(check.checkRequest(without)).toEqual(['GET /users/{user-id}/contacts: no immutable ids in prefer']);
  });

  const contacts = '/users/1/contactFolders/2/contacts';

  test('right bodies', () => {
    const body = {
      displayName: 'Anna',
      birthday: '1980-02-29T11:59:00Z',
      businessPhones: ['1'],
      emailAddresses: [{ address: 'a@example.com', name: 'A' }],
      businessAddress: { city: 'Köln', countryOrRegion: null },
      categories: [],
      jobTitle: null,
      singleValueExtendedProperties: [{ id: 'String 0x3A24', value: 'x' }],
    };
    expect(check.checkRequest(request('POST', contacts, body))).toEqual([]);
    expect(check.checkRequest(request('PATCH', `${contacts}/3`, body))).toEqual([]);
  });

  test.each([
    [{ displayname: 'Anna' }, 'no property displayname'],
    [{ displayName: 1 }, 'expected Edm.String'],
    [{ displayName: ['Anna'] }, 'expected Edm.String'],
    [{ businessPhones: '1' }, 'expected a collection'],
    [{ businessPhones: null }, 'may not be null'],
    [{ businessPhones: [null] }, 'expected Edm.String'],
    [{ emailAddresses: ['a@example.com'] }, 'expected a microsoft.graph.emailAddress'],
    [{ emailAddresses: [{ mail: 'a@example.com' }] }, 'no property mail'],
    [{ businessAddress: 'Köln' }, 'expected a microsoft.graph.physicalAddress'],
    [{ businessAddress: { country: 'DE' } }, 'no property country'],
    [{ birthday: '1980-02-29' }, 'expected Edm.DateTimeOffset'],
    [{ id: '1' }, 'sends an id'],
    [{ '@odata.etag': 'x' }, 'annotation'],
    [undefined, 'no JSON object'],
    [[{}], 'no JSON object'],
  ])('wrong body %j', (body, complaint) => {
    expect(check.checkRequest(request('POST', contacts, body)).join('\n')).toContain(complaint);
  });

  test('a batch is judged by its parts', () => {
    const part = (id: string, over: object = {}) => ({ id, method: 'GET', url: contacts, headers: immutable, ...over });
    const batch = (requests: readonly object[]) => check.checkRequest(request('POST', '/$batch', { requests }));
    expect(batch([part('1'), part('2', { url: contacts.slice(1) })])).toEqual([]);
    expect(batch(Array.from({ length: 21 }, (_, i) => part(`${i}`)))).toEqual(['POST /$batch: has 21 requests']);
    expect(batch([part('1'), part('1')]).join()).toContain('no id of its own');
    expect(batch([part('1', { method: 'POST', body: { displayName: 'A' } })]).join()).toContain('no content type');
    expect(batch([part('1', { url: '/nothing' })]).join()).toContain('no such path');
    expect(batch([part('1', { headers: {} })]).join()).toContain('no immutable ids');
    expect(batch([part('1', { urn: '' })]).join()).toContain('urn');
  });

  const applied = { 'preference-applied': 'IdType="ImmutableId"' };
  const context = { '@odata.context': 'https://graph.microsoft.com/v1.0/$metadata#x' };

  test('right answers', () => {
    const list = request('GET', `${contacts}?$select=displayName`);
    const value = [{ '@odata.etag': 'W/"1"', id: '1', displayName: 'Anna' }];
    expect(check.checkAnswer(list, { status: 200, headers: applied, body: { ...context, value } })).toEqual([]);
    const gone = request('DELETE', `${contacts}/3`);
    expect(check.checkAnswer(gone, { status: 204, headers: applied, body: undefined })).toEqual([]);
    const create = request('POST', contacts, { displayName: 'Anna' });
    const made = { ...context, '@odata.etag': 'W/"1"', id: '1', displayName: 'Anna' };
    expect(check.checkAnswer(create, { status: 201, headers: applied, body: made })).toEqual([]);
    expect(check.checkAnswer(create, { status: 200, headers: applied, body: made }).join()).toContain('expected 201');
    const error = { code: 'ErrorItemNotFound', message: 'x', innerError: { 'request-id': '1' } };
    expect(check.checkAnswer(gone, { status: 404, headers: {}, body: { error } })).toEqual([]);
    const members = request('GET', '/groups/1/members');
    const user = { '@odata.type': '#microsoft.graph.user', id: '1', mail: null };
    expect(check.checkAnswer(members, { status: 200, headers: {}, body: { ...context, value: [user] } })).toEqual([]);
    const delta = request('GET', '/users/delta');
    const removed = { id: '1', '@removed': { reason: 'changed' } };
    const body = { ...context, '@odata.deltaLink': 'https://x', value: [removed] };
    expect(check.checkAnswer(delta, { status: 200, headers: {}, body })).toEqual([]);
  });

  test.each([
    [200, { ...context, value: [{ id: '1', jobTitle: 'x' }] }, 'jobTitle was not selected'],
    [200, { ...context, value: [{ id: '1', displayName: 5 }] }, 'expected Edm.String'],
    [200, { value: [] }, 'no @odata.context'],
    [200, { ...context }, 'has no value'],
    [200, { ...context, value: [], nextLink: 'x' }, 'unknown member nextLink'],
    [200, { ...context, value: [], '@odata.deltaLink': 'x' }, 'is no delta'],
    [201, { ...context, value: [] }, 'expected 200'],
    [404, { code: 'x' }, 'has no error'],
    [404, { error: { code: 'x', message: 'x' } }, 'no request-id'],
  ])('wrong answer %i %j', (status, body, complaint) => {
    const list = request('GET', `${contacts}?$select=displayName`);
    expect(check.checkAnswer(list, { status, headers: applied, body }).join('\n')).toContain(complaint);
  });

  test('a batch is answered part by part', () => {
    const parts = [{ id: '1', method: 'GET', url: `${contacts}?$select=displayName`, headers: immutable }];
    const batch = request('POST', '/$batch', { requests: parts });
    const answer = (responses: readonly object[]) =>
      check.checkAnswer(batch, { status: 200, headers: {}, body: { responses } });
    const right = { id: '1', status: 200, headers: applied, body: { ...context, value: [] } };
    expect(answer([right])).toEqual([]);
    expect(answer([]).join()).toContain('1 was not answered');
    expect(answer([right, { ...right, id: '2' }]).join()).toContain('2 was not asked for');
    expect(answer([{ ...right, body: { value: [] } }]).join()).toContain('no @odata.context');
  });

  test('what was seen is counted', () => {
    expect(check.requestsSeen.get('GET /users/{user-id}/contacts')).toBeGreaterThan(0);
    expect(check.answersSeen.get('GET /users/delta()')).toBe(1);
  });
});
