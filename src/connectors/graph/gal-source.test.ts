import { describe, expect, test } from 'vitest';
import type { SourcePage } from '../../runs/ports.ts';
import { createFakeConnector, fakeGraphUrl, galDefinition } from './fake-connector.ts';
import { createFakeGraph, type FakeAnswer, type FakePart } from './fake-graph.ts';

const never = new AbortController().signal;
const delta = `${fakeGraphUrl}/v1.0/users/delta`;

/** Pages by link; the first is asked for with `$select`. */
function sourceOf(pages: Readonly<Record<string, unknown>>, part?: (part: FakePart) => FakeAnswer, roles?: string[]) {
  const graph = createFakeGraph({
    single: ({ url }) => ({ status: 200, body: pages[url.includes('$select') ? 'first' : url] }),
    ...(part === undefined ? {} : { part }),
  });
  return { graph, source: createFakeConnector(graph, roles).source(galDefinition) };
}

async function readAll(pages: AsyncIterable<SourcePage>): Promise<readonly SourcePage[]> {
  return await Array.fromAsync(pages);
}

const anna = {
  id: 'anna',
  displayName: ' Anna Müller ',
  givenName: 'Anna',
  surname: 'Müller',
  mail: 'anna@example.com',
  businessPhones: ['+49 89 1'],
  mobilePhone: null,
  faxNumber: '+49 89 2',
  city: 'München',
  country: 'Deutschland',
  employeeId: '7',
  usageLocation: 'DE',
  accountEnabled: true,
  userType: 'Member',
  assignedPlans: [{ service: 'exchange', capabilityStatus: 'Enabled' }],
  onPremisesExtensionAttributes: { extensionAttribute1: 'x', extensionAttribute2: null },
};

const last = { '@odata.deltaLink': `${delta}?$deltatoken=1` };

describe('records', () => {
  test('a person in full', async () => {
    const { graph, source } = sourceOf({ first: { value: [anna], ...last } });
    const [page] = await readAll(source.read(null, never));
    expect(page).toEqual({
      records: [
        {
          itemId: 'anna',
          kind: 'account',
          enabled: true,
          hiddenFromLists: false,
          licensed: true,
          fields: {
            displayName: 'Anna Müller',
            givenName: 'Anna',
            surname: 'Müller',
            emailAddresses: [{ address: 'anna@example.com', name: 'Anna Müller' }],
            businessPhones: ['+49 89 1'],
            businessFax: '+49 89 2',
            businessAddress: { city: 'München', country: 'Deutschland' },
          },
          extra: { employeeId: '7', country: 'Deutschland', usageLocation: 'DE', extensionAttribute1: 'x' },
        },
      ],
      removed: [],
      cursor: last['@odata.deltaLink'],
    });
    expect(graph.singles[0]?.headers).toMatchObject({ authorization: 'Bearer token-1' });
    expect(graph.singles[0]?.url).not.toContain('$top');
  });

  test.each([
    ['a guest', { userType: 'Guest' }, { kind: 'guest' }],
    ['a hidden entry', { showInAddressList: false }, { hiddenFromLists: true }],
    ['an entry of which that is not set', { showInAddressList: null }, { hiddenFromLists: false }],
    ['a disabled account', { accountEnabled: false }, { kind: 'account', enabled: false }],
    [
      'a suspended plan',
      { assignedPlans: [{ service: 'exchange', capabilityStatus: 'Suspended' }] },
      { licensed: false },
    ],
    ['another plan', { assignedPlans: [{ service: 'Teams', capabilityStatus: 'Enabled' }] }, { licensed: false }],
    ['a licence and no plans', { assignedPlans: [], assignedLicenses: [{ skuId: 'x' }] }, { licensed: true }],
  ])('%s', async (_name, properties, expected) => {
    const { source } = sourceOf({ first: { value: [{ ...anna, ...properties }], ...last } });
    const [page] = await readAll(source.read(null, never));
    expect(page?.records).toMatchObject([expected]);
  });
});

describe('shared mailboxes, rooms and equipment', () => {
  const resource = { id: 'r', displayName: 'Info', mail: 'info@example.com', accountEnabled: false };
  const failed = (status: number, code: string) => ({ status, body: { error: { code, message: '' } } });

  test.each<[string, FakeAnswer, string]>([
    ['shared', { status: 200, body: { userPurpose: 'shared' } }, 'shared-mailbox'],
    ['room', { status: 200, body: { userPurpose: 'room' } }, 'room'],
    ['equipment', { status: 200, body: { userPurpose: 'equipment' } }, 'equipment'],
    ['user', { status: 200, body: { userPurpose: 'user' } }, 'account'],
    ['no mailbox', failed(404, 'MailboxNotEnabledForRESTAPI'), 'account'],
    ['no such mailbox', failed(404, 'ErrorNonExistentMailbox'), 'account'],
    ['an unreadable answer', { status: 200, body: {} }, 'shared-mailbox'],
    ['an unknown path', failed(400, 'BadRequest'), 'shared-mailbox'],
  ])('Exchange says: %s', async (_name, answer, kind) => {
    const { graph, source } = sourceOf({ first: { value: [resource, anna], ...last } }, () => answer);
    const [page] = await readAll(source.read(null, never));
    expect(page?.records.map((record) => record.kind)).toEqual([kind, 'account']);
    expect(graph.batches.flat().map(({ url }) => url)).toEqual(['/users/r/mailboxSettings?$select=userPurpose']);
  });

  test('without the permission it is asked for once, and taken for a shared mailbox', async () => {
    const next = `${delta}?$skiptoken=2`;
    const { graph, source } = sourceOf(
      {
        first: { value: [resource], '@odata.nextLink': next },
        [next]: { value: [{ ...resource, id: 's' }], ...last },
      },
      () => failed(403, 'ErrorAccessDenied'),
      ['User.Read.All'],
    );
    const pages = await readAll(source.read(null, never));
    expect(pages.flatMap(({ records }) => records.map(({ kind }) => kind))).toEqual([
      'shared-mailbox',
      'shared-mailbox',
    ]);
    expect(graph.batches.flat()).toHaveLength(1);
  });

  test('a mailbox that does not answer breaks the read: a guess would change the list', async () => {
    const { source } = sourceOf({ first: { value: [resource], ...last } }, () => ({ status: 503 }));
    await expect(readAll(source.read(null, never))).rejects.toMatchObject({ code: 'unavailable' });
  });
});

