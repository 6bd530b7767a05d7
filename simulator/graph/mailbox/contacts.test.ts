import { expect, test } from 'vitest';
import { ada, baseUrl, ben, codeOf, createTestGraph, itemsOf, messageOf, type TestGraph } from '../test-graph.ts';

const contacts = `/users/${ada}/contacts`;
const folders = `/users/${ada}/contactFolders`;
const immutable = { prefer: 'IdType="ImmutableId"' };

/** Every property that can be written, none of them empty. */
const everything = {
  assistantName: 'Ásta',
  birthday: '1974-07-22T00:00:00Z',
  businessAddress: { city: 'München', countryOrRegion: 'Deutschland', postalCode: '80331', state: 'BY', street: 'A 1' },
  businessHomePage: 'https://contoso.example',
  businessPhones: ['+49 89 1', '+49 89 2'],
  categories: ['Blau'],
  children: ['Kim'],
  companyName: 'Contoso',
  department: 'Vertrieb',
  displayName: "O'Brien, Zoë",
  emailAddresses: [
    { name: 'Zoë', address: 'zoe@contoso.example' },
    { name: 'Z', address: 'z@contoso.example' },
    { name: '3', address: '3@contoso.example' },
  ],
  fileAs: 'OBrien',
  generation: 'Jr.',
  givenName: 'Zoë',
  homeAddress: { city: 'Dachau', countryOrRegion: 'DE', postalCode: '1', state: 'BY', street: 'B 2' },
  homePhones: ['1', '2'],
  imAddresses: ['sip:zoe@contoso.example'],
  initials: 'Z.',
  jobTitle: 'Leitung',
  manager: 'Ben',
  middleName: 'M',
  mobilePhone: '+49 170 1',
  nickName: 'Zo',
  officeLocation: 'B12',
  otherAddress: { city: 'Ulm', countryOrRegion: 'DE', postalCode: '2', state: 'BW', street: 'C 3' },
  personalNotes: 'Zeile 1\nZeile 2 "x" \u2028',
  profession: 'Ingenieurin',
  spouseName: 'Sam',
  surname: "O'Brien",
  title: 'Dr.',
  yomiCompanyName: 'コントソ',
  yomiGivenName: 'ゾーイ',
  yomiSurname: 'オブライエン',
};

async function create(graph: TestGraph, body: unknown, at = contacts): Promise<string> {
  const answer = await graph.call('POST', at, { body });
  if (answer.status !== 201) throw new Error(JSON.stringify(answer.json));
  return String(answer.json.id);
}

test('names of properties are taken in any case in a query', async () => {
  const graph = createTestGraph();
  await create(graph, { givenName: 'Zoë', emailAddresses: [{ address: 'zoe@contoso.example' }] });
  await create(graph, { givenName: 'Ben' });
  const filter = "GivenName eq 'Zoë' and EmailAddresses/any(A:A/Address eq 'zoe@contoso.example')";
  const answer = await graph.call('GET', `${contacts}?$select=GivenName&$orderby=SURNAME&$filter=${filter}`);
  expect(itemsOf(answer)).toEqual([expect.objectContaining({ givenName: 'Zoë' })]);
});

test.each(["createdDateTime lt '2027'", 'givenName eq 5', 'emailAddresses/any(e:e/address eq true)'])(
  '%s compares what cannot be compared',
  async (filter) => {
    const answer = await createTestGraph().call('GET', `${contacts}?$filter=${filter}`);
    expect([answer.status, codeOf(answer)]).toEqual([400, 'RequestBroker--ParseUri']);
    expect(messageOf(answer)).toContain('incompatible types');
  },
);

