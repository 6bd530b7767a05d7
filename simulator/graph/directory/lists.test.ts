import { beforeEach, describe, expect, test } from 'vitest';
import { directoryRoutes } from './routes.ts';
import { type Answer, baseUrl, createTestDirectory, linkOf, type TestDirectory, valuesOf } from './test-directory.ts';

const eventual = { consistencylevel: 'eventual' };
let directory: TestDirectory;

beforeEach(() => {
  directory = createTestDirectory(directoryRoutes);
  directory.addUser('u1', {
    displayName: 'Anna Groß',
    givenName: 'Anna',
    surname: 'Groß',
    userPrincipalName: 'anna@contoso.com',
    mail: 'anna.gross@contoso.com',
    department: 'Sales',
    accountEnabled: true,
    businessPhones: ['+49 30 12345'],
    assignedLicenses: [{ skuId: '05e9a617-0261-4cee-bb44-138d3ef5d965', disabledPlans: [] }],
    proxyAddresses: ['SMTP:anna.gross@contoso.com'],
  });
  directory.addUser(
    'u2',
    { displayName: 'Bert', userPrincipalName: 'bert@contoso.com', department: 'HR' },
    { managerId: 'u1' },
  );
  directory.addUser('u3', { displayName: 'Cleo', userPrincipalName: "o'cleo@contoso.com" }, { managerId: 'u2' });
  directory.addGroup('g1', ['u1', 'g2', 'c1'], { displayName: 'All', mailEnabled: false });
  directory.addGroup('g2', ['u2', 'g3'], { displayName: 'Half' });
  directory.addGroup('g3', ['u3', 'g1'], { displayName: 'Circle' });
  directory.addOrgContact('c1', { displayName: 'Partner', mail: 'p@fabrikam.com' });
});

const get = (address: string, headers = {}): Promise<Answer> => directory.ask('GET', address, { headers });
const idsOf = (answer: Answer) => valuesOf(answer).map((item) => item.id);

