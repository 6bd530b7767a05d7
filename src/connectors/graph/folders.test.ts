import { describe, expect, test } from 'vitest';
import type { FolderSpec, OpenFolder } from '../../runs/ports.ts';
import { createRoutedGraph, type FakeRoutes, list, notFound, ok } from './fake-routes.ts';
import { stampPropertyId } from './stamp.ts';

const never = new AbortController().signal;
const nested: FolderSpec = {
  mailboxId: 'm',
  syncId: 's',
  placement: { kind: 'folder', path: ['Company', 'Sites', 'Köln'] },
  folderId: null,
};
const top = '/users/m/contactFolders';
const below = (id: string) => `${top}/${id}/childFolders`;
const contactsIn = (id: string) => `${top}/${id}/contacts`;

const stampId = 'String {e7d3c2a0-5b1f-4c9e-9a64-8f0d2b7c1e35} Name RingbookFolder';
const parentStamp = '1||parent';

function folder(id: string, displayName: string, stamp?: string, parentFolderId = 'root') {
  const stamps = stamp === undefined ? {} : { singleValueExtendedProperties: [{ id: stampId, value: stamp }] };
  return { id, displayName, parentFolderId, ...stamps };
}

const posted = (id: string) => ({ status: 201, body: { id } });
const taken = { status: 409, body: { error: { code: 'ErrorFolderExists', message: '' } } };

describe('a folder below others', () => {
  test("is found along a person's folder and one that we made and somebody renamed", async () => {
    const { connector, routes } = createRoutedGraph({
      [`GET ${top}`]: list(folder('private', 'Private'), folder('company', 'COMPANY')),
      [`GET ${below('company')}`]: list(folder('other', 'Other'), folder('sites', 'Renamed', parentStamp)),
      [`GET ${below('sites')}`]: list(
        folder('theirs', 'Köln'),
        folder('other sync', 'x', '1|t'),
        folder('ours', 'y', '1|s'),
      ),
    });
    expect(await connector.target.findFolder(nested, never)).toEqual({ folderId: 'ours', created: false });
    expect(routes()).toHaveLength(3);
  });

  test('is not there where the way to it is not', async () => {
    const { connector, routes } = createRoutedGraph({ [`GET ${top}`]: list(folder('private', 'Private')) });
    expect(await connector.target.findFolder(nested, never)).toBeNull();
    expect(routes()).toHaveLength(1);
  });

  test("is made with those above that are missing; a person's stays as it is", async () => {
    const { connector, asked } = createRoutedGraph({
      [`GET ${top}`]: list(folder('company', 'Company')),
      [`GET ${below('company')}`]: list(),
      [`POST ${below('company')}`]: posted('sites'),
      [`POST ${below('sites')}`]: posted('ours'),
    });
    expect(await connector.target.ensureFolder(nested, never)).toEqual({ folderId: 'ours', created: true });
    expect(asked.filter(({ route }) => !route.startsWith('GET'))).toMatchObject([
      {
        route: `POST ${below('company')}`,
        body: { displayName: 'Sites', singleValueExtendedProperties: [{ value: parentStamp }] },
      },
      {
        route: `POST ${below('sites')}`,
        body: { displayName: 'Köln', singleValueExtendedProperties: [{ value: '1|s' }] },
      },
    ]);
  });

  test('a parent that appears meanwhile is taken, also after a lost answer', async () => {
    const { connector, routes } = createRoutedGraph({
      [`GET ${top}`]: [list(), list(), list(folder('company', 'Company'))],
      [`POST ${top}`]: taken,
      [`GET ${below('company')}`]: [list(), list(folder('sites', 'Sites', parentStamp))],
      [`POST ${below('company')}`]: { status: 504 },
      [`POST ${below('sites')}`]: posted('ours'),
    });
    expect(await connector.target.ensureFolder(nested, never)).toEqual({ folderId: 'ours', created: true });
    expect(routes().filter((route) => route.startsWith('POST'))).toHaveLength(3);
  });
});

describe('the default folder', () => {
  const spec: FolderSpec = { ...nested, placement: { kind: 'default-folder', category: 'Company' } };

  test('is always there, without asking, and never made or removed', async () => {
    const { connector, routes } = createRoutedGraph({});
    const found = { folderId: 'contacts', created: false };
    expect(await connector.target.findFolder(spec, never)).toEqual(found);
    expect(await connector.target.ensureFolder(spec, never)).toEqual(found);
    expect(await connector.target.removeFolder({ mailboxId: 'm', syncId: 's', folderId: 'contacts' }, never)).toBe(
      false,
    );
    expect(routes()).toEqual([]);
  });

  test('its paths name no folder', async () => {
    const { connector, routes } = createRoutedGraph({ 'GET /users/m/contacts': list() });
    const open: OpenFolder = { mailboxId: 'm', syncId: 's', folderId: 'contacts' };
    await Array.fromAsync(connector.target.stamped(open, never));
    await connector.target.read(open, ['c'], never);
    expect(routes()).toEqual(['GET /users/m/contacts', 'GET /users/m/contacts/c']);
  });

  test('what is not there in it is gone: the folder itself never is', async () => {
    const { connector } = createRoutedGraph({});
    const item = { kind: 'contact', itemId: 'i', fields: {} } as const;
    const open = connector.target.open({ mailboxId: 'm', syncId: 's', folderId: 'contacts' });
    const update = { kind: 'update', itemId: 'i', contentHash: 'h', item, mailItemId: 'c' } as const;
    expect(await open.apply([update], never)).toEqual([{ kind: 'gone' }]);
  });
});