test('a create answers 201 with the whole contact, and a read gives the same', async () => {
  const graph = createTestGraph();
  const created = await graph.call('POST', contacts, { body: everything });
  expect(created.status).toBe(201);
  expect(created.json).toMatchObject({
    ...everything,
    createdDateTime: '2026-02-03T04:05:06Z',
    lastModifiedDateTime: '2026-02-03T04:05:06Z',
    primaryEmailAddress: everything.emailAddresses[0],
    tertiaryEmailAddress: everything.emailAddresses[2],
  });
  expect(created.json['@odata.context']).toBe(`${baseUrl}/v1.0/$metadata#users('${ada}')/contacts/$entity`);
  expect(created.json['@odata.etag']).toBe(`W/"${created.json.changeKey}"`);
  expect(created.headers).toMatchObject({
    ETag: created.json['@odata.etag'],
    Location: `${baseUrl}/v1.0/users('${ada}')/contacts('${created.json.id}')`,
  });
  expect((await graph.call('GET', String(created.headers.Location))).json).toEqual(created.json);
});

test('what was never set is null or empty, never absent', async () => {
  const graph = createTestGraph();
  const { json } = await graph.call('POST', contacts, { body: {} });
  expect(json).toMatchObject({
    categories: [],
    emailAddresses: [],
    businessAddress: {},
    personalNotes: '',
    surname: null,
    birthday: null,
    displayName: null,
    primaryEmailAddress: null,
  });
  expect(Object.keys(json).sort()).toEqual(
    [
      ...Object.keys(everything),
      ...['primaryEmailAddress', 'secondaryEmailAddress', 'tertiaryEmailAddress', 'parentFolderId', 'changeKey', 'id'],
      ...['createdDateTime', 'lastModifiedDateTime', '@odata.context', '@odata.etag'],
    ].sort(),
  );
});

test.each([
  [{ givenName: 'Zoë', surname: 'Bär' }, 'Zoë Bär', 'Bär, Zoë'],
  [{ givenName: 'Zoë', middleName: 'M', surname: 'Bär' }, 'Zoë Bär', 'Bär, Zoë M'],
  [{ surname: 'Bär' }, 'Bär', 'Bär'],
  [{ displayName: 'Shown' }, 'Shown', 'Shown'],
  [{ companyName: 'Contoso' }, null, 'Contoso'],
  [{ givenName: 'Z', displayName: 'Shown', fileAs: 'Filed' }, 'Shown', 'Filed'],
])('%j is shown as %j and filed as %j', async (body, displayName, fileAs) => {
  const { json } = await createTestGraph().call('POST', contacts, { body });
  expect([json.displayName, json.fileAs]).toEqual([displayName, fileAs]);
});

test.each([
  [
    { nonsense: 1 },
    'RequestBodyRead',
    /^The property 'nonsense' does not exist on type 'microsoft\.graph\.contact'\. Make sure/,
  ],
  [{ GivenName: 'x' }, 'RequestBodyRead', /'GivenName' does not exist/],
  [{ givenName: 5 }, 'RequestBodyRead', /^Cannot convert the value '5' to the expected type 'Edm\.String'/],
  [{ birthday: 'soon' }, 'RequestBodyRead', /Edm\.DateTimeOffset/],
  [{ birthday: '1974-07-22' }, 'RequestBodyRead', /Edm\.DateTimeOffset/],
  [{ categories: 'x' }, 'RequestBodyRead', /Cannot convert/],
  [{ categories: [null] }, 'RequestBodyRead', /Cannot convert/],
  [{ homeAddress: 'x' }, 'RequestBodyRead', /Cannot convert/],
  [
    { homeAddress: { planet: 'x' } },
    'RequestBodyRead',
    /'planet' does not exist on type 'microsoft\.graph\.physicalAddress'/,
  ],
  [{ emailAddresses: [{ address: 'a', type: 'work' }] }, 'RequestBodyRead', /'type' does not exist/],
  [{ emailAddresses: ['a'] }, 'RequestBodyRead', /Cannot convert/],
  [{ emailAddresses: [1, 2, 3, 4].map((n) => ({ address: `${n}` })) }, 'ErrorInvalidRequest', /emailAddresses/],
  [{ businessPhones: ['1', '2', '3'] }, 'ErrorInvalidRequest', /businessPhones/],
  [{ homePhones: ['1', '2', '3'] }, 'ErrorInvalidRequest', /homePhones/],
  [{ singleValueExtendedProperties: [{ id: 'x', value: 'y' }] }, 'ErrorPropertyValidation', /'x'/],
  [[], 'RequestBodyRead', /object/],
])('%j is refused: %s', async (body, code, message) => {
  const graph = createTestGraph();
  const id = await create(graph, {});
  for (const [method, url] of [
    ['POST', contacts],
    ['PATCH', `${contacts}/${id}`],
  ] as const) {
    const answer = await graph.call(method, url, { body });
    expect([answer.status, codeOf(answer)]).toEqual([400, code]);
    expect(messageOf(answer)).toMatch(message);
  }
  expect((await graph.call('GET', `${contacts}/$count`)).text).toBe('1');
});

