import { describe, expect, test } from 'vitest';
import type { OpenFolder } from '../../runs/ports.ts';
import type { ContactItem } from '../../sync/items.ts';
import type { CreateOperation, UpdateOperation } from '../../sync/operations.ts';
import { createRoutedGraph, type FakeRoutes, list, notFound, ok } from './fake-routes.ts';

const never = new AbortController().signal;
const folder: OpenFolder = { mailboxId: 'm', syncId: 's', folderId: 'f' };
const contacts = '/users/m/contactFolders/f/contacts';
const property = (name: string) => `String {e7d3c2a0-5b1f-4c9e-9a64-8f0d2b7c1e35} Name ${name}`;
const stamped = (value: string, ...more: readonly object[]) => ({
  singleValueExtendedProperties: [{ id: property('RingbookStamp'), value }, ...more],
});
const item: ContactItem = { kind: 'contact', itemId: 'i', fields: { displayName: 'Anna' } };
const create: CreateOperation = { kind: 'create', itemId: 'i', contentHash: 'h', item };
const update: UpdateOperation = { ...create, kind: 'update', mailItemId: 'c' };
const refused = { status: 400, body: { error: { code: 'ErrorInvalidImage', message: '' } } };

describe('reading items', () => {
  test('those that are there and ours, with content and marks', async () => {
    const marks = { id: property('RingbookMarks'), value: 'marks' };
    const { connector, asked } = createRoutedGraph({
      [`GET ${contacts}/a`]: ok({
        '@odata.etag': 'W/"key"',
        id: 'a',
        displayName: 'Anna',
        ...stamped('1|s|i|h', marks, { id: 'String 0x3a21', value: '+491' }),
      }),
      [`GET ${contacts}/b`]: ok({ id: 'b', displayName: 'Personal' }),
      [`GET ${contacts}/c`]: ok({ id: 'c', ...stamped('1|other|i|h') }),
    });
    expect(await connector.target.read(folder, ['a', 'b', 'c', 'gone'], never)).toEqual([
      {
        mailItemId: 'a',
        itemId: 'i',
        contentHash: 'h',
        changeKey: 'key',
        fields: { displayName: 'Anna', pager: '+491' },
        marks: 'marks',
      },
    ]);
    expect(asked[0]?.query).toContain(`id eq '${property('RingbookMarks')}' or id eq 'String 0x3A24'`);
  });

  test.each([{}, { value: [] }, { id: 'another' }])(
    '%j is no contact, which is not to say that it is gone',
    async (body) => {
      const { connector } = createRoutedGraph({ [`GET ${contacts}/a`]: { status: 200, body } });
      await expect(connector.target.read(folder, ['a'], never)).rejects.toMatchObject({ code: 'invalid-answer' });
    },
  );

  test('a mailbox that does not answer is no smaller answer', async () => {
    const { connector } = createRoutedGraph({ [`GET ${contacts}/a`]: { status: 503 } });
    await expect(connector.target.read(folder, ['a'], never)).rejects.toMatchObject({ code: 'unavailable' });
  });
});

describe('changes', () => {
  const delta = `GET ${contacts}/delta`;
  const link = (token: string) => `https://graph.test/v1.0${contacts}/delta?$deltatoken=${token}`;
  const read = (routes: FakeRoutes, cursor: string | null) => {
    const graph = createRoutedGraph(routes);
    return { ...graph, pages: Array.fromAsync(graph.connector.target.changes(folder, cursor, never)) };
  };

  test('everything at first, on all pages, without content', async () => {
    const first = { value: [{ id: 'a', changeKey: 'k' }], '@odata.nextLink': link('next') };
    const last = {
      value: [
        { id: 'a', '@removed': { reason: 'deleted' } },
        { id: 'b', '@odata.etag': 'W/"l"' },
      ],
    };
    const { pages, asked } = read({ [delta]: [ok(first), ok({ ...last, '@odata.deltaLink': link('end') })] }, null);
    expect(await pages).toEqual([
      { present: [{ mailItemId: 'a', changeKey: 'k' }], removed: [], cursor: null },
      { present: [{ mailItemId: 'b', changeKey: 'l' }], removed: ['a'], cursor: link('end') },
    ]);
    expect(asked.map(({ query }) => query)).toEqual(['$select=changeKey', '$deltatoken=next']);
    for (const { headers } of asked)
      expect(headers).toMatchObject({ Prefer: 'IdType="ImmutableId", odata.maxpagesize=500' });
  });

  test('one request if nothing changed', async () => {
    const { pages, asked } = read({ [delta]: ok({ value: [], '@odata.deltaLink': link('end') }) }, link('start'));
    expect(await pages).toEqual([{ present: [], removed: [], cursor: link('end') }]);
    expect(asked.map(({ query }) => query)).toEqual(['$deltatoken=start']);
  });

  test.each([
    [400, 'SyncStateInvalid', 'cursor-expired'],
    [400, 'syncStateNotFound', 'cursor-expired'],
    [410, 'resyncRequired', 'cursor-expired'],
    [410, 'Gone', 'cursor-expired'],
    [404, 'ErrorItemNotFound', 'not-found'],
  ])('%i %s is %s', async (status, code, expected) => {
    const { pages } = read({ [delta]: { status, body: { error: { code, message: '' } } } }, link('start'));
    await expect(pages).rejects.toMatchObject({ code: expected });
  });

  test('a page without a link is no end', async () => {
    await expect(read({ [delta]: list() }, null).pages).rejects.toMatchObject({ code: 'invalid-answer' });
  });

  test('a cursor of another host is good for nothing', async () => {
    const { pages, asked } = read({}, 'https://evil.test/v1.0/x');
    await expect(pages).rejects.toMatchObject({ code: 'cursor-expired' });
    expect(asked).toEqual([]);
  });
});

