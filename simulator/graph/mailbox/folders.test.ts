import { expect, test } from 'vitest';
import { ada, ben, codeOf, createTestGraph, itemsOf, messageOf, type TestGraph } from '../test-graph.ts';

const folders = `/users/${ada}/contactFolders`;
const stamp = 'String {11111111-2222-3333-4444-555555555555} Name Stamp';

async function create(graph: TestGraph, displayName: string, at = folders): Promise<string> {
  const answer = await graph.call('POST', at, { body: { displayName } });
  if (answer.status !== 201) throw new Error(JSON.stringify(answer.json));
  return String(answer.json.id);
}

const names = (answer: Parameters<typeof itemsOf>[0]) => itemsOf(answer).map((item) => item.displayName);

test('the default folder is not listed, but has a name and an id', async () => {
  const graph = createTestGraph();
  expect(itemsOf(await graph.call('GET', folders))).toEqual([]);
  const byName = await graph.call('GET', `${folders}/Contacts`);
  expect(byName.json).toMatchObject({ displayName: 'Contacts' });
  expect((await graph.call('GET', `${folders}/${byName.json.id}`)).json).toEqual(byName.json);
  const contact = await graph.call('POST', `${folders}/contacts/contacts`, { body: {} });
  expect(contact.json.parentFolderId).toBe(byName.json.id);
  expect(codeOf(await graph.call('DELETE', `${folders}/contacts`))).toBe('ErrorDeleteDistinguishedFolder');
  expect((await graph.call('PATCH', `${folders}/contacts`, { body: { displayName: 'x' } })).status).toBe(403);
});

test('create, read, rename, delete', async () => {
  const graph = createTestGraph();
  const created = await graph.call('POST', folders, { body: { displayName: 'GAL' } });
  expect(created.status).toBe(201);
  const url = `${folders}/${created.json.id}`;
  expect((await graph.call('GET', String(created.headers.Location))).json).toEqual(created.json);
  const renamed = await graph.call('PATCH', url, { body: { displayName: 'Firma' } });
  expect(renamed.json).toMatchObject({ id: created.json.id, displayName: 'Firma' });
  expect((await graph.call('DELETE', url)).status).toBe(204);
  const gone = await graph.call('DELETE', url);
  expect([gone.status, codeOf(gone)]).toEqual([404, 'ErrorItemNotFound']);
});

test('names are unique among siblings, in any case', async () => {
  const graph = createTestGraph();
  const first = await create(graph, 'GAL');
  const again = await graph.call('POST', folders, { body: { displayName: 'gal' } });
  expect([again.status, codeOf(again), messageOf(again)]).toEqual([
    409,
    'ErrorFolderExists',
    'A folder with the specified name already exists.',
  ]);
  const second = await create(graph, 'Other');
  expect((await graph.call('PATCH', `${folders}/${second}`, { body: { displayName: 'GAL' } })).status).toBe(409);
  expect((await graph.call('PATCH', `${folders}/${first}`, { body: { displayName: 'Gal' } })).status).toBe(200);
  await create(graph, 'GAL', `${folders}/${first}/childFolders`);
  await create(graph, 'GAL', `/users/${ben}/contactFolders`);
});

test.each([
  [{}, 'ErrorRequiredPropertyMissing'],
  [{ displayName: ' ' }, 'ErrorInvalidRequest'],
  [{ displayName: 5 }, 'RequestBodyRead'],
  [{ displayName: 'x', colour: 'red' }, 'RequestBodyRead'],
  [[], 'RequestBodyRead'],
])('%j is no folder: %s', async (body, code) => {
  const answer = await createTestGraph().call('POST', folders, { body });
  expect([answer.status, codeOf(answer)]).toEqual([400, code]);
});