test('bodies that are no JSON are refused', async () => {
  const graph = createTestGraph();
  const broken = { bytes: Buffer.from('{'), headers: { 'content-type': 'application/json' } };
  expect((await graph.call('POST', contacts, broken)).status).toBe(400);
  expect((await graph.call('POST', contacts)).status).toBe(400);
  const text = { bytes: Buffer.from('{}'), headers: { 'content-type': 'text/plain' } };
  expect((await graph.call('POST', contacts, text)).status).toBe(415);
});

test('read-only properties and annotations of a body are ignored', async () => {
  const graph = createTestGraph();
  const body = {
    id: 'x',
    changeKey: 'x',
    parentFolderId: 'x',
    createdDateTime: 'x',
    '@odata.type': '#x',
    givenName: 'A',
  };
  const { json } = await graph.call('POST', contacts, { body });
  expect(json).toMatchObject({ givenName: 'A', createdDateTime: '2026-02-03T04:05:06Z' });
  expect(json.id).not.toBe('x');
});

test('an update merges properties, clears by null, and replaces collections and addresses whole', async () => {
  const graph = createTestGraph();
  const url = `${contacts}/${await create(graph, everything)}`;
  const before = (await graph.call('GET', url)).json;
  graph.advance(5000);
  const body = { surname: null, categories: [], businessPhones: ['9'], homeAddress: { city: 'Wien' } };
  const after = await graph.call('PATCH', url, { body });
  expect(after.status).toBe(200);
  expect(after.json).toMatchObject({
    ...everything,
    surname: null,
    categories: [],
    businessPhones: ['9'],
    homeAddress: { city: 'Wien' },
    createdDateTime: before.createdDateTime,
    lastModifiedDateTime: '2026-02-03T04:05:11Z',
  });
  expect(Object.keys(Object(after.json.homeAddress))).toEqual(['city']);
  expect(after.json.changeKey).not.toBe(before.changeKey);
  expect(after.json.id).toBe(before.id);
});

test('single addresses are views of emailAddresses', async () => {
  const graph = createTestGraph();
  const url = `${contacts}/${await create(graph, { emailAddresses: [{ address: 'a' }, { address: 'b', name: 'B' }] })}`;
  const body = { primaryEmailAddress: { address: 'c', name: 'C' } };
  expect((await graph.call('PATCH', url, { body })).json.emailAddresses).toEqual([
    { address: 'c', name: 'C' },
    { address: 'b', name: 'B' },
  ]);
  const cleared = await graph.call('PATCH', url, { body: { primaryEmailAddress: null } });
  expect(cleared.json.emailAddresses).toEqual([{ address: 'b', name: 'B' }]);
});

test('an address without a name is shown under itself', async () => {
  const { json } = await createTestGraph().call('POST', contacts, { body: { emailAddresses: [{ address: 'a@b.c' }] } });
  expect(json.emailAddresses).toEqual([{ name: 'a@b.c', address: 'a@b.c' }]);
});

test('a delete answers 204, and once only', async () => {
  const graph = createTestGraph();
  const url = `${contacts}/${await create(graph, {})}`;
  expect(await graph.call('DELETE', url)).toMatchObject({ status: 204, text: '' });
  for (const method of ['DELETE', 'GET', 'PATCH'] as const) {
    const answer = await graph.call(method, url, method === 'PATCH' ? { body: {} } : {});
    expect([answer.status, codeOf(answer), messageOf(answer)]).toEqual([
      404,
      'ErrorItemNotFound',
      'The specified object was not found in the store.',
    ]);
  }
});

