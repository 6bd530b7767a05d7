import { expect, test } from 'vitest';
import type { Route } from './route.ts';
import { createRouter } from './router.ts';

const patterns = [
  '/users',
  '/users/delta',
  '/users/{}',
  '/users/{}/contactFolders/{}/contacts/{}',
  '/groups/{}/members',
  '/groups/{}/members/graph.user',
  '/places/{}',
  '/places/microsoft.graph.room',
];
const route = (pattern: string, method = 'GET'): Route => ({
  method,
  pattern,
  permissions: [],
  service: 'directory',
  operation: pattern,
  handle: () => ({ status: 200, headers: {} }),
});
const router = createRouter(patterns.map((pattern) => route(pattern)));

test.each([
  ['/users', '/users', []],
  ['/Users/', '/users', []],
  ['/users/delta', '/users/delta', []],
  ['/users/delta()', '/users/delta', []],
  ['/users/microsoft.graph.delta()', '/users/delta', []],
  ['/users/Delta2', '/users/{}', ['Delta2']],
  ["/users('a''b%40c')", '/users/{}', ["a'b@c"]],
  ['/users/%C3%A4', '/users/{}', ['ä']],
  ['/users/A/contactFolders/x%3D/contacts/Y-_', '/users/{}/contactFolders/{}/contacts/{}', ['A', 'x=', 'Y-_']],
  ['/groups/g/members/microsoft.graph.user', '/groups/{}/members/graph.user', ['g']],
  ['/groups/g/members/graph.user', '/groups/{}/members/graph.user', ['g']],
  ['/places/graph.room', '/places/microsoft.graph.room', []],
  ['/places/room', '/places/{}', ['room']],
])('%s is %s %j', (path, pattern, params) => {
  const match = router.match('GET', path);
  expect([match.route.pattern, match.params]).toEqual([pattern, params]);
});

test.each([
  ['GET', '/nothing', 400],
  ['GET', '/users/a/nothing', 400],
  ['GET', '/users//contactFolders', 400],
  ['GET', '/', 400],
  ['GET', '/groups/g/members/m', 501],
  ['GET', '/users/a/events', 501],
  ['GET', "/users/a/reminderView(StartDateTime='x',EndDateTime='y')", 501],
  ['GET', '/users/a/contactFolders/f', 501],
  ['POST', '/users', 405],
])('%s %s is answered %i', (method, path, status) => {
  expect(() => router.match(method, path)).toThrow(expect.objectContaining({ status }));
});

test('two routes for one place are a mistake', () => {
  expect(() => createRouter([route('/users/{}'), route('/users/{}')])).toThrow('two routes');
  expect(() => createRouter([route('/users/{}'), route('/users/{}', 'PATCH')])).not.toThrow();
});
