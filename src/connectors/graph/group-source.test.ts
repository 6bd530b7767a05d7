import { expect, test } from 'vitest';
import { createRoutedGraph, type FakeRoutes, list, notFound, ok } from './fake-routes.ts';

const never = new AbortController().signal;
const definition = { kind: 'group', sourceId: 's', connectionId: 'c', groupId: 'g', photoPixels: null } as const;
const users = 'GET /groups/g/transitiveMembers/microsoft.graph.user';
const orgContacts = 'GET /groups/g/transitiveMembers/microsoft.graph.orgContact';
const anna = { id: 'anna', userPrincipalName: 'anna@example.com', displayName: 'Anna', accountEnabled: true };
const bo = { ...anna, id: 'bo', displayName: 'Bo', userType: 'Guest' };
const olga = { id: 'olga', displayName: 'Olga' };
const answers: FakeRoutes = { 'GET /groups/g': ok({ id: 'g' }), [users]: list(anna), [orgContacts]: list(olga) };

const read = (routes: FakeRoutes, cursor: string | null = null) => {
  const { connector, asked } = createRoutedGraph({ ...answers, ...routes });
  return { asked, pages: Array.fromAsync(connector.source(definition).read(cursor, never)) };
};

test('people and organizational contacts, each once, on all pages', async () => {
  const next = 'https://graph.test/v1.0/groups/g/transitiveMembers/microsoft.graph.user?$skiptoken=2';
  const { pages, asked } = read({ [users]: [ok({ value: [anna, anna], '@odata.nextLink': next }), list(anna, bo)] });
  const found = (await pages).flatMap(({ records }) => records.map(({ itemId, kind }) => [itemId, kind]));
  expect(found).toEqual([
    ['anna', 'account'],
    ['bo', 'guest'],
    ['olga', 'contact'],
  ]);
  expect((await pages).map(({ cursor }) => cursor).filter((cursor) => cursor !== null)).toHaveLength(1);
  expect((await pages).at(-1)).toEqual({ records: [], removed: [], cursor: 'all' });
  for (const { query, headers } of asked.filter(({ route }) => route === orgContacts)) {
    expect(query).toContain('$top=999&$count=true');
    expect(headers).toMatchObject({ consistencylevel: 'eventual' });
  }
});

test('a cursor is always expired, without asking', async () => {
  const { pages, asked } = read({}, 'all');
  await expect(pages).rejects.toMatchObject({ code: 'cursor-expired' });
  expect(asked).toEqual([]);
});

test('a dynamic group whose rule is paused is read, and says so', async () => {
  const { pages } = read({ 'GET /groups/g': ok({ id: 'g', membershipRuleProcessingState: 'Paused' }) });
  expect((await pages).at(-1)?.problems).toMatchObject([{ code: 'group-membership-paused' }]);
});

test.each<[string, FakeRoutes, string]>([
  ['a group that does not exist', { 'GET /groups/g': notFound }, 'not-found'],
  ['one that may not be read', { 'GET /groups/g': { status: 403 } }, 'permission-missing'],
  ['people who cannot be read', { [users]: { status: 503 } }, 'unavailable'],
  ['contacts that cannot be read', { [orgContacts]: { status: 503 } }, 'unavailable'],
  ['people who show nothing but their id', { [users]: list({ id: 'anna' }) }, 'permission-missing'],
  ['contacts that show nothing but their id', { [orgContacts]: list({ id: 'olga' }) }, 'permission-missing'],
])('%s: an error, never fewer', async (_what, routes, code) => {
  await expect(read(routes).pages).rejects.toMatchObject({ code });
});