test('If-Match keeps another state of the contact from being changed', async () => {
  const graph = createTestGraph();
  const url = `${contacts}/${await create(graph, {})}`;
  const etag = String((await graph.call('GET', url)).json['@odata.etag']);
  const change = (ifMatch: string) =>
    graph.call('PATCH', url, { body: { givenName: 'A' }, headers: { 'if-match': ifMatch } });
  expect((await change(etag)).status).toBe(200);
  const late = await change(etag);
  expect([late.status, codeOf(late)]).toEqual([412, 'ErrorIrresolvableConflict']);
  expect((await graph.call('DELETE', url, { headers: { 'if-match': etag } })).status).toBe(412);
  expect((await change('*')).status).toBe(200);
});

test('ids: both kinds are understood always, and belong to one mailbox', async () => {
  const graph = createTestGraph();
  const short = await graph.call('POST', contacts, { body: {}, headers: immutable });
  expect(short.headers['Preference-Applied']).toBe('IdType="ImmutableId"');
  const lasting = String(short.json.id);
  const passing = String((await graph.call('GET', `${contacts}/${lasting}`)).json.id);
  expect(lasting).toMatch(/^AAkA[\w-]+=$/);
  expect(passing).toMatch(/^AAMkA[\w-]+=$/);
  expect((await graph.call('GET', `${contacts}/${passing}`, { headers: immutable })).json.id).toBe(lasting);
  expect((await graph.call('GET', `${contacts}/${encodeURIComponent(passing)}`)).status).toBe(200);
  for (const wrong of [lasting.toLowerCase(), passing.toUpperCase(), 'x', lasting.slice(1)]) {
    expect(codeOf(await graph.call('GET', `${contacts}/${wrong}`))).toBe('ErrorItemNotFound');
  }
  expect((await graph.call('GET', `/users/${ben}/contacts/${lasting}`)).status).toBe(404);
});

test('/contacts is the default folder, and finds a contact in any folder by its id', async () => {
  const graph = createTestGraph();
  const other = await graph.call('POST', folders, { body: { displayName: 'GAL' } });
  const id = await create(graph, {}, `${folders}/${other.json.id}/contacts`);
  expect(itemsOf(await graph.call('GET', contacts))).toEqual([]);
  expect((await graph.call('GET', `${contacts}/${id}`)).json.parentFolderId).toBe(other.json.id);
  expect((await graph.call('GET', `${folders}/contacts/contacts/${id}`)).status).toBe(404);
  expect((await graph.call('GET', `${folders}/${other.json.id}/contacts/${id}`)).status).toBe(200);
});

test('lists: ten at a time, $top, $skip, next links, $count, $select, $orderby', async () => {
  const graph = createTestGraph();
  for (let i = 0; i < 25; i += 1) await create(graph, { givenName: `G${String(i).padStart(2, '0')}` });
  const names: unknown[] = [];
  let url: unknown = `${contacts}?$select=givenName&$count=true`;
  let pages = 0;
  while (typeof url === 'string') {
    const page = await graph.call('GET', url);
    expect(page.json['@odata.count']).toBe(25);
    names.push(...itemsOf(page).map((item) => item.givenName));
    url = page.json['@odata.nextLink'];
    pages += 1;
  }
  expect([pages, new Set(names).size]).toEqual([3, 25]);
  const page = await graph.call('GET', `${contacts}?$top=2&$skip=1&$orderby=givenName%20desc&$select=givenName,id`);
  expect(itemsOf(page).map((item) => item.givenName)).toEqual(['G23', 'G22']);
  expect(Object.keys(itemsOf(page)[0] ?? {})).toEqual(['@odata.etag', 'id', 'givenName']);
  const preferred = await graph.call('GET', contacts, { headers: { prefer: 'odata.maxpagesize=3' } });
  expect([itemsOf(preferred).length, preferred.headers['Preference-Applied']]).toEqual([3, 'odata.maxpagesize=3']);
  expect((await graph.call('GET', `${contacts}?$top=1000`)).status).toBe(200);
});