describe('users', () => {
  test('a list shows the default properties, null where not set', async () => {
    const answer = await get('/users');
    expect(answer.body['@odata.context']).toBe(`${baseUrl}/$metadata#users`);
    expect(valuesOf(answer)[1]).toEqual({
      businessPhones: [],
      displayName: 'Bert',
      givenName: null,
      jobTitle: null,
      mail: null,
      mobilePhone: null,
      officeLocation: null,
      preferredLanguage: null,
      surname: null,
      userPrincipalName: 'bert@contoso.com',
      id: 'u2',
    });
  });

  test('$select shows just that', async () => {
    const answer = await get('/users?$select=id,accountEnabled,showInAddressList,onPremisesExtensionAttributes&$top=1');
    expect(answer.body['@odata.context']).toBe(
      `${baseUrl}/$metadata#users(id,accountEnabled,showInAddressList,onPremisesExtensionAttributes)`,
    );
    expect(valuesOf(answer)[0]).toMatchObject({ id: 'u1', accountEnabled: true, showInAddressList: null });
    expect(valuesOf(answer)[0]?.onPremisesExtensionAttributes).toHaveProperty('extensionAttribute15', null);
  });

  test('a list without $top has pages of the set size, at most 100', async () => {
    directory.world.settings.directoryDeltaPageSize = 2;
    expect(idsOf(await get('/users?$select=id'))).toEqual(['u1', 'u2']);
    directory.world.settings.directoryDeltaPageSize = 200;
    for (let n = 0; n < 100; n += 1) directory.addUser(`more${n}`);
    expect(valuesOf(await get('/users?$select=id'))).toHaveLength(100);
  });

  test('pages follow each other, even when the last one shown has gone', async () => {
    const first = await get('/users?$top=1&$select=id');
    const next = linkOf(first, 'nextLink') ?? '';
    expect(next).toContain('$top=1&$select=id&$skiptoken=');
    const second = await get(next);
    expect(idsOf(second)).toEqual(['u2']);
    directory.removeUser('u1', 'deleted');
    expect(idsOf(await get(next))).toEqual(['u2']);
    const third = await get(linkOf(second, 'nextLink') ?? '');
    expect(idsOf(third)).toEqual(['u3']);
    expect(linkOf(third, 'nextLink')).toBeNull();
  });

  test.each([
    ["$filter=department eq 'sales'", ['u1'], {}],
    ["$filter=startswith(displayName,'b') or accountEnabled eq true", ['u1', 'u2'], {}],
    ["$filter=proxyAddresses/any(p:p eq 'smtp:anna.gross@contoso.com')", ['u1'], {}],
    ["$filter=department ne 'HR'&$count=true", ['u1', 'u3'], eventual],
    ["$filter=endswith(mail,'@contoso.com')&$count=true", ['u1'], eventual],
    ['$filter=assignedLicenses/$count ne 0&$count=true', ['u1'], eventual],
    [
      "$filter=startswith(userPrincipalName,'a') or department eq 'HR'&$orderby=displayName desc&$count=true",
      ['u2', 'u1'],
      eventual,
    ],
    ['$orderby=displayName desc', ['u3', 'u2', 'u1'], {}],
    ['$search="displayName:groß"', ['u1'], eventual],
    ['$search="mail:anna" OR "displayName:cleo"', ['u1', 'u3'], eventual],
    ['$search=("mail:anna" OR "displayName:cleo") AND "department:sales"', ['u1'], eventual],
    ['$search="displayName:gro ann"', ['u1'], eventual],
    [
      "$filter=Department eq 'HR' or AssignedLicenses/any(L:L/SKUID eq 05e9a617-0261-4cee-bb44-138d3ef5d965)",
      ['u1', 'u2'],
      {},
    ],
    ['$orderby=DISPLAYNAME desc&$expand=Manager', ['u3', 'u2', 'u1'], {}],
  ])('%s finds %j', async (query, ids, headers) => {
    expect(idsOf(await get(`/users?$select=id&${query}`, headers))).toEqual(ids);
  });

  test.each([
    ["$filter=department ne 'HR'", 'Request_UnsupportedQuery', {}],
    ["$filter=department ne 'HR'", 'Request_UnsupportedQuery', eventual],
    ["$filter=not(department eq 'HR')", 'Request_UnsupportedQuery', {}],
    ["$filter=endswith(mail,'x')", 'Request_UnsupportedQuery', {}],
    ["$filter=contains(displayName,'x')&$count=true", 'Request_UnsupportedQuery', eventual],
    ["$filter=department eq 'HR'&$orderby=displayName", 'Request_UnsupportedQuery', {}],
    ['$search="displayName:a"', 'Request_UnsupportedQuery', {}],
    ['$search=displayName:a', 'Request_UnsupportedQuery', eventual],
    ['$search="a"', 'Request_UnsupportedQuery', eventual],
    ['$search="nonsense:a"', 'Request_UnsupportedQuery', eventual],
    ['$select=nonsense', 'BadRequest', {}],
    ['$filter=nonsense eq 1', 'BadRequest', {}],
    ["$filter=accountEnabled eq 'true'", 'BadRequest', {}],
    ["$filter=createdDateTime ge '2026-01-01'", 'BadRequest', {}],
    ['$orderby=nonsense', 'BadRequest', {}],
    ['$expand=nonsense', 'BadRequest', {}],
    ['$skip=1', 'BadRequest', {}],
    ['$top=1000', 'Request_UnsupportedQuery', {}],
    ['$skiptoken=x', 'BadRequest', {}],
  ])('%s is refused with %s', async (query, code, headers) => {
    expect(await get(`/users?${query}`, headers)).toMatchObject({ status: 400, body: { code } });
  });

  test('names of properties are taken in any case and shown as they are written', async () => {
    const answer = await get('/users?$select=ID,DisplayName&$top=1');
    expect(answer.body['@odata.context']).toBe(`${baseUrl}/$metadata#users(id,displayName)`);
    expect(valuesOf(answer)).toEqual([{ id: 'u1', displayName: 'Anna Groß' }]);
  });

  test('$count=true is ignored without the header, and only a first page bears the count', async () => {
    const plain = await get('/users?$count=true&$top=1');
    expect([plain.status, '@odata.count' in plain.body]).toEqual([200, false]);
    const first = await get('/users?$count=true&$top=1', eventual);
    expect(first.body['@odata.count']).toBe(3);
    const second = await get(linkOf(first, 'nextLink') ?? '', eventual);
    expect([second.status, '@odata.count' in second.body]).toEqual([200, false]);
  });

  test('an unknown property is named', async () => {
    const { body } = await get('/users?$select=nonsense');
    expect(body.message).toContain("Could not find a property named 'nonsense' on type 'microsoft.graph.user'.");
  });

  test('$count and /$count', async () => {
    expect((await get('/users?$count=true&$top=1', eventual)).body['@odata.count']).toBe(3);
    expect(await get('/users/$count', eventual)).toMatchObject({ status: 200, raw: '3' });
    expect(await get("/users/$count?$filter=department eq 'HR'", eventual)).toMatchObject({ raw: '1' });
    expect(await get('/users/$count')).toMatchObject({ status: 400, body: { code: 'Request_BadRequest' } });
  });

  test('one user by id or name', async () => {
    for (const address of ['/users/u1', '/users/ANNA@contoso.com', "/users('u1')", '/Users/anna%40contoso.com']) {
      expect((await get(address)).body).toMatchObject({
        '@odata.context': `${baseUrl}/$metadata#users/$entity`,
        id: 'u1',
        displayName: 'Anna Groß',
      });
    }
    expect((await get("/users/o'cleo@contoso.com")).body.id).toBe('u3');
    directory.changeUser('u1', { userPrincipalName: 'new@contoso.com' });
    expect((await get('/users/new@contoso.com')).body.id).toBe('u1');
    expect(await get('/users/anna@contoso.com')).toMatchObject({
      status: 404,
      body: {
        code: 'Request_ResourceNotFound',
        message:
          "Resource 'anna@contoso.com' does not exist or one of its queried reference-property objects are not present.",
      },
    });
  });

  test('manager, reports and $expand=manager', async () => {
    expect((await get('/users/u2/manager?$select=id,displayName')).body).toMatchObject({
      '@odata.type': '#microsoft.graph.user',
      id: 'u1',
    });
    expect((await get('/users/u1/manager')).status).toBe(404);
    expect(idsOf(await get('/users/u1/directReports'))).toEqual(['u2']);
    const [anna, bert] = valuesOf(await get('/users?$select=id&$expand=manager($select=id,mail)'));
    expect(anna).toEqual({ id: 'u1' });
    expect(bert?.manager).toEqual({ '@odata.type': '#microsoft.graph.user', id: 'u1', mail: 'anna.gross@contoso.com' });
  });

  test('licences', async () => {
    expect(valuesOf(await get('/users/u1/licenseDetails'))).toMatchObject([{ skuPartNumber: 'SPE_E3' }]);
    expect(valuesOf(await get('/subscribedSkus'))).toMatchObject([{ skuPartNumber: 'SPE_E3', consumedUnits: 1 }]);
  });

  test('apps do not change the directory here', async () => {
    expect((await directory.ask('PATCH', '/users/u1', { json: {} })).status).toBe(501);
  });
});