describe('pages', () => {
  test('empty pages, repeats and removals: the last entry of an id wins', async () => {
    const second = `${delta}?$skiptoken=2`;
    const third = `${delta}?$skiptoken=3`;
    const { source } = sourceOf({
      first: { value: [], '@odata.nextLink': second },
      [second]: {
        value: [
          anna,
          { id: 'bo', '@removed': { reason: 'changed' } },
          { id: 'anna', '@removed': { reason: 'deleted' } },
        ],
        '@odata.nextLink': third,
      },
      [third]: {
        value: [
          { id: 'bo', '@removed': {} },
          { ...anna, id: 'bo' },
        ],
        ...last,
      },
    });
    const pages = await readAll(source.read(null, never));
    expect(pages.map(({ records, removed, cursor }) => [records.map(({ itemId }) => itemId), removed, cursor])).toEqual(
      [
        [[], [], null],
        [[], ['bo', 'anna'], null],
        [['bo'], [], last['@odata.deltaLink']],
      ],
    );
  });

  test.each([
    ['neither link', { value: [] }],
    ['both links', { value: [], ...last, '@odata.nextLink': `${delta}?$skiptoken=2` }],
    ['no list', { ...last }],
    ['an entry without id', { value: [{ displayName: 'x' }], ...last }],
    ['a name that is a number', { value: [{ ...anna, displayName: 7 }], ...last }],
    ['a link to elsewhere', { value: [], '@odata.nextLink': 'https://evil.test/v1.0/users/delta' }],
    ['a link without TLS', { value: [], '@odata.nextLink': 'http://graph.test/v1.0/users/delta' }],
    ['a link with a login', { value: [], '@odata.nextLink': 'https://a:b@graph.test/v1.0/users/delta' }],
    ['a link that is none', { value: [], '@odata.nextLink': '/users/delta' }],
    ['a delta link to elsewhere', { value: [], '@odata.deltaLink': 'https://evil.test/v1.0/users/delta' }],
  ])('%s: the answer is invalid, and nothing looks complete', async (_name, first) => {
    const { graph, source } = sourceOf({ first });
    await expect(readAll(source.read(null, never))).rejects.toMatchObject({ code: 'invalid-answer' });
    expect(graph.singles.every(({ url }) => url.startsWith(fakeGraphUrl))).toBe(true);
  });

  test('pages in a circle', async () => {
    const next = `${delta}?$skiptoken=2`;
    const page = { value: [], '@odata.nextLink': next };
    const { source } = sourceOf({ first: page, [next]: page });
    await expect(readAll(source.read(null, never))).rejects.toMatchObject({ code: 'invalid-answer' });
  });

  test('links and removals of null are none', async () => {
    const first = { value: [{ ...anna, '@removed': null }], '@odata.nextLink': null, ...last };
    const [page] = await readAll(sourceOf({ first }).source.read(null, never));
    expect(page).toMatchObject({ records: [{ itemId: 'anna' }], removed: [], cursor: last['@odata.deltaLink'] });
  });

  test('a cursor of another host is not followed and good for nothing, so that everything is read anew', async () => {
    const { graph, source } = sourceOf({});
    await expect(readAll(source.read('https://evil.test/v1.0/x', never))).rejects.toMatchObject({
      code: 'cursor-expired',
    });
    expect(graph.singles).toEqual([]);
  });

  test.each([
    [410, 'syncStateNotFound'],
    [410, 'resyncRequired'],
    [400, 'SyncStateInvalid'],
  ])('%i %s: the cursor has expired', async (status, code) => {
    const graph = createFakeGraph({ single: () => ({ status, body: { error: { code, message: '' } } }) });
    const source = createFakeConnector(graph).source(galDefinition);
    await expect(readAll(source.read(last['@odata.deltaLink'], never))).rejects.toMatchObject({
      code: 'cursor-expired',
    });
    expect(graph.singles).toHaveLength(1);
  });

  test('a page that failed is asked for again, with a new token if it must be', async () => {
    const answers: FakeAnswer[] = [{ status: 503 }, { status: 401 }, { status: 200, body: { value: [anna], ...last } }];
    const graph = createFakeGraph({ single: () => answers.shift() ?? { status: 500 } });
    const source = createFakeConnector(graph).source(galDefinition);
    expect(await readAll(source.read(null, never))).toHaveLength(1);
    expect(graph.singles.map(({ headers }) => headers.authorization)).toEqual([
      'Bearer token-1',
      'Bearer token-1',
      'Bearer token-2',
    ]);
  });
});