describe('removing', () => {
  const ours: OpenFolder = { mailboxId: 'm', syncId: 's', folderId: 'ours' };
  const emptied = (id: string): FakeRoutes => ({
    [`GET ${contactsIn(id)}`]: list(),
    [`GET ${below(id)}`]: list(),
    [`DELETE ${top}/${id}`]: { status: 204 },
  });
  const remove = async (routes: FakeRoutes) => {
    const graph = createRoutedGraph(routes);
    const gone = await graph.connector.target.removeFolder(ours, never);
    return { gone, writes: graph.asked.filter(({ route }) => !route.startsWith('GET')) };
  };

  test('an empty folder goes, and the empty ones above that we made', async () => {
    const { gone, writes } = await remove({
      ...emptied('ours'),
      ...emptied('sites'),
      ...emptied('company'),
      [`GET ${top}/ours`]: ok(folder('ours', 'Köln', '1|s', 'sites')),
      [`GET ${top}/sites`]: ok(folder('sites', 'Sites', parentStamp, 'company')),
      [`GET ${top}/company`]: ok(folder('company', 'Company')),
    });
    expect(gone).toBe(true);
    expect(writes.map(({ route }) => route)).toEqual([`DELETE ${top}/ours`, `DELETE ${top}/sites`]);
  });

  test.each<[string, FakeRoutes]>([
    ['a contact', { [`GET ${contactsIn('ours')}`]: list({ id: 'c' }) }],
    ['a folder', { [`GET ${below('ours')}`]: list({ id: 'f' }) }],
    [
      'maybe more on a next page',
      { [`GET ${contactsIn('ours')}`]: [ok({ value: [], '@odata.nextLink': 'https://graph.test/v1.0/x' }), list()] },
    ],
  ])('one that holds %s stays, without our stamp', async (_what, held) => {
    const { gone, writes } = await remove({
      ...emptied('ours'),
      ...held,
      [`GET ${top}/ours`]: ok(folder('ours', 'Köln', '1|s')),
      [`PATCH ${top}/ours`]: ok({ id: 'ours' }),
    });
    expect(gone).toBe(false);
    expect(writes).toMatchObject([
      { route: `PATCH ${top}/ours`, body: { singleValueExtendedProperties: [{ id: stampId, value: '' }] } },
    ]);
  });

  test('one that holds an item of ours keeps its stamp, or nobody would find it again', async () => {
    const item = { id: 'c', singleValueExtendedProperties: [{ id: stampPropertyId, value: '1|s|i|h' }] };
    const stays = remove({
      ...emptied('ours'),
      [`GET ${contactsIn('ours')}`]: list(item),
      [`GET ${top}/ours`]: ok(folder('ours', 'Köln', '1|s')),
    });
    await expect(stays).rejects.toMatchObject({ code: 'conflict' });
  });

  test.each([undefined, '1|t', parentStamp])('one with the stamp %j is not ours to remove', async (stamp) => {
    const { gone, writes } = await remove({
      ...emptied('ours'),
      [`GET ${top}/ours`]: ok(folder('ours', 'Köln', stamp)),
    });
    expect([gone, writes]).toEqual([false, []]);
  });

  test('one that is gone is no failure, and what we made around it goes', async () => {
    const { gone, writes } = await remove({
      [`GET ${top}/ours`]: notFound,
      [`GET ${top}`]: list(folder('company', 'Company', parentStamp), folder('private', 'Private')),
      ...emptied('company'),
    });
    expect(gone).toBe(true);
    expect(writes.map(({ route }) => route)).toEqual([`DELETE ${top}/company`]);
  });

  test('what keeps us from looking into it keeps us from removing it', async () => {
    const { connector, routes } = createRoutedGraph({
      ...emptied('ours'),
      [`GET ${top}/ours`]: ok(folder('ours', 'Köln', '1|s')),
      [`GET ${contactsIn('ours')}`]: { status: 503 },
    });
    await expect(connector.target.removeFolder(ours, never)).rejects.toMatchObject({ code: 'unavailable' });
    expect(routes().filter((route) => !route.startsWith('GET'))).toEqual([]);
  });
});

test('our folders at any level, of whatever sync', async () => {
  const { connector } = createRoutedGraph({
    [`GET ${top}`]: list(folder('a', 'A', '1|s'), folder('b', 'B')),
    [`GET ${below('b')}`]: list(folder('c', 'C', parentStamp)),
    [`GET ${below('c')}`]: list(folder('d', 'D', '1|t')),
  });
  expect(await connector.target.ownFolders('m', never)).toEqual([
    { mailboxId: 'm', syncId: 's', folderId: 'a' },
    { mailboxId: 'm', syncId: 't', folderId: 'd' },
  ]);
});