describe('groups', () => {
  test('direct members of all kinds name their type', async () => {
    const answer = await get('/groups/g1/members?$select=id,mail');
    expect(valuesOf(answer)).toEqual([
      { '@odata.type': '#microsoft.graph.user', id: 'u1', mail: 'anna.gross@contoso.com' },
      { '@odata.type': '#microsoft.graph.group', id: 'g2', mail: null },
      { '@odata.type': '#microsoft.graph.orgContact', id: 'c1', mail: 'p@fabrikam.com' },
    ]);
  });

  test('transitive members come once, and a circle ends', async () => {
    expect(idsOf(await get('/groups/g1/transitiveMembers'))).toEqual(['u1', 'g2', 'c1', 'u2', 'g3', 'u3']);
    expect(idsOf(await get('/groups/g1/transitiveMembers/microsoft.graph.user?$select=id'))).toEqual([
      'u1',
      'u2',
      'u3',
    ]);
    expect(await get('/groups/g1/transitiveMembers/microsoft.graph.user/$count', eventual)).toMatchObject({ raw: '3' });
    const first = await get('/groups/g1/transitiveMembers/graph.user?$top=2');
    expect(idsOf(await get(linkOf(first, 'nextLink') ?? ''))).toEqual(['u3']);
  });

  test('members are filtered by the advanced engine only', async () => {
    const filter = "/groups/g1/transitiveMembers?$select=id&$filter=startswith(displayName,'b')&$count=true";
    expect(idsOf(await get(filter, eventual))).toEqual(['u2']);
    expect((await get('/groups/g1/members?$orderby=displayName')).body.code).toBe('Request_UnsupportedQuery');
    expect((await get("/groups/g1/members?$filter=mail eq 'x'", eventual)).status).toBe(400);
  });

  test('a change of members shows at once', async () => {
    const ids = async () => idsOf(await get('/groups/g2/members'));
    expect(await ids()).toEqual(['u2', 'g3']);
    directory.changeMember('g2', 'u1', false);
    expect(await ids()).toEqual(['u2', 'g3', 'u1']);
  });

  test('memberOf and transitiveMemberOf', async () => {
    expect(idsOf(await get('/users/u3/memberOf'))).toEqual(['g3']);
    expect(idsOf(await get('/users/u3/transitiveMemberOf/microsoft.graph.group')).sort()).toEqual(['g1', 'g2', 'g3']);
    expect(idsOf(await get('/contacts/c1/memberOf'))).toEqual(['g1']);
  });

  test('a cast to a type that the relation cannot have is unknown', async () => {
    expect((await get('/groups/g1/members/microsoft.graph.device')).status).toBe(501);
  });

  test('found by name; unknown ones are not', async () => {
    expect(idsOf(await get("/groups?$filter=displayName eq 'all'"))).toEqual(['g1']);
    expect((await get('/groups/nope/members')).body.code).toBe('Request_ResourceNotFound');
  });
});

