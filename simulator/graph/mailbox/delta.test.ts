import { expect, test } from 'vitest';
import { moveContact } from '../../world/mailbox-changes.ts';
import { openMailbox } from '../../world/mailboxes.ts';
import { type Answer, ada, codeOf, createTestGraph, itemsOf, type Json, type TestGraph } from '../test-graph.ts';

const contacts = `/users/${ada}/contacts`;
const delta = `${contacts}/delta`;
const stamp = 'String {11111111-2222-3333-4444-555555555555} Name Stamp';
const immutable = { prefer: 'IdType="ImmutableId", odata.maxpagesize=2' };

async function create(graph: TestGraph, givenName: string): Promise<string> {
  const { json } = await graph.call('POST', contacts, { body: { givenName } });
  return String(json.id);
}

/** Follows a round to its delta link. */
async function round(
  graph: TestGraph,
  url: string,
): Promise<{ pages: Answer[]; items: readonly Json[]; link: string }> {
  const pages: Answer[] = [];
  let next: unknown = url;
  while (typeof next === 'string') {
    const page = await graph.call('GET', next, { headers: immutable });
    if (page.status !== 200) throw new Error(JSON.stringify(page.json));
    pages.push(page);
    next = page.json['@odata.nextLink'];
  }
  return { pages, items: pages.flatMap(itemsOf), link: String(pages.at(-1)?.json['@odata.deltaLink']) };
}

test('a snapshot in pages, then what changed, then nothing', async () => {
  const graph = createTestGraph();
  const [a = '', b = ''] = [await create(graph, 'A'), await create(graph, 'B'), await create(graph, 'C')];
  const first = await round(graph, `${delta}?$select=givenName`);
  expect(first.pages.map((page) => itemsOf(page).length)).toEqual([2, 1]);
  expect(first.pages[0]?.headers['Preference-Applied']).toBe('IdType="ImmutableId", odata.maxpagesize=2');
  expect(first.items.map((item) => item.givenName)).toEqual(['A', 'B', 'C']);

  await graph.call('PATCH', `${contacts}/${b}`, { body: { givenName: 'B2' } });
  await graph.call('DELETE', `${contacts}/${a}`);
  await create(graph, 'D');
  const second = await round(graph, first.link);
  expect(second.items.map((item) => item['@removed'] ?? item.givenName)).toEqual(['B2', { reason: 'deleted' }, 'D']);
  expect(second.items[1]?.id).toBe(first.items[0]?.id);
  expect(Object.keys(second.items[0] ?? {})).toEqual(['@odata.type', '@odata.etag', 'id', 'givenName']);
  expect((await round(graph, second.link)).items).toEqual([]);
  expect((await round(graph, first.link)).items).toEqual(second.items);
});

test('a change between two pages of a snapshot is not lost', async () => {
  const graph = createTestGraph();
  const a = await create(graph, 'A');
  for (const name of ['B', 'C']) await create(graph, name);
  const page = await graph.call('GET', delta, { headers: immutable });
  await graph.call('DELETE', `${contacts}/${a}`);
  const rest = await round(graph, String(page.json['@odata.nextLink']));
  expect(rest.items.map((item) => item.givenName)).toEqual(['C']);
  expect((await round(graph, rest.link)).items).toMatchObject([{ '@removed': { reason: 'deleted' } }]);
});

test('a moved contact leaves one folder and comes into the other, with the same immutable id', async () => {
  const graph = createTestGraph();
  const passing = await create(graph, 'A');
  const lasting = (await graph.call('GET', `${contacts}/${passing}`, { headers: immutable })).json.id;
  const { json: folder } = await graph.call('POST', `/users/${ada}/contactFolders`, { body: { displayName: 'X' } });
  const there = `/users/${ada}/contactFolders/${folder.id}/contacts/delta`;
  const [here, away] = [await round(graph, delta), await round(graph, there)];
  const user = graph.tenant.users.get(ada);
  if (user === undefined) throw new Error('no user');
  const mailbox = openMailbox(graph.world, graph.tenant, user);
  const contact = mailbox.contacts.values().next().value;
  if (contact === undefined) throw new Error('no contact');
  moveContact({ world: graph.world, tenantId: graph.tenant.id, mailbox, by: 'owner' }, contact, String(folder.id));
  expect((await round(graph, here.link)).items).toMatchObject([{ id: lasting, '@removed': { reason: 'deleted' } }]);
  expect((await round(graph, away.link)).items).toMatchObject([{ id: lasting, givenName: 'A' }]);
  expect((await graph.call('GET', `${contacts}/${passing}`)).status).toBe(404);
  expect((await graph.call('GET', `${contacts}/${lasting}`)).status).toBe(200);
});

test('extended properties on a delta can be switched off', async () => {
  const graph = createTestGraph();
  await graph.call('POST', contacts, { body: { singleValueExtendedProperties: [{ id: stamp, value: 'x' }] } });
  const url = `${delta}?$expand=singleValueExtendedProperties($filter=id%20eq%20'${encodeURIComponent(stamp)}')`;
  const seen = async () => (await round(graph, url)).items.map((item) => 'singleValueExtendedProperties' in item);
  expect(await seen()).toEqual([true]);
  graph.world.settings.expandOnContactDelta = false;
  expect(await seen()).toEqual([false]);
});

test('tokens of another place, or of a state that never was, are refused', async () => {
  const graph = createTestGraph();
  await create(graph, 'A');
  const { link } = await round(graph, delta);
  const query = link.slice(link.indexOf('?'));
  const { json: folder } = await graph.call('POST', `/users/${ada}/contactFolders`, { body: { displayName: 'X' } });
  const elsewhere = await graph.call('GET', `/users/${ada}/contactFolders/${folder.id}/contacts/delta${query}`);
  expect([elsewhere.status, codeOf(elsewhere)]).toEqual([400, 'SyncStateInvalid']);
  expect(codeOf(await graph.call('GET', `${delta}?$deltatoken=nonsense`))).toBe('SyncStateInvalid');
  graph.tenant.mailboxes.clear();
  const reborn = await graph.call('GET', link);
  expect([reborn.status, codeOf(reborn)]).toEqual([410, 'syncStateNotFound']);
});

test.each([
  "$filter=displayName eq 'x'",
  '$orderby=displayName',
  '$search="x"',
  '$skip=1',
  '$count=true',
  '$select=nonsense',
])('a delta takes no %s', async (query) => {
  expect((await createTestGraph().call('GET', `${delta}?${query.replaceAll(' ', '%20')}`)).status).toBe(400);
});

test.each(['delta', 'delta()', 'microsoft.graph.delta()', 'Delta'])('a delta is called by %s', async (name) => {
  const answer = await createTestGraph().call('GET', `${contacts}/${name}`);
  expect(answer.json['@odata.deltaLink']).toBeDefined();
});