test.each([
  ["displayName eq 'ann bär'", ['Ann']],
  ["startswith(displayName,'b')", ['Bob']],
  ["givenName ne 'Ann'", ['Bob', 'Cid']],
  ["emailAddresses/any(a:a/address eq 'BOB@x.example')", ['Bob']],
  ["businessAddress/city eq 'Ulm' or companyName eq null", ['Ann', 'Bob', 'Cid']],
  ["businessAddress/city eq 'Ulm'", ['Cid']],
  ['lastModifiedDateTime ge 2026-02-03T04:05:06Z', ['Ann', 'Bob', 'Cid']],
  ["not (givenName in ('Ann','Bob'))", ['Cid']],
  ["primaryEmailAddress/address eq 'bob@x.example'", ['Bob']],
  ["categories/any(c:c eq 'Blau')", ['Ann']],
])('$filter=%s', async (filter, expected) => {
  const graph = createTestGraph();
  await create(graph, { givenName: 'Ann', surname: 'Bär', categories: ['Blau'] });
  await create(graph, { givenName: 'Bob', emailAddresses: [{ address: 'bob@x.example' }] });
  await create(graph, { givenName: 'Cid', businessAddress: { city: 'Ulm' } });
  const query = `$filter=${encodeURIComponent(filter)}`;
  expect(itemsOf(await graph.call('GET', `${contacts}?${query}`)).map((item) => item.givenName)).toEqual(expected);
  expect((await graph.call('GET', `${contacts}/$count?${query}`)).text).toBe(String(expected.length));
});

test.each([
  ['$filter=nonsense eq 1', 400],
  ["$filter=emailAddresses/any(a:a/type eq 'x')", 400],
  ['$filter=displayName eq', 400],
  ['$select=nonsense', 400],
  ['$orderby=nonsense', 400],
  ['$expand=nonsense', 400],
  ['$expand=extensions', 501],
  ['$expand=singleValueExtendedProperties', 400],
  ['$top=1001', 400],
  ['$top=x', 400],
  ['$deltatoken=x', 400],
  ['$nonsense=1', 400],
  ['nonsense=1', 200],
  ['$search="x"&$filter=displayName eq \'x\'', 400],
])('?%s is answered %i', async (query, status) => {
  const graph = createTestGraph();
  await create(graph, { givenName: 'A' });
  expect((await graph.call('GET', `${contacts}?${query.replaceAll(' ', '%20')}`)).status).toBe(status);
});

test('$search finds beginnings of words', async () => {
  const graph = createTestGraph();
  await create(graph, { givenName: 'Ann-Marie', surname: 'Bär' });
  await create(graph, { givenName: 'Bob', emailAddresses: [{ address: 'ann@x.example' }] });
  const names = async (search: string) =>
    itemsOf(await graph.call('GET', `${contacts}?$search=${encodeURIComponent(search)}`)).map((item) => item.givenName);
  expect(await names('"ann"')).toEqual(['Ann-Marie', 'Bob']);
  expect(await names('"ann bä"')).toEqual(['Ann-Marie']);
  expect(await names('"nn"')).toEqual([]);
});

test('writes take $select and $expand, and no other option', async () => {
  const graph = createTestGraph();
  const chosen = await graph.call('POST', `${contacts}?$select=givenName`, { body: { givenName: 'A' } });
  expect(Object.keys(chosen.json)).toEqual(['@odata.context', '@odata.etag', 'id', 'givenName']);
  expect((await graph.call('POST', `${contacts}?$top=1`, { body: {} })).status).toBe(400);
  expect((await graph.call('DELETE', `${contacts}/${chosen.json.id}?$top=1`)).status).toBe(400);
  expect((await graph.call('GET', `${contacts}/$count`)).text).toBe('1');
});
