import { describe, expect, test } from 'vitest';
import type { Leftover, LeftoverCriteria } from '../../runs/ports.ts';
import { createRoutedGraph, type FakeRoutes, list, notFound, ok } from './fake-routes.ts';

const never = new AbortController().signal;
const top = '/users/m/contactFolders';
const contactsIn = (id: string) => `${top}/${id}/contacts`;
const property = (name: string) => `String {e7d3c2a0-5b1f-4c9e-9a64-8f0d2b7c1e35} Name ${name}`;
const foreign = 'String {00020329-0000-0000-c000-000000000046} Name OtherProduct';
const ourFolder = { singleValueExtendedProperties: [{ id: property('RingbookFolder'), value: '1|s' }] };
const ourContact = { id: 'ours', singleValueExtendedProperties: [{ id: property('RingbookStamp'), value: '1|s|i|h' }] };
const folders: FakeRoutes = {
  [`GET ${top}`]: list(
    { id: 'old', displayName: 'Old' },
    { id: 'ours', displayName: 'Old', ...ourFolder },
    { id: 'p', displayName: 'P' },
  ),
  [`GET ${top}/p/childFolders`]: list({ id: 'below', displayName: 'old' }),
};

const find = async (criteria: LeftoverCriteria, answers: FakeRoutes) => {
  const graph = createRoutedGraph({ ...folders, ...answers });
  const found = (await Array.fromAsync(graph.connector.leftovers.find('m', criteria, never))).flat();
  return { ...graph, found };
};

describe('found', () => {
  test('by folder: at any level, but not in folders of ours, nor what is ours', async () => {
    const { found, routes } = await find(
      { kind: 'folder', name: 'Old' },
      {
        [`GET ${contactsIn('old')}`]: list({ id: 'a', displayName: 'A' }, ourContact),
        [`GET ${contactsIn('below')}`]: list({ id: 'b' }),
      },
    );
    expect(found).toMatchObject([
      { mailItemId: 'a', folderId: 'old', folderName: 'Old' },
      { mailItemId: 'b', folderId: 'below', folderName: 'old' },
    ]);
    expect(routes()).not.toContain(`GET ${contactsIn('ours')}`);
    expect(routes()).not.toContain('GET /users/m/contacts');
  });

  test('by category: in every folder, the default one too', async () => {
    const { found, asked } = await find(
      { kind: 'category', category: "Bob's" },
      {
        'GET /users/m/contacts': list({ id: 'a', categories: ["Bob's"] }, { id: 'unasked', categories: ['Family'] }),
        [`GET ${contactsIn('ours')}`]: list(
          { id: 'b', categories: ['x', "bob's"] },
          { ...ourContact, categories: ["Bob's"] },
        ),
      },
    );
    expect(found).toMatchObject([
      { mailItemId: 'a', folderId: 'contacts', folderName: '' },
      { mailItemId: 'b', folderId: 'ours' },
    ]);
    const query = asked.find(({ route }) => route === 'GET /users/m/contacts')?.query;
    expect(query).toContain("$filter=categories/any(c: c eq 'Bob''s')");
  });

  test('by a property, which is kept', async () => {
    const extended = [
      { id: foreign, value: 'x' },
      { id: 'String 0x3a24', value: '+491' },
      { id: 'String 0x3a25', value: '' },
    ];
    const contact = {
      id: 'a',
      displayName: 'A',
      changeKey: 'k',
      parentFolderId: 'f',
      singleValueExtendedProperties: extended,
    };
    const { found, asked } = await find({ kind: 'property', id: foreign }, { 'GET /users/m/contacts': list(contact) });
    expect(JSON.parse(found[0]?.content ?? '')).toEqual({
      displayName: 'A',
      singleValueExtendedProperties: extended.slice(0, 2),
    });
    expect(asked.find(({ route }) => route === 'GET /users/m/contacts')?.query).toContain(
      `ep/id eq '${foreign}' and ep/value ne null`,
    );
  });

  test('what is no property is looked for nowhere', async () => {
    await expect(find({ kind: 'property', id: "x' or 1 eq 1" }, {})).rejects.toMatchObject({ code: 'not-found' });
  });

  test('a folder that does not answer breaks the search', async () => {
    const answers = { [`GET ${contactsIn('old')}`]: { status: 503 } };
    await expect(find({ kind: 'folder', name: 'Old' }, answers)).rejects.toMatchObject({ code: 'unavailable' });
  });
});

