import { describe, expect, test } from 'vitest';
import { createRoutedGraph, type FakeRoutes, list, notFound, ok } from './fake-routes.ts';

const never = new AbortController().signal;
const contacts = '/users/m/contactFolders/f/contacts';
const delta = `GET ${contacts}/delta`;
const link = (token: string) => `https://graph.test/v1.0${contacts}/delta?$deltatoken=${token}`;
const deltaEnd = (...value: readonly object[]) => ok({ value, '@odata.deltaLink': link('end') });
const stampId = 'String {e7d3c2a0-5b1f-4c9e-9a64-8f0d2b7c1e35} Name RingbookStamp';
const ours = { id: 'ours', displayName: 'Copy', singleValueExtendedProperties: [{ id: stampId, value: '1|any|i|h' }] };
const anna = {
  id: 'anna',
  displayName: 'Anna',
  businessAddress: { countryOrRegion: 'Germany' },
  singleValueExtendedProperties: [{ id: 'String 0x3a21', value: '+491' }],
};
const bo = { id: 'bo', displayName: 'Bo' };

const answers: FakeRoutes = {
  'GET /users': list({ id: 'guest', userType: 'Guest' }, { id: 'm', userType: 'Member' }),
  'GET /users/m/contactFolders': list({ id: 'other', displayName: 'Other' }, { id: 'p', displayName: 'Partners' }),
  'GET /users/m/contactFolders/p/childFolders': list({ id: 'f', displayName: 'Suppliers' }),
  [delta]: deltaEnd({ id: 'anna' }, { id: 'ours' }),
  [`GET ${contacts}`]: list(anna, ours),
};

function sourceOf(
  routes: FakeRoutes,
  folder: readonly string[] = ['partners', 'Suppliers'],
  mailbox = "o'info@example.com",
) {
  const graph = createRoutedGraph({ ...answers, ...routes });
  const source = graph.connector.source({ kind: 'mailbox-folder', sourceId: 's', connectionId: 'c', mailbox, folder });
  return { ...graph, read: (cursor: string | null = null) => Array.fromAsync(source.read(cursor, never)) };
}

async function cursorOf(routes: FakeRoutes = {}): Promise<string> {
  return (await sourceOf(routes).read()).at(-1)?.cursor ?? '';
}

describe('a snapshot', () => {
  test('all contacts with all their numbers, and none of our own', async () => {
    const { read, asked } = sourceOf({});
    const pages = await read();
    expect(pages.flatMap(({ records }) => records)).toEqual([
      {
        itemId: 'anna',
        kind: 'contact',
        enabled: true,
        hiddenFromLists: false,
        licensed: false,
        fields: { displayName: 'Anna', pager: '+491', businessAddress: { country: 'Germany' } },
        extra: { country: 'Germany' },
      },
    ]);
    expect(pages.map(({ cursor }) => cursor === null)).toEqual([true, false]);
    expect(asked[0]?.query).toContain("mail eq 'o''info@example.com' or userPrincipalName eq 'o''info@example.com'");
    expect(asked[0]?.query).toContain("p eq 'smtp:o''info@example.com'");
  });

  test('a mailbox that a list names twice is one', async () => {
    const { read } = sourceOf({ 'GET /users': list({ id: 'm', userType: 'Member' }, { id: 'm', userType: 'Member' }) });
    expect(await read()).toHaveLength(2);
  });

  test('what the list skipped and the delta has seen is asked for', async () => {
    const { read } = sourceOf({
      [delta]: deltaEnd({ id: 'anna' }, { id: 'bo' }, { id: 'gone' }),
      [`GET ${contacts}/bo`]: ok(bo),
    });
    expect((await read()).flatMap(({ records }) => records.map(({ itemId }) => itemId))).toEqual(['anna', 'bo']);
  });

  test('of the default folder, in a mailbox that is named by its id', async () => {
    const id = '0d9f6f2e-4c1b-4a57-8f3e-6b2a9c7d1e50';
    const { read, routes } = sourceOf(
      {
        [`GET /users/${id}/contacts/delta`]: ok({
          value: [],
          '@odata.deltaLink': `https://graph.test/v1.0/users/${id}/contacts/delta?$deltatoken=1`,
        }),
        [`GET /users/${id}/contacts`]: list(bo),
      },
      [],
      id,
    );
    expect((await read()).flatMap(({ records }) => records.map(({ itemId }) => itemId))).toEqual(['bo']);
    expect(routes()).toEqual([`GET /users/${id}/contacts/delta`, `GET /users/${id}/contacts`]);
  });

  test.each<[string, FakeRoutes, string]>([
    ['no mailbox of this address', { 'GET /users': list() }, 'mailbox-not-found'],
    ['two mailboxes of this address', { 'GET /users': list({ id: 'a' }, { id: 'b' }) }, 'not-found'],
    ['no folder of this name', { 'GET /users/m/contactFolders': list() }, 'not-found'],
    ['no folder of this name below', { 'GET /users/m/contactFolders/p/childFolders': notFound }, 'not-found'],
    ['a page that does not come', { [`GET ${contacts}`]: { status: 503 } }, 'unavailable'],
    ['a delta that does not end', { [delta]: list() }, 'invalid-answer'],
  ])('%s: an error, never fewer', async (_what, routes, code) => {
    await expect(sourceOf(routes).read()).rejects.toMatchObject({ code });
  });
});

describe('changes', () => {
  test('nothing changed: no contact is asked for', async () => {
    const { read, routes } = sourceOf({ [delta]: deltaEnd() });
    expect(await read(await cursorOf())).toMatchObject([{ records: [], removed: [] }]);
    expect(routes().filter((route) => route.startsWith(`GET ${contacts}`))).toEqual([delta]);
  });

  test('what changed is read by itself; what is gone, or ours, is removed', async () => {
    const { read, asked } = sourceOf({
      [delta]: deltaEnd({ id: 'bo' }, { id: 'ours' }, { id: 'anna', '@removed': {} }),
      [`GET ${contacts}/bo`]: ok(bo),
      [`GET ${contacts}/ours`]: ok(ours),
    });
    const [page] = await read(await cursorOf());
    expect(page?.records).toMatchObject([{ itemId: 'bo', fields: { displayName: 'Bo' } }]);
    expect(page?.removed).toEqual(['anna', 'ours']);
    expect(asked.find(({ route }) => route === delta)?.query).toBe('$deltatoken=end');
  });

  test('what changed and is not there is no leaver: a snapshot tells', async () => {
    const { read } = sourceOf({ [delta]: deltaEnd({ id: 'meanwhile' }) });
    await expect(read(await cursorOf())).rejects.toMatchObject({ code: 'cursor-expired' });
  });

  test('many changes are read as a snapshot', async () => {
    const many = Array.from({ length: 401 }, (_, i) => ({ id: `${i}` }));
    const { read } = sourceOf({ [delta]: deltaEnd(...many) });
    await expect(read(await cursorOf())).rejects.toMatchObject({ code: 'cursor-expired' });
  });

  test.each(['', 'https://graph.test/v1.0/x', JSON.stringify(['m', 'another folder', link('end')])])(
    'a cursor that is none of this folder: %j',
    async (cursor) => {
      await expect(sourceOf({}).read(cursor)).rejects.toMatchObject({ code: 'cursor-expired' });
    },
  );
});