describe('the rest of the directory', () => {
  test('objects by id', async () => {
    expect((await get('/directoryObjects/c1')).body['@odata.type']).toBe('#microsoft.graph.orgContact');
    const found = await directory.ask('POST', '/directoryObjects/getByIds', {
      json: { ids: ['u1', 'gone', 'g1'], types: ['user'] },
    });
    expect(idsOf(found)).toEqual(['u1']);
    expect((await directory.ask('POST', '/directoryObjects/getByIds', { json: {} })).status).toBe(400);
  });

  test('organizational contacts', async () => {
    expect(idsOf(await get('/contacts'))).toEqual(['c1']);
    expect((await get('/contacts/c1?$select=mail')).body.mail).toBe('p@fabrikam.com');
    expect((await get('/contacts/u1')).status).toBe(404);
  });

  test('organization and domains', async () => {
    expect(valuesOf(await get('/organization?$select=id,displayName,verifiedDomains'))[0]).toMatchObject({
      id: directory.tenant.id,
      displayName: 'Contoso',
    });
    expect(idsOf(await get('/domains'))).toEqual(['contoso.com', 'contoso.onmicrosoft.com']);
    expect((await get('/domains?$select=nonsense')).status).toBe(400);
  });

  test('an app sees what was granted to it', async () => {
    const roles = ['Contacts.ReadWrite', 'User.Read.All'];
    const appId = '33333333-0000-4000-8000-000000000003';
    const ask = (address: string) => directory.ask('GET', address, { roles, appId });
    const own = valuesOf(await ask(`/servicePrincipals?$filter=appId eq '${appId}'`))[0];
    const grants = valuesOf(await ask(`/servicePrincipals/${String(own?.id)}/appRoleAssignments`));
    const graph = valuesOf(await ask("/servicePrincipals?$filter=appId eq '00000003-0000-0000-c000-000000000000'"))[0];
    const known: readonly { id: string; value: string }[] = JSON.parse(JSON.stringify(graph?.appRoles));
    expect(grants.map((grant) => known.find((role) => role.id === grant.appRoleId)?.value).sort()).toEqual(roles);
    expect((await ask(`/servicePrincipals(appId='${appId}')`)).body.id).toBe(own?.id);
    expect((await ask(`/servicePrincipals(appId='44444444-0000-4000-8000-000000000004')`)).status).toBe(404);
    expect(grants.every((grant) => grant.resourceId === graph?.id)).toBe(true);
  });

  test('rooms and room lists', async () => {
    const mailbox = { purpose: 'room', availability: 'available' } as const;
    directory.addUser('r1', { displayName: 'Spree', mail: 'spree@contoso.com', city: 'Berlin' }, { mailbox });
    directory.addGroup('l1', ['r1'], { displayName: 'Berlin', mail: 'berlin@contoso.com', mailEnabled: true });
    const [room] = valuesOf(await get('/places/microsoft.graph.room'));
    expect(room).toMatchObject({ emailAddress: 'spree@contoso.com', address: { city: 'Berlin' } });
    expect(valuesOf(await get('/places/microsoft.graph.roomlist'))).toMatchObject([
      { emailAddress: 'berlin@contoso.com' },
    ]);
    expect(valuesOf(await get('/places/berlin@contoso.com/microsoft.graph.roomlist/rooms'))).toEqual([room]);
    expect((await get('/places/spree@contoso.com')).body).toMatchObject({ displayName: 'Spree' });
    expect((await get('/places/r1/microsoft.graph.room')).body.displayName).toBe('Spree');
    expect((await get('/places/r1/microsoft.graph.roomlist')).status).toBe(404);
    expect((await get('/places/u1')).status).toBe(404);
  });

  test.each([
    ['available', 200, undefined],
    ['not-enabled', 404, 'MailboxNotEnabledForRESTAPI'],
    ['on-premises', 404, 'MailboxNotEnabledForRESTAPI'],
    ['non-existent', 404, 'ErrorNonExistentMailbox'],
    ['access-denied', 403, 'ErrorAccessDenied'],
  ] as const)('the settings of a mailbox that is %s', async (availability, status, code) => {
    directory.addUser('s1', {}, { mailbox: { purpose: 'shared', availability } });
    const answer = await get('/users/s1/mailboxSettings/userPurpose');
    expect(answer).toMatchObject({ status });
    if (code === undefined) expect(answer.body.value).toBe('shared');
    else expect(answer.body.code).toBe(code);
    expect((await get('/users/s1/mailboxSettings?$select=userPurpose')).status).toBe(status);
  });

  test('photos', async () => {
    expect(await get('/users/u2/photo')).toMatchObject({ status: 404, body: { code: 'ImageNotFound' } });
    const frame = [0xff, 0xd8, 0xff, 0xe0, 0, 4, 0, 0, 0xff, 0xc0, 0, 11, 8, 0, 120, 0, 120, 3];
    directory.addUser('p1', {}, { photo: Uint8Array.from(frame) });
    expect((await get('/users/p1/photo')).body).toMatchObject({ id: '120x120', height: 120 });
    expect((await get('/users/p1/photo/$value')).raw).toEqual(Uint8Array.from(frame));
    expect(idsOf(await get('/users/p1/photos'))).toEqual(['48x48', '64x64', '96x96', '120x120']);
    expect((await get('/users/p1/photos/48x48/$value')).headers['content-type']).toBe('image/jpeg');
    expect((await get('/users/p1/photos/240x240')).status).toBe(404);
  });
});