test('folders in folders, at any depth', async () => {
  const graph = createTestGraph();
  const top = await create(graph, 'Top');
  const middle = await create(graph, 'Middle', `${folders}/${top}/childFolders`);
  const deep = await create(graph, 'Deep', `${folders}/${middle}/childFolders`);
  expect(names(await graph.call('GET', `${folders}/${top}/childFolders`))).toEqual(['Middle']);
  expect(names(await graph.call('GET', folders))).toEqual(['Top']);
  expect((await graph.call('GET', `${folders}/${top}/childFolders/${middle}`)).json.parentFolderId).toBe(top);
  expect((await graph.call('GET', `${folders}/${top}/childFolders/${deep}`)).status).toBe(404);
  const inside = `${folders}/${middle}/childFolders/${deep}/contacts`;
  const contact = await graph.call('POST', inside, { body: { givenName: 'A' } });
  expect(contact.json.parentFolderId).toBe(deep);
  expect((await graph.call('GET', `${inside}/$count`)).text).toBe('1');
  expect((await graph.call('DELETE', `${folders}/${top}`)).status).toBe(204);
  for (const id of [middle, deep]) expect((await graph.call('GET', `${folders}/${id}`)).status).toBe(404);
  expect((await graph.call('GET', `/users/${ada}/contacts/${contact.json.id}`)).status).toBe(404);
});

test('lists: filters, pages, order, count', async () => {
  const graph = createTestGraph();
  for (const name of ['B', 'A', "O'Neill"]) await create(graph, name);
  const list = async (query: string) => graph.call('GET', `${folders}?${query.replaceAll(' ', '%20')}`);
  expect(names(await list("$filter=displayName eq 'O''Neill'"))).toEqual(["O'Neill"]);
  expect(names(await list('$orderby=displayName&$top=1'))).toEqual(['A']);
  const first = await list('$top=2&$count=true');
  expect([first.json['@odata.count'], names(first)]).toEqual([3, ['B', 'A']]);
  expect(names(await graph.call('GET', String(first.json['@odata.nextLink'])))).toEqual(["O'Neill"]);
  expect((await graph.call('GET', `${folders}/$count`)).text).toBe('3');
  expect(Object.keys(itemsOf(await list('$select=displayName'))[0] ?? {})).toEqual(['id', 'displayName']);
  for (const query of ['$filter=colour eq 1', '$select=colour', '$orderby=colour', '$search="x"', '$top=0']) {
    expect((await list(query)).status).toBe(400);
  }
  expect((await list('$expand=childFolders')).status).toBe(501);
});

test('folders can be stamped and found by the stamp', async () => {
  const graph = createTestGraph();
  const singleValueExtendedProperties = [{ id: stamp, value: 'ours' }];
  const { json } = await graph.call('POST', folders, { body: { displayName: 'GAL', singleValueExtendedProperties } });
  await create(graph, 'Other');
  const filter = encodeURIComponent(`singleValueExtendedProperties/any(ep:ep/id eq '${stamp}' and ep/value eq 'ours')`);
  const expand = `$expand=singleValueExtendedProperties($filter=id eq '${stamp}')`.replaceAll(' ', '%20');
  const found = await graph.call('GET', `${folders}?$filter=${filter}&${expand}`);
  expect(itemsOf(found)).toMatchObject([{ id: json.id, singleValueExtendedProperties: [{ value: 'ours' }] }]);
  await graph.call('PATCH', `${folders}/${json.id}`, {
    body: { singleValueExtendedProperties: [{ id: stamp, value: 'new' }] },
  });
  expect(itemsOf(await graph.call('GET', `${folders}?$filter=${filter}`))).toEqual([]);
});

test('folder delta: all, then what changed', async () => {
  const graph = createTestGraph();
  const a = await create(graph, 'A');
  const b = await create(graph, 'B', `${folders}/${a}/childFolders`);
  const first = await graph.call('GET', `${folders}/delta?$top=1`);
  const second = await graph.call('GET', String(first.json['@odata.nextLink']));
  const third = await graph.call('GET', String(second.json['@odata.deltaLink']));
  expect([names(first), names(second), names(third)]).toEqual([['A'], ['B'], []]);
  await graph.call('PATCH', `${folders}/${a}`, { body: { displayName: 'A2' } });
  await graph.call('DELETE', `${folders}/${b}`);
  const changes = await graph.call('GET', String(third.json['@odata.deltaLink']));
  expect(itemsOf(changes)).toMatchObject([{ displayName: 'A2' }, { id: b, '@removed': { reason: 'deleted' } }]);
  expect(names(await graph.call('GET', `${folders}/${a}/childFolders/delta()`))).toEqual([]);
});