describe('content of a mailbox of its own', () => {
  const own = { fields: { displayName: 'Anna', nickName: 'Annie' }, marks: 'marks' };
  const bodyOf = async (operation: CreateOperation | UpdateOperation) => {
    const routes = {
      [`POST ${contacts}`]: { status: 201, body: { id: 'c' } },
      [`PATCH ${contacts}/c`]: ok({ id: 'c' }),
    };
    const { connector, asked } = createRoutedGraph(routes);
    await connector.target.open(folder).apply([operation], never);
    return asked[0]?.body;
  };
  const marks = (value: string) => ({
    singleValueExtendedProperties: expect.arrayContaining([{ id: property('RingbookMarks'), value }]),
  });

  test('is written in place of the item, with its marks', async () => {
    expect(await bodyOf({ ...create, own })).toMatchObject({ nickName: 'Annie', ...marks('marks') });
    expect(await bodyOf({ ...update, own })).toMatchObject({ nickName: 'Annie', givenName: null, ...marks('marks') });
  });

  test('without marks: none are made, and those from before go', async () => {
    expect(JSON.stringify(await bodyOf({ ...create, own: { ...own, marks: null } }))).not.toContain('RingbookMarks');
    expect(await bodyOf({ ...update, own: { ...own, marks: null } })).toMatchObject(marks(''));
    expect(await bodyOf(update)).toMatchObject(marks(''));
  });
});

describe('photos', () => {
  const jpeg = new Uint8Array([0xff, 0xd8, 0xff]);
  const put = { kind: 'put', hash: 'p', jpeg } as const;
  const photo = `${contacts}/c/photo/$value`;
  const answers: FakeRoutes = {
    [`POST ${contacts}`]: { status: 201, body: { id: 'c', changeKey: 'k' } },
    [`PATCH ${contacts}/c`]: ok({ id: 'c', changeKey: 'l' }),
    [`PUT ${photo}`]: { status: 200 },
    [`DELETE ${photo}`]: { status: 204 },
  };
  const apply = async (operation: CreateOperation | UpdateOperation, routes: FakeRoutes = {}) => {
    const graph = createRoutedGraph({ ...answers, ...routes });
    const results = await graph.connector.target.open(folder).apply([operation], never);
    return { results, asked: graph.asked, routes: graph.routes() };
  };

  test('follow a create, after which the change key is not known', async () => {
    const { results, asked, routes } = await apply({ ...create, photo: put });
    expect(results).toEqual([{ kind: 'created', mailItemId: 'c' }]);
    expect(routes).toEqual([`POST ${contacts}`, `PUT ${photo}`]);
    expect(asked[1]).toMatchObject({ body: '/9j/', headers: { 'Content-Type': 'image/jpeg' } });
  });

  test('go before an update, so that the stamp moves last', async () => {
    const { results, routes } = await apply({ ...update, photo: put });
    expect(results).toEqual([{ kind: 'updated', changeKey: 'l' }]);
    expect(routes).toEqual([`PUT ${photo}`, `PATCH ${contacts}/c`]);
  });

  test('are taken away; what is gone is gone', async () => {
    const removal = { ...update, photo: { kind: 'remove' } } as const;
    expect((await apply(removal)).routes).toEqual([`DELETE ${photo}`, `PATCH ${contacts}/c`]);
    expect((await apply(removal, { [`DELETE ${photo}`]: notFound })).results).toEqual([
      { kind: 'updated', changeKey: 'l' },
    ]);
    expect((await apply({ ...create, photo: { kind: 'remove' } })).routes).toEqual([`POST ${contacts}`]);
  });

  test('that are refused fail alone', async () => {
    const failure = { photo: { code: 'invalid-item' } };
    const routes = { [`PUT ${photo}`]: refused };
    expect((await apply({ ...create, photo: put }, routes)).results).toMatchObject([{ kind: 'created', ...failure }]);
    expect((await apply({ ...update, photo: put }, routes)).results).toMatchObject([{ kind: 'updated', ...failure }]);
  });

  test('that are too large for a batch are not sent', async () => {
    const large = { ...put, jpeg: new Uint8Array(2_000_001) };
    const { results, routes } = await apply({ ...update, photo: large });
    expect(results).toMatchObject([{ kind: 'updated', photo: { code: 'invalid-item' } }]);
    expect(routes).toEqual([`PATCH ${contacts}/c`]);
  });

  test('of a contact that is gone leave it gone', async () => {
    const routes = {
      [`PUT ${photo}`]: notFound,
      [`PATCH ${contacts}/c`]: notFound,
      'GET /users/m/contactFolders/f': ok({ id: 'f' }),
    };
    expect((await apply({ ...update, photo: put }, routes)).results).toEqual([{ kind: 'gone' }]);
  });
});

test('a change key is told by a create, an update and a list', async () => {
  const { connector } = createRoutedGraph({
    [`POST ${contacts}`]: { status: 201, body: { id: 'c', '@odata.etag': 'W/"k"' } },
    [`PATCH ${contacts}/c`]: ok({ id: 'c', changeKey: 'l', '@odata.etag': 'W/"l"' }),
    [`GET ${contacts}`]: list({ id: 'c', '@odata.etag': 'W/"l"', ...stamped('1|s|i|h') }),
  });
  const open = connector.target.open(folder);
  expect(await open.apply([create], never)).toEqual([{ kind: 'created', mailItemId: 'c', changeKey: 'k' }]);
  expect(await open.apply([update], never)).toEqual([{ kind: 'updated', changeKey: 'l' }]);
  expect((await Array.fromAsync(open.stamped(never))).flat()).toMatchObject([{ mailItemId: 'c', changeKey: 'l' }]);
});