describe('removed', () => {
  const leftovers: readonly Leftover[] = ['a', 'b'].map((mailItemId) => {
    return { mailItemId, folderId: 'old', folderName: 'Old', content: '{}' };
  });

  test('from the folder that they were found in; what is gone is no failure', async () => {
    const { connector, routes } = createRoutedGraph({ [`DELETE ${contactsIn('old')}/a`]: { status: 204 } });
    await connector.leftovers.remove('m', leftovers, never);
    expect([...routes()].sort()).toEqual([`DELETE ${contactsIn('old')}/a`, `DELETE ${contactsIn('old')}/b`]);
  });

  test('a failure of one is told after the others went', async () => {
    const { connector, routes } = createRoutedGraph({ [`DELETE ${contactsIn('old')}/a`]: { status: 403 } });
    await expect(connector.leftovers.remove('m', leftovers, never)).rejects.toMatchObject({
      code: 'permission-missing',
    });
    expect(routes()).toHaveLength(2);
  });

  test('empty folders of the name go, and none of ours', async () => {
    const { connector, routes } = createRoutedGraph({
      ...folders,
      [`GET ${contactsIn('old')}`]: list({ id: 'a' }),
      [`GET ${contactsIn('below')}`]: list(),
      [`GET ${top}/below/childFolders`]: list(),
      [`DELETE ${top}/below`]: { status: 204 },
    });
    expect(await connector.leftovers.removeEmptyFolders('m', { kind: 'folder', name: 'Old' }, never)).toBe(1);
    expect(routes().filter((route) => route.startsWith('DELETE'))).toEqual([`DELETE ${top}/below`]);
    expect(await connector.leftovers.removeEmptyFolders('m', { kind: 'category', category: 'Old' }, never)).toBe(0);
  });
});

describe('restored', () => {
  const contact = {
    displayName: 'A',
    categories: ['Old'],
    singleValueExtendedProperties: [{ id: foreign, value: 'x' }],
  };
  const content = JSON.stringify({ ...contact, id: 'a', parentFolderId: 'f' });
  const made = { status: 201, body: { id: 'new' } };
  const restore = async (folderName: string, answers: FakeRoutes) => {
    const { connector, asked } = createRoutedGraph(answers);
    await connector.leftovers.restore('m', folderName, [content], never);
    return asked.filter(({ route }) => route.startsWith('POST'));
  };

  test('into the folder of the name', async () => {
    const writes = await restore('Old', {
      ...folders,
      [`GET ${contactsIn('old')}`]: list(),
      [`POST ${contactsIn('old')}`]: made,
    });
    expect(writes).toMatchObject([{ route: `POST ${contactsIn('old')}` }]);
    expect(writes[0]?.body).toEqual(contact);
  });

  test('into one that is made for them, if there is none', async () => {
    const answers = {
      [`GET ${top}`]: list(),
      [`POST ${top}`]: made,
      [`GET ${contactsIn('new')}`]: list(),
      [`POST ${contactsIn('new')}`]: made,
    };
    expect(await restore('Old', answers)).toMatchObject([
      { route: `POST ${top}`, body: { displayName: 'Old' } },
      { route: `POST ${contactsIn('new')}` },
    ]);
  });

  test('into the default folder', async () => {
    expect(await restore('', { 'GET /users/m/contacts': list(), 'POST /users/m/contacts': made })).toMatchObject([
      { route: 'POST /users/m/contacts' },
    ]);
  });

  test('what cannot be read or is refused is told', async () => {
    const { connector } = createRoutedGraph({
      'GET /users/m/contacts': list(),
      'POST /users/m/contacts': [notFound, ok({})],
    });
    const { leftovers } = connector;
    await expect(leftovers.restore('m', '', ['['], never)).rejects.toMatchObject({
      code: 'invalid-item',
    });
    await expect(leftovers.restore('m', '', [content], never)).rejects.toMatchObject({
      code: 'not-found',
    });
  });
});
